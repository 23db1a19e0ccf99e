/** How the right options of a table are marked where no column states them. */
import { plainMarks, type CellMarks } from '../../../sheets/sheet.ts'
import { alike, isInk, isLinkColour, isPale } from '../../marks/colours.ts'
import { learnMarks, type LearnedMarks, type MarkKind } from '../../marks/learning.ts'
import { signOf } from '../../marks/signs.ts'

export interface RowOption {
  readonly text: string
  /** Undefined for an empty option. */
  readonly marks: CellMarks | undefined
  /** A tick or an x in the cell beside it; or a sign in front of its letter. */
  readonly ticked: boolean
}

/** Blue and underlined is what programs make of an address. */
const isLink = ({ colour, underlined }: CellMarks): boolean =>
  isLinkColour(colour) || (underlined && colour !== '' && alike(colour, '0000ff'))

/** Signs in the words of options: the one mark that must be cut out of them. */
export const signMark = 'dấu ở phương án / a sign at the option'

const looks: readonly (readonly [name: string, look: (marks: CellMarks) => string, isSlip?: true])[] = [
  ['tô nền / fill', ({ fill }) => (isPale(fill) ? '' : fill)],
  ['màu chữ / colour', (marks) => (isInk(marks.colour) || isLink(marks) ? '' : marks.colour)],
  ['chữ đậm / bold', ({ bold }) => (bold ? 'x' : ''), true],
  ['gạch chân / underline', (marks) => (marks.underlined && !isLink(marks) ? 'x' : ''), true],
]

const neverLooks: typeof looks = [
  ['kiểu chữ của liên kết / the look of a link', (marks) => (isLink(marks) ? 'x' : '')],
  ['màu chữ gần đen hoặc xám / a colour near black or grey', ({ colour }) => colour],
  ['nền rất nhạt / a very pale background', ({ fill }) => fill],
  ['chữ gạch ngang / struck-out text', ({ struck }) => (struck ? 'x' : '')],
]

const kindsOf = (list: typeof looks): readonly MarkKind<RowOption>[] =>
  list.map(([name, look, isSlip]) => ({
    name,
    of: ({ marks }) => (marks === undefined ? undefined : look(marks)),
    ...(isSlip === undefined ? {} : { isSlip }),
  }))

/** By which nobody marks a whole file, but many a correction. */
const hints = (usual: number): readonly MarkKind<RowOption>[] => [
  { name: 'khung viền đậm / a frame', isHint: true, of: ({ marks }) => (marks?.framed === true ? 'x' : '') },
  { name: 'chữ nghiêng / italic', isHint: true, of: ({ marks }) => (marks?.italic === true ? 'x' : '') },
  { name: 'cỡ chữ to hơn / a larger size', isHint: true, of: ({ marks }) => ((marks?.size ?? 0) >= usual * LARGER ? 'x' : '') },
  { name: 'dấu ✓ hoặc (đúng) / a tick or (đúng)', isHint: true, of: ({ text }) => (signOf(text)?.isTick === true ? 'x' : '') },
]
const LARGER = 1.25

const tick: MarkKind<RowOption> = { name: 'dấu bên cạnh / a tick beside it', isDeliberate: true, of: ({ ticked }) => (ticked ? 'x' : '') }
const sign: MarkKind<RowOption> = { name: signMark, isText: true, of: ({ text }) => signOf(text)?.sign ?? '' }
const never = kindsOf(neverLooks)

/** One marking for each row, in order. @param withSigns whether signs in the words of options are marks at all */
export const readRowMarks = (rows: readonly (readonly (RowOption | undefined)[])[], withSigns: boolean): LearnedMarks =>
  learnMarks(rows, [tick, ...(withSigns ? [sign] : []), ...kindsOf(looks), ...hints(usualSize(rows))], never)

function usualSize(rows: readonly (readonly (RowOption | undefined)[])[]): number {
  const counts = new Map<number, number>()
  for (const one of rows.flat()) {
    const size = one?.marks?.size ?? plainMarks.size
    if (one !== undefined) counts.set(size, (counts.get(size) ?? 0) + 1)
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [plainMarks.size, 0])[0]
}
