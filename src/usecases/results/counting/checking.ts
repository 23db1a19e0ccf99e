/**
 * What is stored of a round's result against a fresh count of its entries, line by line. Done in the thread of a tally
 * (tally-thread.ts) before a result is published; it reads and writes nothing.
 */
import type { Bilingual, Finding } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import type { Codec } from '#store/database/codec.ts'
import type { Db } from '#store/database/database.ts'
import { contestantRanks, countRanks, countStored } from '#store/results/contestant-ranks.ts'
import { awardsOf, resultOf, setAsideOf, type AwardRecord } from '#store/results/results.ts'
import { countStandings, standingsPage } from '#store/results/standings.ts'
import { countEntries, standingRows, type Counted, type ToCount } from './computing.ts'
import { setAsideText, standingText, startDigest } from '../digest.ts'

export interface CheckedResult {
  /** Of the fresh count. */
  readonly digest: string
  /** Where what is stored differs from it; the first ten. */
  readonly findings: readonly Finding[]
}

const MOST = 10

export async function checkResult(db: Db, codec: Codec, task: ToCount): Promise<CheckedResult> {
  const counted = await countEntries(db, codec, task, () => undefined)
  const findings = [...(await totalsDiffer(db, codec, task.roundId, counted)), ...(await awardsDiffer(db, codec, task, counted.awards))]
  const digest = startDigest(task.lotSeed)
  for (const rows of standingRows(task.roundId, counted.lines)) {
    digest.add(rows)
    const stored = await standingsPage(db, codec, task.roundId, { offset: (rows[0]?.rank ?? 1) - 1, limit: rows.length }, 'skipped')
    const byRank = new Map(stored.map((line) => [line.rank, standingText(line)]))
    for (const line of rows) {
      if (findings.length >= MOST) break
      if (byRank.get(line.rank) !== standingText(line)) findings.push(standingDiffers(line.rank))
    }
  }
  return { digest: digest.finish(counted), findings: findings.slice(0, MOST) }
}

async function totalsDiffer(db: Db, codec: Codec, roundId: string, counted: Counted): Promise<Finding[]> {
  const { participants } = counted
  const stored = await resultOf(db, codec, roundId, 'skipped')
  const findings: Finding[] = []
  if (stored?.participants !== participants || stored.actual !== counted.actual)
    findings.push(
      differs('totals', 'totals-differ', {
        vi: 'Số người dự thi hoặc số người đúng tất cả các câu đang lưu khác với kết quả kiểm đếm lại.',
        en: 'The stored number of participants or of all-correct contestants differs from the fresh count.',
      }),
    )
  if (stored?.summary !== counted.summary)
    findings.push(
      differs('summary', 'summary-differs', {
        vi: 'Phân bố điểm, số dự đoán hoặc các giải không trao đang lưu khác với kết quả kiểm đếm lại.',
        en: 'The stored distribution of scores or predictions, or the prizes not awarded, differ from the fresh count.',
      }),
    )
  if (setAsideText(await setAsideOf(db, codec, roundId, 'skipped')) !== setAsideText(counted.setAside))
    findings.push(
      differs('set-aside', 'set-aside-differs', {
        vi: 'Danh sách bài không xếp hạng đang lưu khác với kết quả kiểm đếm lại. Có thể thành viên các ban vừa thay đổi.',
        en: 'The stored list of entries set aside differs from the fresh count. Members of the boards may have changed.',
      }),
    )
  if ((await countStandings(db, codec, roundId, 'skipped')) !== participants || (await ranksDiffer(db, codec, roundId, counted)))
    findings.push(
      differs('standings', 'standings-count-differs', {
        vi: `Bảng xếp hạng đang lưu thừa, thiếu hoặc lẫn dòng; kiểm đếm lại có ${String(participants)} dòng.`,
        en: `The stored standings have lines too many, too few or mixed up; the fresh count has ${String(participants)}.`,
      }),
    )
  return findings
}

async function ranksDiffer(db: Db, codec: Codec, roundId: string, { lines }: Counted): Promise<boolean> {
  if ((await countRanks(db, roundId)) !== lines.length) return true
  for (const rows of contestantRanks(codec, roundId, lines.byContestant(), lines.length))
    if ((await countStored(db, roundId, rows)) !== rows.length) return true
  return false
}

async function awardsDiffer(
  db: Db,
  codec: Codec,
  { roundId, rules }: ToCount,
  counted: readonly AwardRecord[],
): Promise<readonly Finding[]> {
  const textsOf = (awards: readonly AwardRecord[]) => new Map(awards.map((award) => [award.place, canonicalJson(award)]))
  const stored = await awardsOf(db, codec, [roundId], 'skipped')
  const [before, now] = [textsOf(stored), textsOf(counted)]
  const level = new Map([...stored, ...counted].map(({ place, level: id }) => [place, id]))
  const places = [...new Set([...before.keys(), ...now.keys()])].sort((one, other) => one - other)
  return places
    .filter((place) => before.get(place) !== now.get(place))
    .map((place) => {
      const name = rules.prizes.levels.find(({ id }) => id === level.get(place))?.name ?? ''
      return differs(`awards/${String(place)}`, 'award-differs', {
        vi: `Giải thưởng thứ ${String(place)} (${name}) đang lưu khác với kết quả kiểm đếm lại.`,
        en: `Prize ${String(place)} (${name}) as stored differs from the fresh count.`,
      })
    })
}

const standingDiffers = (rank: number): Finding =>
  differs(`standings/${String(rank)}`, 'standing-differs', {
    vi: `Dòng xếp hạng ${String(rank)} đang lưu khác với kết quả kiểm đếm lại.`,
    en: `Line ${String(rank)} of the stored standings differs from the fresh count.`,
  })

export const differs = (place: string, code: string, message: Bilingual): Finding => ({ severity: 'error', place, code, message })
