/** Excel files of officials, made from a seed: options in columns, in one cell or one a row; answers stated or marked. */
import { xlsxOf, type CellOf } from '../office.ts'
import { chanceOf, letterAt, meantQuestions, type Chance, type MeantFile, type MeantQuestion } from './meant.ts'
import { raisedPieces } from './word-looks.ts'

const dialects = ['excel', 'libreoffice', 'google'] as const
type Dialect = (typeof dialects)[number]
const layouts = ['columns', 'numbered columns', 'joined', 'option rows', 'columns with ticks'] as const
type Layout = (typeof layouts)[number]

/** The insides of a font and of a fill. */
interface Look {
  readonly font?: string
  readonly fill?: string
}

const solid = (colour: string): string => `<patternFill patternType="solid"><fgColor ${colour}/><bgColor indexed="64"/></patternFill>`
const rgb = (colour: string): string => `rgb="FF${colour}"`
const inColour = (colour: string): Look => ({ font: `<color ${colour}/>` })

const marks: Readonly<Record<string, Look>> = {
  'yellow fill': { fill: solid(rgb('FFFF00')) },
  'green fill': { fill: solid(rgb('92D050')) },
  'fill of the theme': { fill: solid('theme="7"') },
  red: inColour(rgb('FF0000')),
  'dark red': inColour(rgb('C00000')),
  bold: { font: '<b/>' },
  underline: { font: '<u/>' },
  'bold and red': { font: `<b/><color ${rgb('FF0000')}/>` },
}

const oddities: Readonly<Record<string, Look>> = {
  'near-black 3A3A3A': inColour(rgb('3A3A3A')),
  'near-black 333333': inColour(rgb('333333')),
  'near-black of the theme': inColour('theme="1" tint="0.249977111117893"'),
  grey: inColour(rgb('808080')),
  'grey of the theme': inColour('theme="0" tint="-0.499984740745262"'),
  'white fill': { fill: solid(rgb('FFFFFF')) },
  'pale fill F2F2F2': { fill: solid(rgb('F2F2F2')) },
  'pale fill of the theme': { fill: solid('theme="0" tint="-4.9989318521683403E-2"') },
  'link of the theme': { font: '<u/><color theme="10"/>' },
  link: { font: `<u/><color ${rgb('0563C1')}/>` },
  'colour of a link': inColour(rgb('0000FF')),
  bold: { font: '<b/>' },
  red: inColour(rgb('FF0000')),
  green: inColour(rgb('00B050')),
  underline: { font: '<u/>' },
  'yellow fill': { fill: solid(rgb('FFFF00')) },
  italic: { font: '<i/>' },
  strike: { font: '<strike/>' },
  'other font': { font: '<name val="Arial"/>' },
}

const signs = {
  'star before the words': (text: string) => `*${text}`,
  'star behind the words': (text: string) => `${text} *`,
  'tick behind the words': (text: string) => `${text} ✓`,
  'x behind the words': (text: string) => `${text} (x)`,
} as const

const statements = {
  letter: (position: number) => letterAt(position),
  'letter with words': (position: number, text: string) => `${letterAt(position)}. ${text}`,
  'letter with an article': (position: number) => `${letterAt(position)} (Điều 5)`,
  words: (_: number, text: string) => text,
} as const

type Way =
  | { readonly kind: 'mark'; readonly name: string; readonly look: Look }
  | { readonly kind: 'sign'; readonly name: keyof typeof signs }
  | { readonly kind: 'column'; readonly name: keyof typeof statements | 'number' }
  | { readonly kind: 'tick'; readonly name: 'x' | '✓' }

interface Plan {
  readonly dialect: Dialect
  readonly layout: Layout
  readonly way: Way
  readonly odd: Look | null
  /** The look belongs to the runs of the text, not to the cell. */
  readonly isRich: boolean
}

