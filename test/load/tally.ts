/**
 * `npm run bench:tally`: fills a closed round with a million sealed entries, then runs the real `hoithi round tally` in a
 * process of its own and reports its time and its peak of resident memory.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { drawPaper } from '#contest/paper/paper.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { sealingKey } from '#store/database/codec.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { sealEntry } from '#store/commit-queue/entry-seal.ts'
import { unitsOf } from '#store/people/roster.ts'
import { stepRound } from '#store/rounds/rounds.ts'
import type { App } from '#usecases/app.ts'
import { makeLiveContest, type LiveContest } from '#test/support/live.ts'
import { openApp } from '#main.ts'
import { cpuTime, type CpuTime } from './cpu.ts'
import { round } from './generator.ts'
import { storesOf, withStore } from './stores.ts'
import { newId, newTimedId, sha256 } from '#usecases/ids.ts'

const { values } = parseArgs({ options: { entries: { type: 'string', default: '1000000' }, store: { type: 'string', default: 'both' } } })
const entries = Number(values.entries)
const root = fileURLToPath(new URL('../..', import.meta.url))

for (const store of storesOf(values.store)) {
  const figures = await withStore(store, async (config) => {
    const { app, close } = await openApp(config, 'server')
    const contest = await makeLiveContest(app, 0)
    await fill(app, contest)
    await close()
    const place = config.database.dialect === 'postgres' ? ['--database', config.database.url] : []
    return tally(['round', 'tally', contest.roundKey, '--contest', contest.slug, '--json', '--data', config.data, ...place])
  })
  process.stdout.write(`${JSON.stringify({ bench: 'tally', store, entries, ...figures })}\n`)
}

/** Rows as the commit queue would have left them, but for the proofs, which a tally does not read. */
async function fill(app: App, contest: LiveContest): Promise<void> {
  const { db } = app.database
  const runtime = await app.runtimes.get(contest.roundId)
  const stored = await contestBySlug(db, contest.slug)
  const contestId = stored?.id ?? ''
  const units = await unitsOf(db, contestId)
  const key = sealingKey(runtime.secrets.entryKey)
  const papers = Array.from({ length: 2000 }, (_, i) =>
    drawPaper(sha256, runtime.plan, runtime.secrets.paperSeed, { contestantId: `paper-${String(i)}`, attempt: 1 }),
  )
  const now = app.clock.now()
  const chunk = 1000
  const blank = randomBytes(40)
  for (let from = 0; from < entries; from += chunk) {
    // Ids as the server makes them: people's at random, attempts' and entries' by their instant.
    const people = Array.from({ length: Math.min(chunk, entries - from) }, (_, i) => ({
      i: from + i,
      id: newId(),
      attempt: newTimedId(now + from + i),
    }))
    await inTransaction(db, async (tx) => {
      await tx
        .insertInto('contestant')
        .values(
          people.map(({ i, id }) => ({
            id,
            contest_id: contestId,
            unit_id: units[i % units.length]?.id ?? '',
            personal: blank,
            staff_code_index: sha256(Buffer.from(`code ${String(i)}`)),
            phone_index: null,
            consented_at: now,
            created_at: now,
          })),
        )
        .execute()
      await tx
        .insertInto('attempt')
        .values(
          people.map(({ i, id, attempt }) => ({
            id: attempt,
            round_id: contest.roundId,
            contestant_id: id,
            number: 1,
            started_at: now + i,
            deadline_at: runtime.round.closesAt,
          })),
        )
        .execute()
      await tx
        .insertInto('entry')
        .values(
          people.map(({ i, id: contestant, attempt }) => {
            const id = `${attempt}-${String(i).padStart(8, '0')}`
            const paper = papers[i % papers.length] ?? []
            // One in ten is all-correct; the others miss some.
            const answers = paper.map(({ question, optionOrder }, at) => {
              const right = optionOrder.indexOf(runtime.set.questions[question]?.correct[0] ?? 0)
              return [i % 10 === 0 || (i + at) % 3 !== 0 ? right : (right + 1) % optionOrder.length]
            })
            const opening = canonicalJson({
              answers,
              paper: paper.map(({ question, optionOrder }) => [question, ...optionOrder]),
              prediction: (i * 7919) % (entries / 5),
            })
            return {
              id,
              round_id: contest.roundId,
              attempt_id: attempt,
              contestant_id: contestant,
              log_index: i + 1,
              submitted_at: now + 60_000 + ((i * 7) % 400_000),
              body_digest: sha256(Buffer.from(id)),
              sealed: sealEntry(key, id, { salt: randomBytes(16), opening: Buffer.from(opening) }),
              leaf: blank,
              proof: blank,
              tree_size: i + 2,
              code: 'AAAAAAAAAA',
            }
          }),
        )
        .execute()
    })
    if (from % 100_000 === 0) process.stderr.write(`\r${String(from)} entries`)
  }
  process.stderr.write('\n')
  await stepRound(db, contest.roundId, { from: 'open', to: 'closing' }, {})
  await stepRound(db, contest.roundId, { from: 'closing', to: 'closed' }, { closedAt: now })
}

async function tally(args: readonly string[]) {
  const started = performance.now()
  const seen = { cpu: null as CpuTime | null }
  const child = spawn(process.execPath, [`${root}bin/hoithi.mjs`, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let peakKb = 0
  const poll = setInterval(() => {
    seen.cpu = cpuTime(child.pid) ?? seen.cpu
    try {
      peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(child.pid)}/status`, 'utf8'))?.[1] ?? 0))
    } catch {
      // It has ended.
    }
  }, 20)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  clearInterval(poll)
  if (code !== 0) throw new Error(`tally ended with ${String(code)}`)
  return {
    seconds: round((performance.now() - started) / 1000),
    // All threads, as last seen: on a machine that does other things too it says more than the time on the wall.
    cpu_seconds: seen.cpu === null ? null : round(seen.cpu.all / 1e6),
    peak_mb: Math.round(peakKb / 1024),
    per_second: Math.round((entries / (performance.now() - started)) * 1000),
  }
}
