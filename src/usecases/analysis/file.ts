/** The analysis of a round's questions as a spreadsheet for the office. */
import type { RoundAnalysis } from '#contract/analysis.ts'
import { analysisTables } from '#documents/sheets/item-analysis.ts'
import { xlsxType } from '#documents/sheets/workbook.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { actorOf, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'
import type { ExportFile } from '../files.ts'
import { roundAnalysis } from './item-analysis.ts'

/** @throws ContestError `forbidden`; `wrong-status` until the log is closed */
export async function analysisFile(
  app: App,
  who: Who,
  slug: string,
  key: string,
  progress?: (done: number, total: number) => void,
): Promise<ExportFile & { readonly analysis: RoundAnalysis }> {
  const analysis = await roundAnalysis(app, who, slug, key, progress)
  const bytes = await app.makeSheet('xlsx', analysisTables(analysis))
  const contest = await contestFor(app, who, slug)
  await writeAudit(app.database.db, {
    at: app.clock.now(),
    actor: actorOf(who),
    event: 'results.exported',
    contestId: contest.id,
    data: { round: key, format: 'analysis.xlsx' },
  })
  return { name: `phan-tich-${slug}-${key}.xlsx`, mediaType: xlsxType, bytes, analysis }
}
