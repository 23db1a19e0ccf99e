/** The audit as a file, by the same filters as on screen; that it was taken away is a line of it. */
import { formatNumber } from '#contest/wording.ts'
import { mostAuditLines } from '#contest/limits.ts'
import type { Language } from '#contest/values.ts'
import { auditRow, auditTable } from '#documents/sheets/audit.ts'
import { csvType } from '#documents/sheets/csv.ts'
import { xlsxType, type Table } from '#documents/sheets/workbook.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { ExportFile } from '../files.ts'
import { contestFor } from '../find.ts'
import { eachLine, type AuditAsked } from './trail.ts'
import { readerOf } from './reading.ts'

export const auditFormats = ['csv', 'xlsx'] as const

export interface AuditExport {
  readonly format: (typeof auditFormats)[number]
  readonly language: Language
}

/** @throws ContestError `forbidden`, `not-found`, `invalid-request` for a day that is none */
export async function exportAudit(app: App, who: Who, slug: string, asked: AuditAsked, as: AuditExport): Promise<ExportFile> {
  requireAccess(who, 'audit.export')
  return exported(app, who, await contestFor(app, who, slug), asked, as)
}

export async function exportServerAudit(app: App, who: Who, asked: AuditAsked, as: AuditExport): Promise<ExportFile> {
  requireAccess(who, 'server.audit')
  return exported(app, who, null, asked, as)
}

async function exported(
  app: App,
  who: Who,
  contest: ContestRecord | null,
  asked: AuditAsked,
  { format, language }: AuditExport,
): Promise<ExportFile> {
  const reader = await readerOf(app, contest)
  const rows: Table['rows'][number][] = []
  const isCut = await eachLine(app, who, contest, reader, asked, (line) => rows.push(auditRow(line, reader.zone, language)))
  const lines = rows.length
  if (isCut) rows.push([cutNote(language)])
  const bytes = await app.makeSheet(format, [{ ...auditTable(language), rows }])
  // What was typed to narrow it may be a name: that something was is enough.
  const { kind, from, to, person, q } = asked
  const narrowed = { ...(kind !== '' && { kind }), ...(from !== '' && { from }), ...(to !== '' && { to }) }
  const data = { format, lines, ...narrowed, ...(person.trim() !== '' && { byPerson: true }), ...(q.trim() !== '' && { byText: true }) }
  await writeAudit(app.database.db, {
    ...{ at: app.clock.now(), actor: actorOf(who), event: 'audit.exported', contestId: contest?.id ?? null, data },
  })
  const name = `${['nhat-ky', contest?.slug ?? 'may-chu'].join('-')}.${format}`
  return { name, mediaType: format === 'csv' ? csvType : xlsxType, bytes }
}

const cutNote = (language: Language): string =>
  language === 'vi'
    ? `Chỉ có ${formatNumber(mostAuditLines, 'vi')} dòng mới nhất được xem; hãy thu hẹp theo ngày để lấy các dòng cũ hơn.`
    : `Only the newest ${formatNumber(mostAuditLines, 'en')} lines were looked at; narrow by days for older ones.`
