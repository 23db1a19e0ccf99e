/** The rulebook (thể lệ) as its organisers issue it: the clauses of contest/rulebook under a number, a date and a signature. */
import { rulebook as rulebookOf, type RulebookClause } from '#contest/rulebook/rulebook.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { Instant } from '#contest/values.ts'
import { formatDate } from '#contest/wording.ts'
import { headOf, type DocumentHead, type OfficialDocument } from './document.ts'

export interface RulebookData {
  readonly rules: ContestRules
  readonly digest: string
  /** As which version and when it was announced; null: written before there were versions. */
  readonly version: { readonly number: number; readonly at: Instant } | null
}

/** What its templates read: `rulebook.typ`, and the Word document (rulebook-word.ts). */
export interface RulebookPrint {
  /** On every page of a paper that is none. */
  readonly mark?: string | null
  /** Lines of a name are parted by `\n`. */
  readonly head: DocumentHead
  readonly footer: string
  readonly contest: string
  readonly announced: string
  readonly articles: readonly { readonly title: string; readonly clauses: readonly PrintedClause[] }[]
}

export const rulebook: OfficialDocument<RulebookData, 'contest'> = {
  id: 'rulebook',
  subject: 'contest',
  address: 'rulebook',
  fileName: 'the-le',
  title: { vi: 'Thể lệ', en: 'Rulebook' },
  access: null,
  needs: null,
  formats: ['pdf', 'docx'],
  numbered: { by: 'version', usual: null },
  set: ({ rules, digest, version }) => ({
    title: `Thể lệ - ${rules.title}`,
    data: {
      head: parted(headOf(rules)),
      footer: 'Thể lệ',
      contest: rules.title,
      announced: version === null ? '' : announcedWords(version, rules.zone),
      articles: rulebookOf(rules).sections.map(({ title, clauses }) => ({ title: title.vi, clauses: printClauses(clauses) })),
    } satisfies RulebookPrint,
    pictures: [],
    digest: version === null ? digest : `${digest} ${String(version.number)}`,
  }),
}

const announcedWords = ({ number, at }: NonNullable<RulebookData['version']>, zone: string): string => {
  const day = `công bố ngày ${formatDate(at, zone)}`
  return number === 1 ? `(Bản ${day})` : `(Bản sửa đổi lần ${String(number - 1)}, ${day})`
}

/** A long name goes on at the place it is of: “Ủy ban nhân dân” above “huyện Phú Lộc”. */
const parted = ({ superior, organiser }: DocumentHead): DocumentHead => ({
  superior: superior === null ? null : atPlace(superior),
  organiser: atPlace(organiser),
})
const atPlace = (name: string): string =>
  name.length <= 24 ? name : name.replace(/ (?=(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu) \p{Lu})/u, '\n')

interface PrintedClause {
  readonly text: string
  /** What it lists, a line each. */
  readonly points: readonly string[]
}

const printClauses = (clauses: readonly RulebookClause[]): readonly PrintedClause[] =>
  clauses
    .filter(({ of }) => of === undefined)
    .map(({ id, text }) => ({ text: text.vi, points: endAtLast(clauses.filter(({ of }) => of === id).map((point) => point.text.vi)) }))

/** Points end with semicolons, the last one with a full stop. */
const endAtLast = (points: readonly string[]): readonly string[] =>
  points.map((point, at) => (at === points.length - 1 ? point.replace(/;$/, '.') : point))
