/** How options of Word files are marked: in bold, underlined, in colour, behind colour, by a sign; all of them or only their letters. */
import { alike, isInk, isLinkColour, isPale } from '../../marks/colours.ts'
import { learnMarks, type LearnedMarks, type MarkKind } from '../../marks/learning.ts'
import type { OptionSign } from '../../marks/signs.ts'
import type { RunMarks } from '../document/styles.ts'

/** How one option looks: the marks of the visible characters of its words, and of its letter. */
export interface OptionMarks {
  readonly words: readonly RunMarks[]
  readonly letter: readonly RunMarks[]
  /** `*` for any sign beside its letter (`*B.`, `#B.`); empty for none. */
  readonly letterSign: string
  readonly sign: OptionSign | null
}

type Look = (marks: RunMarks) => string

const looks: readonly (readonly [name: string, Look])[] = [
  ['chữ đậm / bold', ({ bold }) => (bold ? 'x' : '')],
  ['tô nền / highlight', ({ fill }) => (fill === null || isPale(fill) ? '' : fill)],
  ['gạch chân / underline', (marks) => (marks.underline && !isLink(marks) ? 'x' : '')],
  ['màu chữ / colour', (marks) => (marks.colour === null || isInk(marks.colour) || isLink(marks) ? '' : marks.colour)],
]

/** Blue and underlined is what programs make of an address; so are some blues by themselves. */
const isLink = ({ link, colour, underline }: RunMarks): boolean =>
  link || (colour !== null && (isLinkColour(colour) || (underline && alike(colour, '0000ff'))))

const neverLooks: readonly (readonly [name: string, Look])[] = [
  ['kiểu chữ của liên kết / the look of a link', (marks) => (isLink(marks) ? 'x' : '')],
  ['màu chữ gần đen hoặc xám / a colour near black or grey', ({ colour }) => colour ?? ''],
  ['nền rất nhạt / a very pale background', ({ fill }) => fill ?? ''],
  ['chữ gạch ngang / struck-out text', ({ struck }) => (struck ? 'x' : '')],
]

/** What more than half of the characters show; characters are alike when they show the same. */
function mostly(marks: readonly RunMarks[], look: Look): string {
  const counts = new Map<string, number>()
  for (const one of marks) counts.set(look(one), (counts.get(look(one)) ?? 0) + 1)
  return [...counts].find(([value, count]) => value !== '' && count * 2 > marks.length)?.[0] ?? ''
}

const kindsOf = (list: typeof looks): readonly MarkKind<OptionMarks>[] =>
  list.flatMap(([name, look]) => [
    { name, of: ({ words }) => mostly(words, look) },
    // A letter that a list or a table gives has no look of its own.
    { name: `${name} (chữ cái / letter)`, within: name, of: ({ letter }) => (letter.length === 0 ? undefined : mostly(letter, look)) },
  ])

/** Signs at the words of options: the one mark that must be cut out of them. */
export const signMark = 'dấu ở phương án / a sign at the option'

const signKinds: readonly MarkKind<OptionMarks>[] = [
  { name: 'dấu trước chữ cái / a sign before the letter', of: ({ letterSign }) => letterSign },
  { name: signMark, isText: true, of: ({ sign }) => sign?.sign ?? '' },
]

const kinds = [...signKinds, ...kindsOf(looks)]
const never = kindsOf(neverLooks)

/** One marking for each question, in order. */
export const readMarkings = (questions: readonly (readonly OptionMarks[])[]): LearnedMarks => learnMarks(questions, kinds, never)
