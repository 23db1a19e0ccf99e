/** Results of a round as files for the office: standings and awards, CSV (UTF-8 with BOM, as Excel wants) or XLSX. */
import { criteria } from '#contest/criteria.ts'
import { formatDate, formatPreciseTime } from '#contest/wording.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { ExportFile } from '../files.ts'
import { findContest, findRound } from '../find.ts'
import { roundAwards, standings, type StandingLine } from './approval.ts'
import { workbookOf, xlsxType, type Table } from '#documents/workbook.ts'

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
  const { zone } = contest.rules
  const ranking: Table = {
    name: 'Xếp hạng',
    header: [
      'Hạng',
      'Mã cán bộ',
      'Họ và tên',
      'Đơn vị',
      'Số câu đúng',
      'Dự đoán',
      'Chênh lệch',
      'Ngày nộp',
      'Giờ nộp',
      'Thời gian làm bài (giây)',
      'Tiêu chí phân định với người trên',
      'Giải',
    ],
    rows: lines.map((line) => [
      line.rank,
      line.person.staffCode,
      line.person.fullName,
      line.unitName,
      line.correct,
      line.prediction,
      line.prediction_distance,
      formatDate(line.submitted_at, zone),
      formatPreciseTime(line.submitted_at, zone, 'vi'),
      Math.round(line.duration_ms / 1000),
      line.parted_by === null ? '' : criteria[line.parted_by].ahead.vi,
      line.award ?? '',
    ]),
  }
  const { awards } = await roundAwards(app, who, slug, key)
  const prizes: Table = {
    name: 'Giải thưởng',
    header: ['Thứ tự', 'Giải', 'Họ và tên', 'Đơn vị', 'Hạng', 'Lý do'],
    rows: awards.map(({ place, levelName, person, unitName, rank, explanation }) => [
      place,
      levelName,
      person.fullName,
      unitName,
      rank,
      explanation.vi,
    ]),
  }
  await writeAudit(app.database.db, {
    at: app.clock.now(),
    actor: actorOf(who),
    event: 'results.exported',
    contestId: contest.id,
    data: { round: key, format },
  })
  const name = `${slug}-${key}.${format}`
  return format === 'csv'
    ? { name, mediaType: 'text/csv; charset=utf-8', bytes: csvOf(ranking) }
    : {
        name,
        mediaType: xlsxType,
        bytes: await workbookOf([prizes, ranking]),
      }
}

/** RFC 4180 with BOM. A text that a spreadsheet would run as a formula gets a leading apostrophe. */
function csvOf({ header, rows }: Table): Uint8Array {
  const cell = (value: Table['rows'][number][number]): string => {
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string') return value === null ? '' : String(value.value)
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const text = [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')
  return Buffer.from(`\uFEFF${text}\r\n`)
}
