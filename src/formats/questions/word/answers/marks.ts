/** How options of Word files are marked: in bold, in italics, underlined, in colour, behind colour, by a sign; all of them or only their letters. */
import { alike, isInk, isLinkColour, isPale } from '../../marks/colours.ts'
import { learnMarks, type LearnedMarks, type MarkKind } from '../../marks/learning.ts'
import type { OptionSign } from '../../marks/signs.ts'
import { plainMarks, type RunMarks } from '../document/styles.ts'

/** How one option looks: the marks of the visible characters of its words, and of its letter. */
export interface OptionMarks {
  readonly words: readonly RunMarks[]
  readonly letter: readonly RunMarks[]
  /** `*` for any sign beside its letter (`*B.`, `#B.`); empty for none. */
  readonly letterSign: string
  readonly sign: OptionSign | null
}

type Look = (marks: RunMarks) => string
type Looks = readonly (readonly [name: string, look: Look, isSlip?: true])[]

const fillOf: Look = ({ fill }) => (fill === null || isPale(fill) ? '' : fill)

/** Blue and underlined is what programs make of an address; so are some blues by themselves. */
const isLink = ({ link, colour, underline }: RunMarks): boolean =>
  link || (colour !== null && (isLinkColour(colour) || (underline !== '' && alike(colour, '0000ff'))))

const colourOf: Look = (marks) => (marks.colour === null || isInk(marks.colour) || isLink(marks) ? '' : marks.colour)

/** What is put on by hand and on purpose stands before what a slip of the hand does. */
const looks: Looks = [
  ['tô nền / highlight', fillOf],
  ['màu chữ / colour', colourOf],
  ['chữ đậm / bold', ({ bold }) => (bold ? 'x' : ''), true],
  ['gạch chân / underline', (marks) => (isLink(marks) ? '' : marks.underline), true],
  ['chữ nghiêng / italic', ({ italic }) => (italic ? 'x' : ''), true],
]

/** By which nobody marks a whole file, but many a correction. */
const hints = (usual: number): Looks => [
  ['khung hoặc kiểu chữ / a frame or lettering', ({ dress }) => dress],
  ['cỡ chữ to hơn / a larger size', ({ size }) => (size >= usual * LARGER ? 'x' : '')],
]
const LARGER = 1.25

/** Over some of its words: perhaps begun and left. */
const partFilled: MarkKind<OptionMarks> = {
  name: 'tô nền một phần / partly highlighted',
  isHint: true,
  of: ({ words }) => (words.some((one) => fillOf(one) !== '') && mostly(words, fillOf) === '' ? 'x' : ''),
}

const marksOfHand: readonly Look[] = [fillOf, colourOf, ({ bold }) => (bold ? 'x' : ''), ({ underline }) => underline]

/** Beside an option marked whole, or alone. */
const letterAlone: MarkKind<OptionMarks> = {
  name: 'chỉ chữ cái được tô / only the letter marked',
  isHint: true,
  of: ({ letter, words }) => (marksOfHand.some((look) => mostly(letter, look) !== '' && mostly(words, look) === '') ? 'x' : ''),
}

/** Where signs are words, too. */
const tick: MarkKind<OptionMarks> = {
  name: 'dấu ✓ hoặc (đúng) / a tick or (đúng)',
  isHint: true,
  of: ({ sign }) => (sign?.isTick === true ? 'x' : ''),
}

const neverLooks: Looks = [
  ['kiểu chữ của liên kết / the look of a link', (marks) => (isLink(marks) ? 'x' : '')],
  ['màu chữ gần đen hoặc xám / a colour near black or grey', ({ colour }) => colour ?? ''],
  ['nền rất nhạt / a very pale background', ({ fill }) => fill ?? ''],
  ['chữ gạch ngang / struck-out text', ({ struck }) => (struck ? 'x' : '')],
]

/** Of the characters of an option that a mark must cover; the last signs are often missed. */
const WHOLE = 0.85
const MISSED = 1

/** What the characters show; only part of them, though more than half, shows something else than all of them do: perhaps a stressed word. */
function mostly(marks: readonly RunMarks[], look: Look): string {
  const counts = new Map<string, number>()
  for (const one of marks) counts.set(look(one), (counts.get(look(one)) ?? 0) + 1)
  const [value = '', count = 0] = [...counts].find(([shown, times]) => shown !== '' && times * 2 > marks.length) ?? []
  const isWhole = count >= marks.length * WHOLE || marks.length - count <= MISSED
  return value === '' || isWhole ? value : `${value}~`
}

const kindsOf = (list: Looks): readonly MarkKind<OptionMarks>[] =>
  list.flatMap(([name, look, isSlip]) => {
    const slip = isSlip === undefined ? {} : { isSlip }
    return [
      { name, of: ({ words }) => mostly(words, look), ...slip },
      // A letter that a list or a table gives has no look of its own.
      {
        name: `${name} (chữ cái / letter)`,
        within: name,
        of: ({ letter }) => (letter.length === 0 ? undefined : mostly(letter, look)),
        ...slip,
      },
    ]
  })

/** Signs at the words of options: the one mark that must be cut out of them. */
export const signMark = 'dấu ở phương án / a sign at the option'

const signKinds: readonly MarkKind<OptionMarks>[] = [
  { name: 'dấu trước chữ cái / a sign before the letter', of: ({ letterSign }) => letterSign },
  { name: signMark, isText: true, of: ({ sign }) => sign?.sign ?? '' },
]

const kinds = [...signKinds, ...kindsOf(looks)]
const never = kindsOf(neverLooks)

/**
 * One marking for each question, in order.
 * @param scope positions of the questions in parts that nothing else answers
 */
export function readMarkings(questions: readonly (readonly OptionMarks[])[], scope: readonly number[]): LearnedMarks {
  const hinting = hints(usualSize(questions)).map(([name, look]): MarkKind<OptionMarks> => ({
    name,
    isHint: true,
    of: ({ words }) => mostly(words, look),
  }))
  return learnMarks(questions, [...kinds, ...hinting, partFilled, letterAlone, tick], never, scope.length === 0 ? undefined : scope)
}

/** Of most characters. */
function usualSize(questions: readonly (readonly OptionMarks[])[]): number {
  const counts = new Map<number, number>()
  for (const { words } of questions.flat()) for (const { size } of words) counts.set(size, (counts.get(size) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [plainMarks.size, 0])[0]
}
