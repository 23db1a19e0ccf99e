/** Word files of officials, made from a seed: every way of numbering, laying out and marking that the reader claims to read. */
import { docxOf, numberingPart, raw } from '../office.ts'
import { chanceOf, letterAt, meantQuestions, type Chance, type MeantFile, type MeantQuestion } from './meant.ts'
import { runsXml, showsMark, wordDialects, wordMarks, wordOddities, type Look, type WordDialect, type WordMark } from './word-looks.ts'

const heads = [
  'Câu {n}: ',
  'Câu {n}. ',
  'Câu 0{n}. ',
  'Câu hỏi {n}: ',
  '{n}. ',
  '{n}) ',
  'listed',
  'Question {n}: ',
  'C{n}. ',
  'Câu 1.{n}: ',
] as const
const layouts = ['lines', 'tabs', 'one line', 'breaks', 'listed', 'grid', 'lettered cells', 'rows joined', 'rows', 'option rows'] as const

const signs = {
  'star before the letter': (letter: string, text: string) => `*${letter}. ${text}`,
  'hash before the letter': (letter: string, text: string) => `#${letter}. ${text}`,
  'star before the words': (letter: string, text: string) => `${letter}. *${text}`,
  'star behind the words': (letter: string, text: string) => `${letter}. ${text} *`,
  'tick behind the words': (letter: string, text: string) => `${letter}. ${text} ✓`,
  'tick before the words': (letter: string, text: string) => `${letter}. ✔ ${text}`,
  'x behind the words': (letter: string, text: string) => `${letter}. ${text} (x)`,
} as const
type Sign = keyof typeof signs

const statements = {
  'Đáp án': (letter: string) => `Đáp án: ${letter}`,
  'Đáp án with NBSP': (letter: string) => `Đáp\u00a0án:\u00a0${letter}`,
  'Đáp án with words': (letter: string, text: string) => `Đáp án: ${letter}. ${text}`,
  'Đáp án with points': (letter: string) => `Đáp án: ${letter} (0,5 điểm)`,
  'Đáp án with an article': (letter: string) => `Đáp án: ${letter} (Điều 5 Luật Giao dịch điện tử)`,
  'Đáp án đúng là': (letter: string) => `Đáp án đúng là ${letter}.`,
  'Đ/A': (letter: string) => `Đ/A: ${letter}`,
  'Correct answer': (letter: string) => `Correct answer: ${letter}`,
} as const
type Statement = keyof typeof statements

const keys = ['table', 'table in halves', 'table lying down', 'pairs', 'one line', 'lines', 'lines with words', 'crosses'] as const
type Key = (typeof keys)[number]

type Way =
  | { readonly kind: 'mark'; readonly name: string; readonly mark: WordMark }
  | { readonly kind: 'sign'; readonly name: Sign }
  | { readonly kind: 'line'; readonly name: Statement }
  | { readonly kind: 'key'; readonly name: Key }

interface Plan {
  readonly dialect: WordDialect
  readonly head: (typeof heads)[number]
  readonly layout: (typeof layouts)[number]
  readonly way: Way
  readonly odd: WordMark | null
  readonly boldLetters: boolean
  readonly boldStems: boolean
  readonly blanks: boolean
  readonly cutAt: number
}

const plainLook: WordMark = { look: {}, on: 'all' }

/** Bold letters tell nothing where letters are the mark, so such files have no other bold. */
const isBoldWay = (way: Way): boolean => way.kind === 'mark' && way.mark.look.bold === true

export function wordFile(seed: number): MeantFile {
  const chance = chanceOf(seed)
  const way = wayOf(chance)
  const layout = chance.pick(layouts.filter((one) => fits(one, way)))
  const oddName = chance.often(0.8) ? chance.pick(oddNamesFor(way, layout)) : 'none'
  const plan: Plan = {
    dialect: chance.pick(wordDialects),
    head: chance.pick(heads),
    layout,
    way,
    odd: wordOddities[oddName] ?? null,
    boldLetters: !isBoldWay(way) && oddName !== 'bold letter' && chance.often(0.2),
    boldStems: chance.often(0.3),
    blanks: chance.often(0.3),
    cutAt: 1 + chance.below(5),
  }
  const count = 5 + chance.below(4)
  const damaged = chance.often(0.95) ? chance.below(count) : null
  const questions = meantQuestions(chance, count, damaged, plan.odd !== null)
  const { dialect, head } = plan
  const made = { seed, dialect, head, layout, way: `${way.kind} ${way.name}`, odd: oddName, damaged: damaged ?? -1 }
  return { name: `de-${seed}.docx`, bytes: new WordPage(plan).file(questions), questions, made }
}

function wayOf(chance: Chance): Way {
  const names = <T extends string>(of: Readonly<Record<T, unknown>>): readonly T[] => Object.keys(of) as T[]
  const kind = chance.below(10)
  if (kind < 4) {
    const name = chance.pick(names(wordMarks))
    return { kind: 'mark', name, mark: wordMarks[name] ?? plainLook }
  }
  if (kind < 6) return { kind: 'sign', name: chance.pick(names(signs)) }
  return kind < 8 ? { kind: 'line', name: chance.pick(names(statements)) } : { kind: 'key', name: chance.pick(keys) }
}

