/**
 * Excel files of officials, made from a seed: every layout with every way to tell the right option, one question of each damaged, titles
 * above, signatures and questions of other kinds below, notes, hidden rows and columns, keys on sheets of their own.
 */
import { columnLetters } from '#formats/sheets/sheet.ts'
import { chanceOf, letterAt, meantQuestions, type Chance, type MeantFile, type MeantQuestion } from './meant.ts'
import { dialects, Workbook, type StyledCell, type Written, type WrittenSheet } from './excel-book.ts'
import {
  besides,
  headMerges,
  headsOf,
  isJoined,
  isListed,
  keyForms,
  keyRows,
  layouts,
  mergesOf,
  rowsOf,
  type KeyForm,
  type Laid,
  type Layout,
} from './excel-layouts.ts'
import { marks, oddities, showsMark, type Look } from './excel-looks.ts'

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
  'letter of the question': (position: number) => `Câu ${letterAt(position)}`,
  words: (_: number, text: string) => text,
  number: (position: number) => String(position + 1),
} as const

type Way =
  | { readonly kind: 'mark'; readonly name: string; readonly look: Look }
  | { readonly kind: 'sign'; readonly name: keyof typeof signs }
  | { readonly kind: 'column'; readonly name: keyof typeof statements }
  | { readonly kind: 'tick'; readonly name: 'x' | '✓' | 'boxes' | 'Đ and S' }
  | { readonly kind: 'key'; readonly name: KeyForm }
  | { readonly kind: 'place'; readonly name: 'first' }

/** What happened to one question, beside a forgotten answer: nobody can tell any more whether it is right. */
const damages = [
  'note',
  'thread',
  'hidden row',
  'hidden option',
  'struck',
  'date',
  'remark',
  'other mark',
  'second column',
  'hidden second column',
  'formula',
  'torn',
] as const
type Damage = 'forgotten' | (typeof damages)[number]

interface Plan {
  readonly layout: Layout
  readonly way: Way
  readonly damage: Damage
  readonly damaged: number | null
  readonly odd: Look | null
}

export function excelFile(seed: number): MeantFile {
  const chance = chanceOf(seed)
  const layout = chance.pick(layouts)
  const way = wayOf(chance, layout)
  const oddNames = Object.keys(oddities).filter((name) => way.kind !== 'mark' || !showsMark(way.look, oddities[name] ?? {}))
  const oddName = chance.often(0.8) ? chance.pick(oddNames) : 'none'
  const count = 5 + chance.below(4)
  const damaged = chance.often(0.95) ? chance.below(count) : null
  const damage = chance.often(0.5) ? 'forgotten' : chance.pick(damagesOf(layout, way))
  const odd = damage === 'forgotten' ? (oddities[oddName] ?? null) : null
  const hasFill = odd?.fill !== undefined || (way.kind === 'mark' && way.look.fill !== undefined) || damage === 'other mark'
  const isRich = isJoined(layout) || (!hasFill && chance.often(0.4))
  const hasOdd = odd !== null && !(isJoined(layout) && odd.fill !== undefined)
  const written = meantQuestions(chance, count, damage === 'forgotten' ? damaged : null, hasOdd).map((one) =>
    layout === 'right first' ? rightFirst(one) : one,
  )
  // A number may be the place of one option and the words of another: whoever asks then is right.
  const fair = way.kind === 'column' && way.name === 'number' ? { fair: ['answer-unclear'] } : {}
  const questions = written.map((one, at) => ({ ...one, ...fair, ...(at === damaged ? { correct: null } : {}) }))
  const dialect = chance.pick(dialects)
  const { sheets, leftOut, around } = sheetsOf(chance, { layout, way, damage, damaged, odd }, written)
  const made = { seed, dialect, layout, way: `${way.kind} ${way.name}`, damage, odd: oddName, damaged: damaged ?? -1, around }
  return { name: `de-${seed}.xlsx`, bytes: new Workbook(dialect, isRich).file(sheets), questions, leftOut, made }
}

const namesOf = <T extends string>(of: Readonly<Record<T, unknown>>): readonly T[] => Object.keys(of) as T[]

