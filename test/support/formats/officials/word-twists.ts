/** Files of officials in which something goes wrong as it does in offices: other papers' keys, corrections, changes, accidents. */
import { letterAt, type Chance, type MeantQuestion } from './meant.ts'
import { tableXml } from './word-keys.ts'
import type { Look } from './word-looks.ts'
import type { WordPage } from './word-page.ts'
import { keys, type Plan, type Way } from './word-ways.ts'

export interface Twist {
  readonly name: string
  readonly way: Way
  readonly heads?: readonly Plan['head'][]
  readonly count?: number
  /** Options one a line: the twist says how they look. */
  readonly isPlain?: true
  readonly make: (given: Given) => Made
}

interface Given {
  readonly page: WordPage
  readonly meant: readonly MeantQuestion[]
  readonly chance: Chance
}

interface Made {
  readonly inside: string
  readonly questions: readonly MeantQuestion[]
}

const keyed: Way = { kind: 'key', name: 'table' }
const typed = ['Câu {n}: ', 'Câu {n}. ', 'Câu hỏi {n}: ', '{n}. ', '{n}) ', 'Question {n}: ', 'C{n}. '] as const
const openOf = (questions: readonly MeantQuestion[]): readonly MeantQuestion[] => questions.map((one) => ({ ...one, correct: null }))
const letters = (questions: readonly MeantQuestion[]): readonly string[] => questions.map(({ correct }) => letterAt(correct ?? 0))
const pairsOf = (questions: readonly MeantQuestion[], first = 1): string =>
  letters(questions).map((letter, at) => `${first + at}${letter}`).join(' ') // prettier-ignore
const cells = (page: WordPage, rows: readonly (readonly string[])[]): string => tableXml(rows.map((row) => row.map(page.words)))
const other = (letter: string): string => letterAt(('ABCD'.indexOf(letter) + 1) % 4)

/** Names of two parts, and a third one that no question bears. */
const names = [
  ['MÃ ĐỀ 101', 'MÃ ĐỀ 102', 'MÃ ĐỀ 103'],
  ['Mã đề: 201', 'Mã đề: 202', 'Mã đề: 208'],
  ['ĐỀ SỐ 1', 'ĐỀ SỐ 2', 'ĐỀ SỐ 3'],
  ['Phần I. Pháp luật', 'Phần II. Kỹ năng số', 'Phần III. Chuyển đổi số'],
  ['BẢNG A', 'BẢNG B', 'BẢNG C'],
  ['Tuần 1', 'Tuần 2', 'Tuần 3'],
  ['Chủ đề 1: An toàn thông tin', 'Chủ đề 2: Kinh tế số', 'Chủ đề 3: Dữ liệu mở'],
] as const

const short = (name: string): string => name.replace(/[.:] \D.*$/, '')

/** A key under a name, in the ways people write one. */
function namedKey(page: WordPage, name: string, questions: readonly MeantQuestion[], chance: Chance): string {
  const way = chance.below(5)
  const key = chance.pick(keys)
  if (way === 0) return page.words('ĐÁP ÁN') + page.words(name) + page.words(pairsOf(questions))
  if (way === 1) return page.words(`${short(name)}: ${pairsOf(questions)}`)
  if (way === 2) return page.words(name) + page.key(key, questions)
  return page.key(key, questions, ` ${chance.often(0.5) ? short(name).toUpperCase() : short(name)}`)
}

const half = ({ meant }: Given): readonly [readonly MeantQuestion[], readonly MeantQuestion[]] => {
  const cut = Math.ceil(meant.length / 2)
  return [meant.slice(0, cut), meant.slice(cut)]
}

const looks: readonly Look[] = [{ bold: true }, { italic: true }, { underline: true }, { colour: 'FF0000' }, { highlight: 'yellow' }]