export function excelFile(seed: number): MeantFile {
  const chance = chanceOf(seed)
  const layout = chance.pick(layouts)
  const way = wayOf(chance, layout)
  const oddNames = Object.keys(oddities).filter((name) => way.kind !== 'mark' || !showsMark(way.look, oddities[name] ?? {}))
  const oddName = chance.often(0.8) ? chance.pick(oddNames) : 'none'
  const odd = oddities[oddName] ?? null
  const hasFill = odd?.fill !== undefined || (way.kind === 'mark' && way.look.fill !== undefined)
  const isRich = layout === 'joined' || (!hasFill && chance.often(0.4))
  const plan: Plan = { dialect: chance.pick(dialects), layout, way, odd, isRich }
  const count = 5 + chance.below(4)
  const damaged = chance.often(0.95) ? chance.below(count) : null
  const hasOdd = odd !== null && !(layout === 'joined' && odd.fill !== undefined)
  const questions = meantQuestions(chance, count, damaged, hasOdd)
  const { dialect } = plan
  const made = { seed, dialect, layout, way: `${way.kind} ${way.name}`, odd: oddName, damaged: damaged ?? -1 }
  return { name: `de-${seed}.xlsx`, bytes: new Workbook(plan).file(questions), questions, made }
}

function wayOf(chance: Chance, layout: Layout): Way {
  const names = <T extends string>(of: Readonly<Record<T, unknown>>): readonly T[] => Object.keys(of) as T[]
  if (layout === 'numbered columns') return { kind: 'column', name: chance.pick(['number', 'words'] as const) }
  if (layout === 'columns with ticks') return { kind: 'tick', name: chance.pick(['x', '✓'] as const) }
  const kind = chance.below(10)
  if (kind < 5) {
    const name = chance.pick(names(marks).filter((one) => layout !== 'joined' || marks[one]?.fill === undefined))
    return { kind: 'mark', name, look: marks[name] ?? {} }
  }
  if (kind < 6 && layout !== 'option rows') return { kind: 'sign', name: chance.pick(names(signs)) }
  if (layout === 'option rows' && chance.often(0.6)) return { kind: 'tick', name: chance.pick(['x', '✓'] as const) }
  return { kind: 'column', name: chance.pick(names(statements)) }
}

/** The reds are one colour to a person; a link is never a mark. */
function showsMark(mark: Look, odd: Look): boolean {
  if (mark.fill !== undefined) return mark.fill === odd.fill
  const parts = (look: Look): readonly string[] => (look.font ?? '').replace('FFC00000', 'FFFF0000').match(/<[^>]+>/g) ?? []
  return !/theme="10"|0563C1/.test(odd.font ?? '') && parts(mark).every((part) => parts(odd).includes(part))
}

interface StyledCell {
  readonly text: string
  readonly look: Look
}
type Written = StyledCell | string | null

class Workbook {
  readonly #plan: Plan
  readonly #fonts: string[] = []
  readonly #fills = ['<patternFill patternType="none"/>', '<patternFill patternType="gray125"/>']
  readonly #styles: string[] = []

  constructor(plan: Plan) {
    this.#plan = plan
    this.#style({})
  }

