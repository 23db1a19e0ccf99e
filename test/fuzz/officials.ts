/**
 * Generated Word and Excel files of officials, one question of each damaged: every question must be read exactly as it was meant or be
 * named as doubtful. Prints one line of counts a kind and up to 20 files that were read otherwise; fails when anything was mis-keyed,
 * altered or lost in silence.
 *
 *     npm run fuzz:officials -- --files 2000 --seed 1
 */
import { parseArgs } from 'node:util'
import { checkFile, officialFiles, verdicts, type OfficialKind } from '#test/support/formats/officials/check.ts'

const MAX_SHOWN = 20

const { values } = parseArgs({
  options: {
    kind: { type: 'string', default: 'all' },
    files: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: 'miskeyed,altered,lost' },
  },
})
const [files = 0, seed = 0] = [values.files, values.seed].map(Number)
if (![files, seed].every((one) => Number.isSafeInteger(one) && one > 0)) throw new Error('--files and --seed take whole numbers from 1')
const kinds = (Object.keys(officialFiles) as OfficialKind[]).filter((kind) => values.kind === 'all' || values.kind === kind)
if (kinds.length === 0) throw new Error(`--kind takes all, ${Object.keys(officialFiles).join(', ')}`)

for (const kind of kinds) {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0]))
  let damagedNamed = 0
  let damaged = 0
  let shown = 0
  let unsaid = 0
  let refused = 0
  for (let at = 0; at < files; at++) {
    const { file, verdicts: found, unsaid: unnamed, isRefused } = checkFile(kind, seed + at)
    unsaid += unnamed.length
    if (isRefused) refused += file.questions.filter(({ correct }) => correct !== null).length
    const isShown =
      (isRefused && values.show.includes('refused')) ||
      unnamed.length > 0 ||
      found.some((verdict, index) => values.show.includes(verdict) && (verdict !== 'doubtful' || file.questions[index]?.correct !== null))
    found.forEach((verdict, index) => {
      counts[verdict] = (counts[verdict] ?? 0) + 1
      if (file.questions[index]?.correct !== null) return
      damaged++
      if (verdict === 'doubtful') damagedNamed++
    })
    if (isShown && shown++ < MAX_SHOWN) process.stderr.write(`${JSON.stringify({ kind, ...file.made, verdicts: found.join(' ') })}\n`)
  }
  const whole = Object.values(counts).reduce((sum, count) => sum + count, 0) - damaged
  const silent = (counts['miskeyed'] ?? 0) + (counts['altered'] ?? 0) + (counts['lost'] ?? 0) + unsaid
  const share = (count: number): number => Math.round((count / whole) * 10_000) / 100
  const exactShare = share(counts['exact'] ?? 0)
  const fairShare = share((counts['exact'] ?? 0) + (counts['fair'] ?? 0))
  process.stdout.write(
    `${JSON.stringify({ measure: 'official-files', kind, files, seed, whole, damaged, damagedNamed, ...counts, unsaid, refused, exactShare, fairShare, silent })}\n`,
  )
  if (silent > 0) process.exitCode = 1
}