/** Letters a list or a table gives cannot be marked; columns of their own have no letters. */
function fits(layout: Plan['layout'], way: Way): boolean {
  const marksLetter = (way.kind === 'mark' && way.mark.on === 'letter') || (way.kind === 'sign' && way.name.endsWith('the letter'))
  if (layout === 'listed' || layout === 'lettered cells') return !marksLetter
  if (layout === 'rows') return way.kind === 'line' || way.kind === 'key'
  return layout !== 'option rows' || way.kind === 'line' || (!marksLetter && way.kind === 'mark')
}

function oddNamesFor(way: Way, layout: Plan['layout']): readonly string[] {
  return Object.entries(wordOddities).flatMap(([name, odd]) => {
    const lost =
      odd.on === 'letter' && (layout === 'listed' || layout === 'lettered cells' || layout === 'rows' || layout === 'option rows')
    return lost || (way.kind === 'mark' && showsMark(way.mark, odd)) ? [] : [name]
  })
}

interface Piece {
  readonly text: string
  readonly look: Look
}

class WordPage {
  readonly #plan: Plan

  constructor(plan: Plan) {
    this.#plan = plan
  }

  file(questions: readonly MeantQuestion[]): Uint8Array {
    const { layout, dialect } = this.#plan
    const title = this.#paragraph([{ text: 'BỘ CÂU HỎI TÌM HIỂU', look: { bold: true } }])
    const body = layout === 'rows' || layout === 'rows joined' || layout === 'option rows' ? this.#table(questions) : this.#list(questions)
    const key = this.#plan.way.kind === 'key' ? this.#key(this.#plan.way.name, questions) : ''
    const fill = (at: number, format: string, text: string): string =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const numbering = numberingPart(
      `<w:abstractNum w:abstractNumId="0">${fill(0, 'decimal', dialect === 'google' ? '%1.' : 'Câu %1:')}${fill(1, 'upperLetter', '%2.')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`,
    )
    return docxOf([raw(title + body + key)], { 'word/numbering.xml': numbering })
  }