export const twists: readonly Twist[] = [
  {
    name: 'key of another paper',
    way: keyed,
    heads: typed,
    make: ({ page, meant, chance }) => {
      const [first, , third] = chance.pick(names)
      return { inside: page.words(first) + page.questions(meant) + namedKey(page, third, meant, chance), questions: openOf(meant) }
    },
  },
  {
    name: 'two parts, keys in the other order',
    way: keyed,
    heads: typed,
    make: (given) => {
      const { page, chance } = given
      const [one, two] = half(given)
      const [first, second] = chance.pick(names)
      const parts = [first, second].map((name, at) => page.words(name) + page.questions(at === 0 ? one : two)).join('')
      const keysOf = [namedKey(page, second, two, chance), namedKey(page, first, one, chance)]
      return { inside: parts + (chance.often(0.7) ? keysOf : keysOf.toReversed()).join(''), questions: given.meant }
    },
  },
  {
    name: 'two parts, keys without names',
    way: keyed,
    heads: typed,
    make: (given) => {
      const { page, chance } = given
      const [one, two] = half(given)
      const [first, second] = chance.pick(names)
      const parts = [first, second].map((name, at) => page.words(name) + page.questions(at === 0 ? one : two)).join('')
      const key = page.key(chance.pick(keys), two) + page.key(chance.pick(keys), one)
      // A number only one part has is told.
      const longer = one.length > two.length ? one.length - 1 : -1
      return { inside: parts + key, questions: given.meant.map((question, at) => (at === longer ? { ...question, fair: ['number-twice', 'answer-key-unfit', 'answer-missing', 'key-twice'] } : { ...question, correct: null })) }
    },
  }, // prettier-ignore
  {
    name: 'columns by paper',
    way: keyed,
    heads: typed,
    make: ({ page, meant, chance }) => {
      const own = chance.pick(['101', '102', '103'])
      const codes = ['101', '102', '103']
      const style = chance.pick(['', 'Mã đề ', 'Đề '])
      const column = (code: string, at: number): string => (code === own ? (letters(meant)[at] ?? '') : other(letters(meant)[at] ?? 'A'))
      const rows = meant.map((_, at) => [String(at + 1), ...codes.map((code) => column(code, at))])
      const upright = [['Câu', ...codes.map((code) => `${style}${code}`)], ...rows]
      const lying = [['Câu', ...meant.map((_, at) => String(at + 1))], ...codes.map((code) => [`${style}${code}`, ...meant.map((_, at) => column(code, at))])] // prettier-ignore
      return {
        inside: page.words(`MÃ ĐỀ ${own}`) + page.questions(meant) + cells(page, chance.often(0.5) ? upright : lying),
        questions: meant,
      }
    },
  },
  {
    name: 'corrected column',
    way: keyed,
    make: ({ page, meant, chance }) => {
      const heads = chance.pick([['Đáp án', 'Đáp án sửa'], ['Đáp án (cũ)', 'Đáp án (mới)'], ['ĐA', 'ĐA chốt'], ['Đáp án', 'Phản biện']]) // prettier-ignore
      const changed = meant.map((_, at) => at === 0 || chance.often(0.3))
      const second = letters(meant).map((letter, at) => (changed[at] === true ? (chance.often(0.3) ? '' : other(letter)) : letter))
      const rows = letters(meant).map((letter, at) => [String(at + 1), letter, second[at] ?? ''])
      return { inside: page.questions(meant) + cells(page, [['Câu', ...heads], ...rows]), questions: meant.map((one, at) => (changed[at] === true ? { ...one, correct: null } : one)) } // prettier-ignore
    },
  },
  {
    name: 'key says one twice',
    way: keyed,
    make: ({ page, meant, chance }) => {
      const at = chance.below(meant.length)
      const again = `${at + 1}${other(letters(meant)[at] ?? 'A')}`
      const key = chance.often(0.5) ? page.words(`ĐÁP ÁN: ${pairsOf(meant)} ${again}`) : page.words('ĐÁP ÁN') + page.words(pairsOf(meant)) + page.words('ĐÁP ÁN (sửa)') + page.words(again) // prettier-ignore
      return { inside: page.questions(meant) + key, questions: meant.map((one, index) => (index === at ? { ...one, correct: null } : one)) }
    },
  },
  {
    name: 'key counts from 2',
    way: keyed,
    make: ({ page, meant, chance }) => ({
      inside: page.questions(meant) + page.key(chance.pick(keys), meant, '', 2),
      questions: openOf(meant),
    }),
  },
  {
    name: 'question taken out with tracked changes',
    way: keyed,
    heads: ['listed'],
    isPlain: true,
    make: ({ page, meant, chance }) => {
      const at = chance.below(meant.length)
      const gone = { stem: 'Câu này đã bỏ?', options: ['w', 'x', 'y', 'z'], correct: 0, odd: null }
      const inside = page.questions(meant.slice(0, at)) + deleted(page.questions([gone])) + page.questions(meant.slice(at))
      return { inside: inside + page.key(chance.pick(keys), meant), questions: meant }
    },
  },
  {
    name: 'question put in with tracked changes',
    way: keyed,
    heads: ['listed'],
    isPlain: true,
    make: ({ page, meant, chance }) => {
      const at = chance.below(meant.length)
      const inside =
        page.questions(meant.slice(0, at)) + inserted(page.questions(meant.slice(at, at + 1))) + page.questions(meant.slice(at + 1))
      return { inside: inside + page.key(chance.pick(keys), meant), questions: meant }
    },
  },
  ...looks.map((look): Twist => ({
    name: `accidental ${Object.keys(look).join()}`,
    way: { kind: 'mark', name: Object.keys(look).join(), mark: { look, on: 'all' } },
    isPlain: true,
    make: ({ page, meant, chance }) => {
      const first = chance.below(2)
      const half = openOf(meant).map((one, at) => (at % 2 === first ? { ...one, shown: chance.below(4) } : one))
      const inside = page.questions(half.map((one) => ({ ...one, correct: 'shown' in one ? one.shown : null })))
      return { inside, questions: openOf(meant) }
    },
  })),
  ...looks.slice(0, 3).map((look): Twist => ({
    name: `one question ${Object.keys(look).join()}`,
    way: { kind: 'mark', name: Object.keys(look).join(), mark: { look, on: 'all' } },
    count: 1,
    isPlain: true,
    make: ({ page, meant }) => ({ inside: page.questions(meant), questions: openOf(meant) }),
  })),
  {
    name: 'line against key',
    way: { kind: 'line', name: 'Đáp án' },
    heads: typed,
    make: ({ page, meant, chance }) => {
      const at = chance.below(meant.length)
      const moved = meant.map((one, index) => (index === at ? { ...one, correct: ((one.correct ?? 0) + 1) % 4 } : one))
      return { inside: page.questions(meant) + page.key(chance.pick(keys), moved), questions: meant.map((one, index) => (index === at ? { ...one, correct: null } : one)) } // prettier-ignore
    },
  },
  {
    name: 'prediction and statements at the end',
    way: keyed,
    heads: ['Câu {n}: ', 'Câu {n}. '],
    make: ({ page, meant, chance }) => {
      const next = meant.length + 1
      const stems = ['Dự đoán có bao nhiêu người trả lời đúng tất cả các câu hỏi?', 'Hue-S là ứng dụng của thành phố Huế.']
      const ends = page.words(`Câu ${next}: ${stems[0]}`) + page.words('PHẦN II. CÂU HỎI ĐÚNG/SAI') + page.words(`Câu ${next + 1}: ${stems[1]}`) + page.words('Đáp án: Đúng') // prettier-ignore
      const others = stems.map((stem): MeantQuestion => ({ stem, options: [], correct: null, odd: null, isOther: true }))
      return { inside: page.questions(meant) + ends + page.key(chance.pick(keys), meant), questions: [...meant, ...others] }
    },
  },
  {
    name: 'hidden text',
    way: { kind: 'line', name: 'Đáp án' },
    isPlain: true,
    make: ({ page, meant }) => ({
      inside: page
        .questions(meant)
        .replaceAll('</w:p>', '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> Đáp án: A</w:t></w:r></w:p>'),
      questions: meant,
    }),
  },
]

export const twisted = (twist: Twist, page: WordPage, meant: readonly MeantQuestion[], chance: Chance): Made =>
  twist.make({ page, meant, chance })

const changedEnds = (xml: string, change: 'del' | 'ins'): string =>
  xml
    .replaceAll(/<w:p>(?!<w:pPr>)/g, '<w:p><w:pPr></w:pPr>')
    .replaceAll('</w:pPr>', `<w:rPr><w:${change} w:id="7" w:author="Lan"/></w:rPr></w:pPr>`)

const deleted = (xml: string): string =>
  changedEnds(xml, 'del').replaceAll(/<w:r[ >].*?<\/w:r>/g, (run) => `<w:del w:id="7">${run.replaceAll('w:t>', 'w:delText>').replaceAll('<w:t ', '<w:delText ')}</w:del>`) // prettier-ignore

const inserted = (xml: string): string =>
  changedEnds(xml, 'ins').replaceAll(/<w:r[ >].*?<\/w:r>/g, (run) => `<w:ins w:id="7">${run}</w:ins>`)