function wayOf(chance: Chance, layout: Layout): Way {
  if (layout === 'right first') return { kind: 'place', name: 'first' }
  if (layout === 'numbered columns' || layout === 'heads 1-4') return { kind: 'column', name: chance.pick(['number', 'words'] as const) }
  const boxed = { kind: 'tick', name: chance.pick(['x', '✓', 'boxes', 'Đ and S'] as const) } as const
  if (layout === 'columns with ticks') return boxed
  if (layout === 'crosses below letters') return { kind: 'tick', name: chance.pick(['x', '✓', 'boxes'] as const) }
  const stated: Way = { kind: 'column', name: chance.pick(namesOf(statements).filter((name) => name !== 'number' || !isListed(layout))) }
  if (layout === 'side by side') return stated
  const kind = chance.below(12)
  const isPlain = !isListed(layout) && !isJoined(layout)
  if (isPlain && kind < 3) return { kind: 'key', name: chance.pick(keyForms) }
  if (isListed(layout) && kind < 4) return boxed
  if (kind < 7) {
    const name = chance.pick(namesOf(marks).filter((one) => !isJoined(layout) || marks[one]?.fill === undefined))
    return { kind: 'mark', name, look: marks[name] ?? {} }
  }
  if (kind < 8 && !isListed(layout)) return { kind: 'sign', name: chance.pick(namesOf(signs)) }
  return stated
}

function damagesOf(layout: Layout, way: Way): readonly Damage[] {
  return damages.filter((damage) => {
    if (damage === 'hidden row') return layout !== 'side by side'
    if (damage === 'hidden option') return layout === 'columns' || layout === 'English heads'
    if (damage === 'other mark') return (way.kind === 'column' || way.kind === 'key') && !isJoined(layout) && layout !== 'side by side'
    if (damage === 'second column' || damage === 'hidden second column')
      return way.kind === 'column' && !isListed(layout) && layout !== 'side by side'
    if (damage === 'formula') return way.kind === 'column'
    if (damage === 'date') return !isJoined(layout) && layout !== 'lettered option rows' && layout !== 'below the question'
    if (damage === 'torn')
      return layout === 'joined lines' || layout === 'joined by semicolons' || layout === 'option rows' || layout === 'columns'
    if (damage === 'struck') return !isJoined(layout)
    return damage !== 'remark' || layout !== 'side by side'
  })
}

const rightFirst = (question: MeantQuestion): MeantQuestion => {
  const right = question.correct ?? 0
  const options = [question.options[right] ?? '', ...question.options.filter((_, at) => at !== right)]
  return { ...question, options, correct: question.correct === null ? null : 0 }
}

interface Sheets {
  readonly sheets: readonly WrittenSheet[]
  readonly leftOut: readonly string[]
  readonly around: string
}

function sheetsOf(chance: Chance, plan: Plan, questions: readonly MeantQuestion[]): Sheets {
  const { layout, way, damage, damaged } = plan
  const isSecond = damage === 'second column' || damage === 'hidden second column'
  const answers = [
    ...(way.kind === 'column' || (way.kind === 'tick' && isListed(layout)) ? ['Đáp án'] : []),
    ...(isSecond ? [chance.pick(['Đáp án sửa', 'Đáp án mới', 'Mã đề 102', 'Đáp án (lần 2)'])] : []),
  ]
  const heads = headsOf(layout, answers)
  const titles = chance.often(0.5) ? titleRows.slice(0, 1 + chance.below(titleRows.length)) : []
  const rows: (readonly Written[])[] = [...titles]
  const merges: string[] = [...headMerges(layout, rows.length)]
  const firsts: number[] = []
  const blocks = questions.map((question, at) => blockOf(plan, question, at, answers))
  const width = Math.max(...heads.map((head) => head.length))
  if (layout === 'side by side') rows.push(...besides(blocks.flat(), heads[0] ?? []))
  else {
    rows.push(
      ...heads.map((head, at) =>
        damage === 'hidden option'
          ? [...head.slice(0, 6), 'E', ...head.slice(6)]
          : at === 0 && damage === 'remark'
            ? [...padded(head, width), 'Ghi chú']
            : head,
      ),
    )
    for (const [at, block] of blocks.entries()) {
      firsts.push(rows.length)
      merges.push(...mergesOf(layout, rows.length, way.kind === 'tick', answers.length))
      rows.push(
        ...block.map((row, index) =>
          damage === 'remark' && index === 0
            ? [...padded(row, width), at === damaged ? 'Xem lại đáp án câu này' : at === 0 ? 'Cô Lan gửi' : null]
            : row,
        ),
      )
    }
  }
  const below = belowRows(chance, layout, questions.length, width, way.kind === 'column' && damage !== 'hidden option')
  rows.push(...below.rows)
  const place = damaged === null ? null : (firsts[damaged] ?? titles.length + 1 + (damaged % Math.ceil(questions.length / 2)))
  const isRight = layout === 'side by side' && damaged !== null && damaged >= Math.ceil(questions.length / 2)
  const name = way.kind === 'key' && way.name === 'codes' ? `Đề ${examCode}` : 'Câu hỏi'
  const others = otherSheets(chance, way, questions)
  return {
    sheets: [{ name, rows, merges, ...damageOf(chance, damage, place, isRight ? width + 1 : 0, width) }, ...others],
    leftOut: below.leftOut,
    around: [`${titles.length} above`, below.around, ...others.map((sheet) => sheet.name ?? '')].join(', '),
  }
}

