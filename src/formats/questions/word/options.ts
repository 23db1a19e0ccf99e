/**
 * Where the options of one question begin. Markers ("A.", "b)", "C/") at the start of a line or behind a gap are taken at
 * their word; one behind a single blank may as well be part of a sentence ("vitamin A. Cà rốt"), so it counts only where
 * the next letter is due and stands nowhere more clearly.
 */
import { optionLetters } from '#contest/questions/letters.ts'

interface OptionSpan {
  /** Position of the letter. */
  readonly letterAt: number
  /** Where the words of the option begin and end. */
  readonly from: number
  readonly to: number
  /** `*B. …`, `#B. …`, `B*. …`; empty for none. */
  readonly sign: string
}

export interface OptionSplit {
  readonly stemTo: number
  readonly options: readonly OptionSpan[]
  /** Letters of the options in their order: A to H, or with Đ behind D as Vietnamese lists count. */
  readonly alphabet: string
  /** Letters as found, when they do not follow one another; null when they do. */
  readonly outOfOrder: string | null
  /** Positions of options that seem to hold another one, and of those that hold its letter as plainly as their own. */
  readonly hidden: readonly number[]
  readonly inside: readonly number[]
}

type Clearness = 'line' | 'gap' | 'blank'

interface Marker {
  readonly at: number
  readonly letterAt: number
  readonly end: number
  readonly letter: string
  readonly small: boolean
  readonly clearness: Clearness
  readonly sign: string
  readonly isDashed: boolean
}

/** Lines end with `\n` or `\r`. */
export function splitOptions(text: string): OptionSplit {
  const found = findMarkers(text)
  // "A - …" is an option where all of them are written so.
  const dashed = found.filter(({ isDashed }) => isDashed)
  const isDashed =
    dashed.length > 1 && dashed.some(({ letter }) => letter === 'A') && !found.some((one) => !one.isDashed && one.clearness !== 'blank')
  const all = found.filter((one) => one.isDashed === isDashed)
  // A list "a) … b) …" may be part of a stem whose options are A, B, C, D.
  const capitals = all.some((one) => one.letter === 'A' && !one.small && one.clearness !== 'blank')
  const sized = capitals ? all.filter((one) => !one.small) : all
  const alphabet = countsWithĐ(sized) ? vietnameseLetters : optionLetters
  const markers = sized.filter((one) => alphabet.includes(one.letter))
  const taken = chooseMarkers(markers, alphabet)
  const options = taken.map((one, index) => ({
    letterAt: one.letterAt,
    from: one.end,
    to: taken[index + 1]?.at ?? text.length,
    sign: one.sign,
  }))
  const letters = taken.map((one) => one.letter).join('')
  const holding = (fits: (one: Marker, own: string) => boolean): readonly number[] =>
    options.flatMap(({ from, to }, position) =>
      all.some((one) => one.letterAt >= from && one.letterAt < to && fits(one, letters[position] ?? '')) ? [position] : [],
    )
  const hidden = holding(({ letter, clearness }) => clearness === 'blank' && !letters.includes(letter))
  // The next letter mistyped as the one before is as plain behind a single blank.
  const isAgain = ({ letter, letterAt }: Marker, own: string): boolean =>
    letter === own && /^.\s?\.\s*\S/u.test(text.slice(letterAt, letterAt + 8))
  const inside = holding((one, own) => !one.small === !taken[0]?.small && (one.clearness !== 'blank' || isAgain(one, own)))
  return {
    stemTo: taken[0]?.at ?? text.length,
    options,
    alphabet,
    outOfOrder: alphabet.startsWith(letters) ? null : [...letters].join(', '),
    hidden,
    inside,
  }
}

