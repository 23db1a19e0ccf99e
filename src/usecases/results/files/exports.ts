/** Results of a round as files for the office: standings and awards, CSV or XLSX. */
import { setImmediate } from 'node:timers/promises'
import { csvType } from '#documents/sheets/csv.ts'
import { prizeTable, rankingTable, referralTable } from '#documents/sheets/standings.ts'
import { xlsxType, type Table } from '#documents/sheets/workbook.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { actorOf, requireAccess, type Who } from '../../access.ts'
import type { App } from '../../app.ts'
import type { ExportFile } from '../../files.ts'
import { contestFor, findRound } from '../../find.ts'
import { allStandings, namedReferrers, roundAwards } from '../approval.ts'
import type { ResultSummary } from '../summary.ts'

/** Lines read at a time: a few milliseconds of work. */
const CHUNK = 250

/** @throws ContestError `wrong-status` before the tally */
export async function exportRound(app: App, who: Who, slug: string, key: string, format: 'csv' | 'xlsx'): Promise<ExportFile> {
  requireAccess(who, 'results.export')
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  const rows: Table['rows'][number][] = []
  for await (const lines of allStandings(app, who, contest, round, CHUNK)) {
    rows.push(...rankingTable(lines, contest.rules).rows)
    await setImmediate()
  }
  const { awards, result } = await roundAwards(app, who, slug, key)
  // Written by computing.ts.
  const referral = await namedReferrers(app, contest, JSON.parse(result.summary) as ResultSummary)
  const ranking = { ...rankingTable([], contest.rules), rows }
  await writeAudit(app.database.db, {
    at: app.clock.now(),
    actor: actorOf(who),
    event: 'results.exported',
    contestId: contest.id,
    data: { round: key, format },
  })
  const name = `${slug}-${key}.${format}`
  return format === 'csv'
    ? { name, mediaType: csvType, bytes: await app.makeSheet('csv', [ranking]) }
    : {
        name,
        mediaType: xlsxType,
        bytes: await app.makeSheet('xlsx', [
          prizeTable(awards),
          ...(referral === undefined ? [] : [referralTable(referral.winners)]),
          ranking,
        ]),
      }
}