const examCode = '101'

/** What the damage does to the sheet itself. @param place index of the row @param from the first column of the block */
function damageOf(chance: Chance, damage: Damage, place: number | null, from: number, width: number): Partial<WrittenSheet> {
  const cell = `${columnLetters(chance.below(3) + from)}${(place ?? 0) + 1}`
  const says = { [cell]: chance.pick(['Đáp án phải là C, xem lại!', 'Câu này sai rồi', 'Chưa chắc, kiểm tra lại']) }
  if (damage === 'hidden second column') return { hiddenColumns: [width - 1] }
  if (damage === 'hidden option') return { hiddenColumns: [6] }
  if (place === null) return {}
  if (damage === 'hidden row') return { hiddenRows: [place + 1] }
  return damage === 'note' ? { notes: says } : damage === 'thread' ? { threads: says } : {}
}

function otherSheets(chance: Chance, way: Way, questions: readonly MeantQuestion[]): readonly WrittenSheet[] {
  const sheets: WrittenSheet[] = []
  if (way.kind === 'key') sheets.push({ name: 'Đáp án', rows: keyRows(way.name, questions, examCode) })
  const guide = [['Cột', 'Cách ghi'], ['Đáp án', 'Ghi chữ cái']] // prettier-ignore
  if (chance.often(0.2)) sheets.push({ name: 'Hướng dẫn', rows: guide })
  const old = [['Câu', 'Đáp án'], ...questions.map((_, at) => [String(at + 1), 'A'])]
  if (chance.often(0.15)) sheets.push({ name: 'Bản cũ', hidden: true, rows: old })
  return sheets
}

const padded = (row: readonly Written[], width: number): readonly Written[] => [
  ...row,
  ...Array<Written>(Math.max(0, width - row.length)).fill(null),
]

const titleRows: readonly (readonly Written[])[] = [
  ['PHÒNG VĂN HÓA VÀ THÔNG TIN'],
  ['BỘ CÂU HỎI TRẮC NGHIỆM'],
  ['(Kèm theo Kế hoạch số 25/KH-UBND)'],
  [null],
  ['Thời gian: 30 phút'],
]

function blockOf(
  { layout, way, damage, damaged, odd }: Plan,
  question: MeantQuestion,
  at: number,
  answers: readonly string[],
): readonly (readonly Written[])[] {
  const { correct, options, stem } = question
  const isHere = at === damaged
  const other = correct === null ? 0 : (correct + 1) % options.length
  const looked = options.map((text, position): StyledCell => {
    const signed = position === correct && way.kind === 'sign' ? signs[way.name](text) : text
    const own = position === correct && way.kind === 'mark' ? way.look : position === question.odd ? (odd ?? {}) : {}
    const isStruck = isHere && damage === 'struck' && position === correct
    const isMarked = isHere && damage === 'other mark' && position === other
    return { text: signed, look: isStruck ? { ...own, font: `${own.font ?? ''}<strike/>` } : isMarked ? (marks['yellow fill'] ?? {}) : own }
  })
  const stated = statedOf(way, question, at, isHere ? damage : null, answers)
  const laid: Laid = {
    number: at + 1,
    stem,
    options: isHere && damage === 'torn' ? torn(layout, looked) : looked,
    ticks: way.kind === 'tick' ? options.map((_, position) => tickOf(way.name, position === correct)) : null,
    stated,
  }
  const rows = rowsOf(
    layout,
    layout === 'right first' && correct === null ? { ...laid, options: [{ text: '', look: {} }, ...looked.slice(1)] } : laid,
  )
  if (damage === 'hidden option') return rows.map((row) => [...row.slice(0, 6), isHere ? 'Phương án thứ năm' : null, ...row.slice(6)])
  if (isHere && damage === 'date') return withDate(rows, options[0] ?? '')
  return isHere && damage === 'torn' && layout === 'columns' ? [...rows, [null, null, 'và các nội dung khác']] : rows
}

