/** Results of a round as files for the office: standings and awards, CSV or XLSX. */
import { csvOf, csvType } from '#documents/sheets/csv.ts'
import { prizeTable, rankingTable } from '#documents/sheets/standings.ts'
import { workbookOf, xlsxType } from '#documents/sheets/workbook.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { ExportFile } from '../files.ts'
import { findContest, findRound } from '../find.ts'
import { roundAwards, standings, type StandingLine } from './approval.ts'

const CHUNK = 5000

/** @throws ContestError `wrong-phase` before the tally */
export async function exportRound(app: App, who: Who, slug: string, key: string, format: 'csv' | 'xlsx'): Promise<ExportFile> {
  requireAccess(who, 'results.export')
  const contest = await findContest(app, slug)
  await findRound(app, contest, key)
  const lines: StandingLine[] = []
  for (let page = 1; ; page++) {
    const { items } = await standings(app, who, slug, key, { q: '', page, pageSize: CHUNK })
    lines.push(...items)
    if (items.length < CHUNK) break
  }
  const { awards } = await roundAwards(app, who, slug, key)
  const ranking = rankingTable(lines, contest.rules.zone)
  await writeAudit(app.database.db, {
    at: app.clock.now(),
    actor: actorOf(who),
    event: 'results.exported',
    contestId: contest.id,
    data: { round: key, format },
  })
  const name = `${slug}-${key}.${format}`
  return format === 'csv'
    ? { name, mediaType: csvType, bytes: csvOf(ranking) }
    : { name, mediaType: xlsxType, bytes: await workbookOf([prizeTable(awards), ranking]) }
}