// A run of blanks is entered at its first one only, so that long runs cost no more than their length.
const pattern =
  /(^|[\n\r]|(?<![\t\u00a0 ])[\t\u00a0 ])([\t\u00a0 ]*)((?:[*#$✓✔☑☒✅☐□]|[([][xX✓✔*][)\]]|[xX](?=[\t\u00a0 ]))?)([\t\u00a0 ]?)([([]?)([A-Ha-hĐđ])(\*?)(?:[\t\u00a0 ]?([.):/\]])|[\t\u00a0 ]?([-–])(?=[\t\u00a0 ]))[\t\u00a0 ]*/dg

/** An empty box in front of an option says only that another one is ticked. */
const isEmptyBox = (sign: string): boolean => sign === '☐' || sign === '□'

/** A sign between two options belongs to the one it follows, unless a gap parts it from that one: "A. một ✓  B. hai". */
const isOfTheOneBefore = (star: string, apart: string, clearness: Clearness): boolean =>
  star !== '' && apart !== '' && (apart === '\t' || clearness === 'blank')

/** @param isBoxed an option before it has its box in front */
function clearnessOf(before: string, blanks: string, star: string, isBoxed: boolean): Clearness {
  if (/^[\n\r]?$/.test(before) || (isBoxed && /[☑☒✅☐□]/.test(star))) return 'line'
  return before === '\t' || blanks !== '' ? 'gap' : 'blank'
}

const startOf = (match: RegExpExecArray, group: number, otherwise: number): number => match.indices?.[group]?.[0] ?? otherwise
const endOf = (match: RegExpExecArray, group: number, otherwise: number): number => match.indices?.[group]?.[1] ?? otherwise

const isSmall = (letter: string): boolean => letter !== letter.toUpperCase()

function findMarkers(text: string): readonly Marker[] {
  const markers: Marker[] = []
  let isBoxed = false
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [, before = '', blanks = '', star = '', apart = '', open = '', letter = '', starBehind = '', closing = '', dash = ''] = match
    const sign = closing || dash
    const end = pattern.lastIndex
    const letterAt = startOf(match, 6, match.index)
    const clearness = clearnessOf(before, blanks, star, isBoxed)
    if (isOfTheOneBefore(star, apart, clearness)) {
      pattern.lastIndex = startOf(match, 4, end)
      continue
    }
    isBoxed ||= /[☑☒✅☐□]/.test(star)
    // The next marker may begin with the blank behind this one.
    pattern.lastIndex = endOf(match, dash === '' ? 8 : 9, end)
    const isClear = clearness !== 'blank' || isClearBehindBlank(open + star, sign, isSmall(letter))
    if (!isPaired(open, sign) || !isClear) continue
    markers.push({
      at: match.index,
      letterAt,
      end,
      letter: letter.toUpperCase(),
      small: isSmall(letter),
      clearness,
      sign: isEmptyBox(star) ? '' : star || starBehind,
      isDashed: dash !== '',
    })
  }
  return markers
}

/** `(A)`, `[A]`, `A)`, but not `(A.` or `A]`. */
const isPaired = (open: string, sign: string): boolean => (open !== '(' || sign === ')') && (open === '[') === (sign === ']')

/** Behind a single blank only the plainest signs begin an option. */
const isClearBehindBlank = (front: string, sign: string, small: boolean): boolean =>
  (front === '' || front === '*') && !/[:/–-]/.test(sign) && (!small || sign === ')')

const vietnameseLetters = 'ABCDĐEGH'

const countsWithĐ = (markers: readonly Marker[]): boolean =>
  markers.some(({ letter, clearness }, at) => letter === 'Đ' && clearness !== 'blank' && markers[at - 1]?.letter === 'D')

function chooseMarkers(markers: readonly Marker[], alphabet: string): readonly Marker[] {
  const lastClear = new Map<string, number>()
  markers.forEach((one, index) => {
    if (one.clearness !== 'blank') lastClear.set(one.letter, index)
  })
  const taken: Marker[] = []
  markers.forEach((one, index) => {
    const due = alphabet[taken.length]
    const clear = one.clearness !== 'blank'
    if (one.letter === due) {
      if (clear || (lastClear.get(one.letter) ?? -1) < index) taken.push(one)
    } else if (taken.length > 0 && one.clearness === 'line' && one.small === taken[0]?.small) taken.push(one)
  })
  // A single blank-parted "A." without a "B." is a part of the sentence.
  return taken.length === 1 && taken[0]?.clearness === 'blank' ? [] : taken
}