/** What a program makes of `1/2` typed as an option. */
const withDate = (rows: readonly (readonly Written[])[], text: string): readonly (readonly Written[])[] =>
  rows.map((row) =>
    row.map((cell) =>
      cell !== null && typeof cell !== 'string' && 'text' in cell && cell.text.includes(text) ? { number: 45_689, formatId: 16 } : cell,
    ),
  )

/** One option more or less than there seem to be. */
function torn(layout: Layout, options: readonly StyledCell[]): readonly StyledCell[] {
  const [first, ...rest] = options
  if (first === undefined || layout === 'columns') return options
  if (layout === 'option rows') return [first, { text: 'Một phần của phương án trên', look: {} }, ...rest]
  return [{ ...first, text: `${first.text}${layout === 'joined lines' ? '\nTheo quy định' : '; theo quy định'}` }, ...rest]
}

function tickOf(name: Extract<Way, { kind: 'tick' }>['name'], isRight: boolean): Written {
  if (name === 'boxes') return { box: isRight }
  if (name === 'Đ and S') return isRight ? 'Đ' : 'S'
  return isRight ? name : null
}

function statedOf(
  way: Way,
  { correct, options }: MeantQuestion,
  at: number,
  damage: Damage | null,
  answers: readonly string[],
): readonly Written[] {
  if (way.kind !== 'column') return []
  const first: Written =
    damage === 'formula' ? { formula: true } : correct === null ? null : statements[way.name](correct, options[correct] ?? '')
  if (answers.length < 2) return [first]
  const isCorrection = answers[1] === 'Đáp án sửa' && at % 2 === 0
  const other = correct === null ? 0 : (correct + 1) % options.length
  const same = correct === null || isCorrection ? null : way.name === 'number' ? String(correct + 1) : letterAt(correct)
  return [first, damage === null ? same : way.name === 'number' ? String(other + 1) : letterAt(other)]
}

/** Below the questions: those of other kinds, numbers without any, totals, those who sign. */
function belowRows(
  chance: Chance,
  layout: Layout,
  count: number,
  width: number,
  isStated: boolean,
): { readonly rows: readonly (readonly Written[])[]; readonly leftOut: readonly string[]; readonly around: string } {
  const rows: (readonly Written[])[] = []
  const leftOut: string[] = []
  const around: string[] = []
  const prediction = 'Dự đoán có bao nhiêu người trả lời đúng tất cả các câu hỏi?'
  if (chance.often(0.25)) {
    rows.push([String(count + 1), prediction])
    leftOut.push(prediction)
    around.push('prediction')
  }
  const statement = 'Người dân được miễn phí khi nộp hồ sơ trực tuyến.'
  if (isStated && layout === 'columns' && chance.often(0.3)) {
    rows.push([String(count + 2), statement, null, null, null, null, 'Đúng'])
    leftOut.push(statement)
    around.push('true or false')
  }
  if (layout !== 'below the question' && chance.often(0.2))
    rows.push(...Array.from({ length: 20 }, (_, at): readonly Written[] => [String(count + 3 + at)]))
  if (chance.often(0.3)) rows.push([`Tổng cộng: ${count} câu`])
  if (chance.often(0.4)) {
    const right = Math.max(2, width - 2)
    rows.push(
      [],
      padded([], right).concat('Phú Lộc, ngày 5 tháng 9 năm 2024'),
      padded([], 1).concat('NGƯỜI LẬP BIỂU', ...padded([], right - 2), 'TRƯỞNG PHÒNG'),
      [],
      padded([], 1).concat('Nguyễn Văn A'),
    )
    around.push('signatures')
  }
  return { rows, leftOut, around: around.join(' ') }
}
