/** The body of a generated Word file: its questions in one layout, numbered and marked in one way. */
import { docxOf, numberingPart, raw } from '../office.ts'
import { letterAt, type MeantQuestion } from './meant.ts'
import { keyXml, tableXml } from './word-keys.ts'
import { runsXml, type Look, type WordMark } from './word-looks.ts'
import { isTable, signs, statements, type Key, type Plan } from './word-ways.ts'

export const plainLook: WordMark = { look: {}, on: 'all' }

interface Piece {
  readonly text: string
  readonly look: Look
}

export class WordPage {
  readonly #plan: Plan

  constructor(plan: Plan) {
    this.#plan = plan
  }

  /** A whole document around its body. */
  file(inside: string): Uint8Array {
    const { dialect } = this.#plan
    const title = this.#paragraph([{ text: 'BỘ CÂU HỎI TÌM HIỂU', look: { bold: true } }])
    const fill = (at: number, format: string, text: string): string =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
    const numbering = numberingPart(
      `<w:abstractNum w:abstractNumId="0">${fill(0, 'decimal', dialect === 'google' ? '%1.' : 'Câu %1:')}${fill(1, 'upperLetter', '%2.')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`,
    )
    return docxOf([raw(title + inside)], { 'word/numbering.xml': numbering })
  }

  questions(questions: readonly MeantQuestion[]): string {
    return isTable(this.#plan.layout) ? this.#table(questions) : this.#list(questions)
  }

  key(key: Key, questions: readonly MeantQuestion[], title = '', first = 1): string {
    return keyXml(key, questions, this.words, title, first)
  }

  #paragraph(pieces: readonly Piece[], properties = ''): string {
    const runs = pieces.map(({ text, look }) => runsXml(text, look, this.#plan.dialect, this.#plan.cutAt)).join('')
    return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`
  }

  readonly words = (text: string): string => this.#paragraph([{ text, look: {} }])

  /** Letters, sign and words of an option, each with what marks it. */
  #option({ options, correct, odd }: MeantQuestion, position: number, lettered: boolean): readonly Piece[] {
    const { way, boldLetters } = this.#plan
    const shown = position === correct && way.kind === 'mark' ? way.mark : position === odd ? (this.#plan.odd ?? plainLook) : plainLook
    const text = options[position] ?? ''
    const letter = letterAt(position)
    const signed = position === correct && way.kind === 'sign' ? signs[way.name](letter, text) : `${letter}. ${text}`
    const at = signed.indexOf(letter)
    const box = way.kind === 'tick' && position === correct ? '☑' : '☐'
    const front = { boxes: `${box} `, 'boxes alone': `${box} `, dashes: '- ' }[this.#plan.layout as string] ?? ''
    const look = (part: 'letter' | 'words'): Look => (shown.on === 'all' || shown.on === part ? shown.look : {})
    if (!lettered) return [...(front === '' ? [] : [{ text: front, look: {} }]), { text: signed.slice(at + 3), look: look('words') }]
    const shownLetter = this.#plan.layout === 'small letters' ? `${letter.toLowerCase()})` : `${letter}.`
    // Only the words of the option are marked, as people do who stress a word.
    if (shown.on === 'most' && text.length > 8) {
      const cut = Math.ceil(text.length * 0.7)
      const [most, rest] = [signed.slice(at + 3).slice(0, cut), signed.slice(at + 3).slice(cut)]
      return [
        { text: `${front}${signed.slice(0, at)}${shownLetter} `, look: {} },
        { text: most, look: shown.look },
        { text: rest, look: {} },
      ]
    }
    const letterLook = boldLetters ? { bold: true as const, ...look('letter') } : look('letter')
    return [
      { text: front + signed.slice(0, at) + shownLetter.slice(0, -1), look: letterLook },
      { text: `${shownLetter.slice(-1)} `, look: shown.on === 'letter' ? {} : look('words') },
      { text: signed.slice(at + 3), look: look('words') },
    ]
  }

  #stem({ stem }: MeantQuestion, number: number): readonly Piece[] {
    const { head, boldStems } = this.#plan
    const look: Look = boldStems ? { bold: true } : {}
    const words = [{ text: stem, look }]
    return head === 'listed'
      ? words
      : [{ text: head.replace('{n}', String(number)).replace('level', String((number % 2) + 1)), look: { bold: true } }, ...words]
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
        const said = stated === '' ? '' : this.words(stated)
        const low = this.#plan.below?.at === index && said === '' ? this.words(this.#plan.below.text) : ''
        return this.#body(question, this.#stem(question, index + 1), number) + said + low + (blanks ? '<w:p/>' : '')
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
      return head + tableXml(all.map((at) => [this.words(letterAt(at)), this.#paragraph(option(at, false))]))
    }
    const ticked = (at: number): boolean => this.#plan.way.kind === 'tick' && at === question.correct
    if (layout === 'ticks beside cells')
      return head + tableXml(all.map((at) => [this.#paragraph(option(at)), ticked(at) ? this.words('x') : '<w:p/>']))
    if (layout === 'ticks behind tabs') {
      return head + all.map((at) => this.#paragraph([...option(at), ...(ticked(at) ? [{ text: '\tx', look: {} }] : [])])).join('')
    }
    if (layout === 'boxes alone' || layout === 'dashes') return head + all.map((at) => this.#paragraph(option(at, false))).join('')
    if (layout !== 'listed') return head + all.map((at) => this.#paragraph(option(at))).join('')
    const item = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    // Behind a typed number nothing begins the list of letters anew, so each question has letters of its own.
    if (this.#plan.head !== 'listed') return head + all.map((at) => this.#paragraph(option(at))).join('')
    return head + all.map((at) => this.#paragraph(option(at, false), item)).join('')
  }

  #table(questions: readonly MeantQuestion[]): string {
    const { layout, way } = this.#plan
    const isRows = layout.startsWith('option rows')
    const isLettered = layout === 'option rows with letters'
    const answers = way.kind === 'line' || (isRows && way.kind === 'tick')
    const columns = { rows: ['A', 'B', 'C', 'D'], 'rows joined': [] }[layout as string] ?? [...(isLettered ? [''] : []), 'Phương án']
    const head = ['STT', 'Câu hỏi', ...columns, ...(answers ? ['Đáp án'] : [])].map((text) =>
      this.#paragraph([{ text, look: { bold: true } }]),
    )
    const rows = questions.flatMap((question, index) => {
      const letter = question.correct === null ? '' : letterAt(question.correct)
      const answer = way.kind === 'line' ? [this.words(letter)] : []
      const options = question.options.map((_, at) => this.#paragraph(this.#option(question, at, layout !== 'rows' && !isLettered)))
      const front = [this.words(String(index + 1))]
      const stem = this.words(question.stem)
      if (layout === 'rows') return [[...front, stem, ...options, ...answer]]
      if (layout === 'rows joined') return [[...front, stem + options.join(''), ...answer]]
      return options.map((option, at) => [
        ...(at === 0 ? [...front, stem] : ['', '']),
        ...(isLettered ? [this.words(letterAt(at))] : []),
        option,
        ...(!answers ? [] : way.kind === 'tick' ? [at === question.correct ? this.words('x') : '<w:p/>'] : at === 0 ? answer : ['']),
      ])
    })
    return tableXml([head, ...rows], layout === 'option rows' && way.kind !== 'tick')
  }
}