  #paragraph(pieces: readonly Piece[], properties = ''): string {
    const runs = pieces.map(({ text, look }) => runsXml(text, look, this.#plan.dialect, this.#plan.cutAt)).join('')
    return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`
  }

  readonly #words = (text: string): string => this.#paragraph([{ text, look: {} }])

  /** Letters, sign and words of an option, each with what marks it. */
  #option({ options, correct, odd }: MeantQuestion, position: number, lettered: boolean): readonly Piece[] {
    const { way, boldLetters } = this.#plan
    const shown = position === correct && way.kind === 'mark' ? way.mark : position === odd ? (this.#plan.odd ?? plainLook) : plainLook
    const text = options[position] ?? ''
    const letter = letterAt(position)
    const signed = position === correct && way.kind === 'sign' ? signs[way.name](letter, text) : `${letter}. ${text}`
    const at = signed.indexOf(letter)
    const look = (part: 'letter' | 'words'): Look => (shown.on === 'all' || shown.on === part ? shown.look : {})
    if (!lettered) return [{ text: signed.slice(at + 3), look: look('words') }]
    const letterLook = boldLetters ? { bold: true as const, ...look('letter') } : look('letter')
    return [
      { text: signed.slice(0, at + 1), look: letterLook },
      { text: `. `, look: shown.on === 'letter' ? {} : look('words') },
      { text: signed.slice(at + 3), look: look('words') },
    ]
  }

  #stem({ stem }: MeantQuestion, number: number): readonly Piece[] {
    const { head, boldStems } = this.#plan
    const look: Look = boldStems ? { bold: true } : {}
    const words = [{ text: stem, look }]
    return head === 'listed' ? words : [{ text: head.replace('{n}', String(number)), look: { bold: true } }, ...words]
  }

  #statement(question: MeantQuestion): string {
    const { way } = this.#plan
    const { correct, options } = question
    return way.kind === 'line' && correct !== null ? statements[way.name](letterAt(correct), options[correct] ?? '') : ''
  }

  #list(questions: readonly MeantQuestion[]): string {
    const { head, blanks } = this.#plan
    return questions
      .map((question, index) => {
        const number = head === 'listed' ? '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' : ''
        const stated = this.#statement(question)
        const said = stated === '' ? '' : this.#words(stated)
        return this.#body(question, this.#stem(question, index + 1), number) + said + (blanks ? '<w:p/>' : '')
      })
      .join('')
  }

  #body(question: MeantQuestion, stem: readonly Piece[], number: string): string {
    const { layout } = this.#plan
    const option = (position: number, lettered = true): readonly Piece[] => this.#option(question, position, lettered)
    const all = question.options.map((_, position) => position)
    const gap = (sign: string, positions: readonly number[]): readonly Piece[] =>
      positions.flatMap((position) => (position === positions[0] ? option(position) : [{ text: sign, look: {} }, ...option(position)]))
    const head = this.#paragraph(stem, number)
    if (layout === 'tabs') return head + this.#paragraph(gap('\t', [0, 1])) + this.#paragraph(gap('\t', [2, 3]))
    if (layout === 'one line') return head + this.#paragraph(gap('\t\t', all))
    if (layout === 'breaks') return this.#paragraph([...stem, { text: '\n', look: {} }, ...gap('\n', all)], number)
    if (layout === 'grid') return head + tableXml([[0, 1], [2, 3]].map((row) => row.map((at) => this.#paragraph(option(at))))) // prettier-ignore
    if (layout === 'lettered cells') {
      return head + tableXml(all.map((at) => [this.#words(letterAt(at)), this.#paragraph(option(at, false))]))
    }
    if (layout !== 'listed') return head + all.map((at) => this.#paragraph(option(at))).join('')
    const item = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    // Behind a typed number nothing begins the list of letters anew, so each question has letters of its own.
    if (this.#plan.head !== 'listed') return head + all.map((at) => this.#paragraph(option(at))).join('')
    return head + all.map((at) => this.#paragraph(option(at, false), item)).join('')
  }

  #table(questions: readonly MeantQuestion[]): string {
    const { layout, way } = this.#plan
    const states = way.kind === 'line'
    const heads = ['STT', 'Câu hỏi', ...(layout === 'rows' ? ['A', 'B', 'C', 'D'] : layout === 'option rows' ? ['Phương án'] : [])]
    const head = [...heads, ...(states ? ['Đáp án'] : [])].map((text) => this.#paragraph([{ text, look: { bold: true } }]))
    const rows = questions.flatMap((question, index) => {
      const letter = question.correct === null ? '' : letterAt(question.correct)
      const answer = states ? [this.#words(letter)] : []
      const options = question.options.map((_, at) => this.#paragraph(this.#option(question, at, layout !== 'rows')))
      const front = [this.#words(String(index + 1))]
      const stem = this.#words(question.stem)
      if (layout === 'rows') return [[...front, stem, ...options, ...answer]]
      if (layout === 'rows joined') return [[...front, stem + options.join(''), ...answer]]
      return options.map((option, at) => (at === 0 ? [...front, stem, option, ...answer] : ['', '', option, ...(states ? [''] : [])]))
    })
    return tableXml([head, ...rows], layout === 'option rows')
  }

  #key(key: Key, questions: readonly MeantQuestion[]): string {
    const rows = questions.map(({ correct, options }, index) => ({
      number: String(index + 1),
      letter: correct === null ? '' : letterAt(correct),
      words: correct === null ? '' : (options[correct] ?? ''),
    }))
    const told = rows.filter(({ letter }) => letter !== '')
    const cells = (list: readonly (readonly string[])[]): string => tableXml(list.map((row) => row.map(this.#words)))
    const heading = this.#words('ĐÁP ÁN')
    switch (key) {
      case 'table':
        return cells([['Câu', 'Đáp án'], ...rows.map(({ number, letter }) => [number, letter])])
      case 'table in halves': {
        const half = Math.ceil(rows.length / 2)
        const pair = (at: number): readonly string[] => [rows[at]?.number ?? '', rows[at]?.letter ?? '']
        return heading + cells([['Câu', 'Đáp án', 'Câu', 'Đáp án'], ...Array.from({ length: half }, (_, at) => [...pair(at), ...pair(at + half)])]) // prettier-ignore
      }
      case 'table lying down':
        return cells([['Câu', ...rows.map(({ number }) => number)], ['Đáp án', ...rows.map(({ letter }) => letter)]]) // prettier-ignore
      case 'pairs':
        return heading + cells([told.map(({ number, letter }) => `${number}. ${letter}`)])
      case 'one line':
        return this.#words(`ĐÁP ÁN: ${told.map(({ number, letter }) => `${number}${letter}`).join(' ')}`)
      case 'lines':
        return heading + told.map(({ number, letter }) => this.#words(`${number}. ${letter}`)).join('')
      case 'lines with words':
        return heading + told.map(({ number, letter, words }) => this.#words(`Câu ${number}: ${letter}. ${words}`)).join('')
      case 'crosses':
        return cells([
          ['Câu', 'A', 'B', 'C', 'D'],
          ...rows.map(({ number, letter }) => [number, ...['A', 'B', 'C', 'D'].map((one) => (one === letter ? 'X' : ''))]),
        ])
    }
  }
}

/** @param isMerged empty cells below a filled one belong to it */
function tableXml(rows: readonly (readonly string[])[], isMerged = false): string {
  const merge = (cell: string, y: number): string =>
    !isMerged || y === 0 ? '' : `<w:tcPr><w:vMerge${cell === '' ? '' : ' w:val="restart"'}/></w:tcPr>`
  const cells = (row: readonly string[], y: number): string =>
    row.map((cell, x) => `<w:tc>${x === 2 ? '' : merge(cell, y)}${cell === '' ? '<w:p/>' : cell}</w:tc>`).join('')
  return `<w:tbl>${rows.map((row, y) => `<w:tr>${cells(row, y)}</w:tr>`).join('')}</w:tbl>`
}