  file(questions: readonly MeantQuestion[]): Uint8Array {
    const { layout } = this.#plan
    const states = this.#plan.way.kind === 'column'
    const options = {
      columns: ['A', 'B', 'C', 'D'],
      'numbered columns': ['Phương án 1', 'Phương án 2', 'Phương án 3', 'Phương án 4'],
      joined: ['Các phương án'],
      'option rows': ['Phương án'],
      'columns with ticks': ['A', '', 'B', '', 'C', '', 'D', ''],
    }[layout]
    const ticks = layout === 'option rows' && this.#plan.way.kind === 'tick'
    const head = ['STT', 'Câu hỏi', ...options, ...(states || ticks ? ['Đáp án'] : [])]
    const rows = questions.flatMap((question, index) => this.#rows(question, index + 1))
    const cells = [head, ...rows].map((row) => row.map((cell) => this.#cell(cell)))
    const merges =
      layout !== 'option rows'
        ? []
        : questions.flatMap((_, index) =>
            (ticks || !states ? ['A', 'B'] : ['A', 'B', 'D']).map((column) => `${column}${2 + 4 * index}:${column}${5 + 4 * index}`),
          )
    return xlsxOf([{ rows: cells, merges }], [], { 'xl/styles.xml': this.#stylesPart() })
  }

  #rows(question: MeantQuestion, number: number): readonly (readonly Written[])[] {
    const { layout, way } = this.#plan
    const { correct, options, stem } = question
    const stated =
      way.kind !== 'column'
        ? []
        : [correct === null ? null : way.name === 'number' ? String(correct + 1) : statements[way.name](correct, options[correct] ?? '')]
    const option = options.map((_, position) => this.#option(question, position))
    const front: readonly Written[] = [String(number), stem]
    const tick = (position: number): Written => (way.kind === 'tick' && position === correct ? way.name : null)
    if (layout === 'joined') return [[...front, this.#joined(option), ...stated]]
    if (layout === 'columns with ticks') return [[...front, ...option.flatMap((one, position) => [one, tick(position)])]]
    if (layout !== 'option rows') return [[...front, ...option, ...stated]]
    return option.map((one, position) => [
      ...(position === 0 ? front : [null, null]),
      one,
      ...(way.kind === 'tick' ? [tick(position)] : position === 0 ? stated : [null]),
    ])
  }

  #option({ options, correct, odd }: MeantQuestion, position: number): StyledCell {
    const { way } = this.#plan
    const text = options[position] ?? ''
    const signed = position === correct && way.kind === 'sign' ? signs[way.name](text) : text
    const look = position === correct && way.kind === 'mark' ? way.look : position === odd ? (this.#plan.odd ?? {}) : {}
    return { text: signed, look }
  }

  #joined(options: readonly StyledCell[]): Written {
    const lettered = options.map(({ text, look }, at) => ({ text: `${letterAt(at)}. ${text}${at < options.length - 1 ? '\n' : ''}`, look }))
    const runs = lettered.map((one) => this.#runs(one)).join('')
    return { text: `\u0000${runs}`, look: {} }
  }

  #runs({ text, look }: StyledCell): string {
    return raisedPieces(text)
      .map(([piece, raised]) => {
        const properties = `${look.font ?? ''}${raised === undefined ? '' : `<vertAlign val="${raised}"/>`}<sz val="12"/>`
        return `<r><rPr>${properties}</rPr><t xml:space="preserve">${piece}</t></r>`
      })
      .join('')
  }

  #cell(cell: Written): CellOf {
    if (cell === null || cell === '') return null
    const { text, look } = typeof cell === 'string' ? { text: cell, look: {} } : cell
    if (text.startsWith('\u0000')) return { type: 'inlineStr', inside: `<is>${text.slice(1)}</is>`, style: 0 }
    const isRich = this.#plan.isRich || /[²³⁴-⁹₀-₉]/.test(text)
    if (isRich)
      return {
        type: 'inlineStr',
        inside: `<is>${this.#runs({ text, look })}</is>`,
        style: this.#style(look.fill === undefined ? {} : { fill: look.fill }),
      }
    return { type: 'inlineStr', inside: `<is><t xml:space="preserve">${text}</t></is>`, style: this.#style(look) }
  }

  #style({ font = '', fill }: Look): number {
    const { dialect } = this.#plan
    const black = dialect === 'excel' ? '<color theme="1"/>' : dialect === 'google' ? '<color rgb="FF000000"/>' : ''
    const fontAt = place(this.#fonts, `<sz val="11"/>${font.includes('<color') ? '' : black}${font}`)
    const fillAt = fill === undefined ? 0 : place(this.#fills, fill)
    return place(this.#styles, `<xf numFmtId="0" fontId="${fontAt}" fillId="${fillAt}" borderId="0"/>`)
  }

  #stylesPart(): string {
    const list = (name: string, item: string, insides: readonly string[]): string =>
      `<${name}>${insides.map((inside) => `<${item}>${inside}</${item}>`).join('')}</${name}>`
    return `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${list('fonts', 'font', this.#fonts)}${list('fills', 'fill', this.#fills)}<cellXfs>${this.#styles.join('')}</cellXfs></styleSheet>`
  }
}

/** Where the value stands in the list, at whose end it is put when it is new. */
function place(list: string[], value: string): number {
  const at = list.indexOf(value)
  return at < 0 ? list.push(value) - 1 : at
}
