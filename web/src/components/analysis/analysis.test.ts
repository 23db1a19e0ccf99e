import { describe, expect, it } from 'vitest'
import type { AnalysedQuestion } from '#contract/analysis.ts'
import { screenTime } from './screen-time.ts'
import { addressWith, choiceOf, chosenQuestions, gravest } from './question-list.ts'
import { outline, scatter } from './scatter-scale.ts'

const question = (code: string, change: Partial<AnalysedQuestion> = {}): AnalysedQuestion => ({
  ...{ code, stem: `Câu ${code}`, topic: null, difficulty: null, source: null },
  ...{ papers: 100, answered: 100, right: 50, discrimination: 300, upper: 27, flags: [], options: [] },
  unanswered: { count: 0, restSum: 0, upper: 0 },
  time: null,
  ...change,
})

const flag = (...kinds: AnalysedQuestion['flags'][number]['kind'][]) => ({ flags: kinds.map((kind) => ({ kind, options: [] })) })

const lasting = (median: number) => ({ time: { papers: 90, median, right: median, wrong: null } })

describe('the list of questions', () => {
  const questions = [
    question('Q001', { stem: 'Cổng dịch vụ công ở đâu?', topic: 'Dịch vụ công', right: 90, ...lasting(41), ...flag('too-easy') }),
    question('Q002', { topic: 'Kinh tế số', difficulty: 3, discrimination: null, right: 0, papers: 0 }),
    question('Q003', { difficulty: 1, right: 10, discrimination: -200, ...flag('key-suspect', 'too-hard') }),
    question('Q004', { options: [{ text: 'Đường truyền', correct: true, count: 1, restSum: 1, upper: 1 }], right: 70, ...lasting(9) }),
  ]
  const codes = (search: string) => chosenQuestions(questions, choiceOf(new URLSearchParams(search))).map(({ code }) => code)

  it('begins with what needs a look, the gravest first', () => {
    expect(codes('')).toEqual(['Q003', 'Q001', 'Q002', 'Q004'])
  })

  it('is searched without diacritics, in stems, options, topics and codes', () => {
    expect(codes('q=dich+vu+cong')).toEqual(['Q001'])
    expect(codes('q=DUONG+truyen')).toEqual(['Q004'])
    expect(codes('q=kinh')).toEqual(['Q002'])
    expect(codes('q=q003')).toEqual(['Q003'])
    expect(codes('q=kinh+dich')).toEqual([])
  })

  it('is filtered by flag, topic and level', () => {
    expect(codes('co=any')).toEqual(['Q003', 'Q001'])
    expect(codes('co=too-hard')).toEqual(['Q003'])
    expect(codes('chu-de=Kinh+t%E1%BA%BF+s%E1%BB%91')).toEqual(['Q002'])
    expect(codes('chu-de=')).toEqual(['Q003', 'Q004'])
    expect(codes('muc=3')).toEqual(['Q002'])
    expect(codes('co=nonsense&muc=9&chu-de=tat-ca')).toHaveLength(4)
  })

  it('is sorted both ways, those without a number last', () => {
    expect(codes('xep=ma')).toEqual(['Q001', 'Q002', 'Q003', 'Q004'])
    expect(codes('xep=-ma')).toEqual(['Q004', 'Q003', 'Q002', 'Q001'])
    expect(codes('xep=ti-le')).toEqual(['Q003', 'Q004', 'Q001', 'Q002'])
    expect(codes('xep=-ti-le')).toEqual(['Q001', 'Q004', 'Q003', 'Q002'])
    expect(codes('xep=phan-biet')).toEqual(['Q003', 'Q001', 'Q004', 'Q002'])
    expect(codes('xep=thoi-gian')).toEqual(['Q004', 'Q001', 'Q002', 'Q003'])
    expect(codes('xep=-thoi-gian')).toEqual(['Q001', 'Q004', 'Q002', 'Q003'])
    expect(codes('xep=-so-de')).toEqual(['Q001', 'Q003', 'Q004', 'Q002'])
    expect(choiceOf(new URLSearchParams('xep=nonsense&trang=x'))).toMatchObject({ sort: 'can-xem', descending: false, page: 1 })
    expect(choiceOf(new URLSearchParams('trang=3')).page).toBe(3)
  })
})

it('what is looked at first begins with what stands out most', () => {
  const doubted = (code: string, key: number, other: number) =>
    question(code, {
      options: [key, other].map((count, position) => ({ text: '', correct: position === 0, count, restSum: 0, upper: 0 })),
      flags: [{ kind: 'key-suspect', options: [1] }],
    })
  const codes = (kind: Parameters<typeof gravest>[1], questions: readonly AnalysedQuestion[]) =>
    gravest(questions, kind).map(({ code }) => code)
  expect(codes('key-suspect', [doubted('Q001', 40, 50), doubted('Q002', 5, 90), question('Q003', flag('too-hard'))])).toEqual([
    'Q002',
    'Q001',
  ])
  const byRight = (kind: 'too-hard' | 'too-easy') => [90, 10, 50].map((right) => question(String(right), { right, ...flag(kind) }))
  expect(codes('too-hard', byRight('too-hard'))).toEqual(['10', '50', '90'])
  expect(codes('too-easy', byRight('too-easy'))).toEqual(['90', '50', '10'])
  for (const kind of ['negative-discrimination', 'low-discrimination'] as const)
    expect(
      codes(
        kind,
        [-100, -300].map((value) => question(String(value), { discrimination: value, ...flag(kind) })),
      ),
    ).toEqual(['-300', '-100'])
  const unused = (code: string, options: number[]) => question(code, { flags: [{ kind: 'unused-option', options }] })
  expect(codes('unused-option', [unused('Q001', [1]), unused('Q002', [1, 2])])).toEqual(['Q002', 'Q001'])
})

it('says how long a question was on screen, and that the longest is open', () => {
  expect([0, 42, 75, 300, null, undefined].map((seconds) => screenTime(seconds, 'vi'))).toEqual([
    ...['0 giây', '42 giây', '1 phút 15 giây', '≥ 5 phút 00 giây', '–', '–'],
  ])
})

it('an address keeps what is not changed', () => {
  expect(addressWith(new URLSearchParams('q=an&trang=2'), { cau: 'Q001', trang: null }, '#cau')).toBe('?q=an&cau=Q001#cau')
})

describe('the scatter of facility and discrimination', () => {
  const frame = { width: 640, height: 420, left: 50, right: 10, top: 10, bottom: 40 }

  it('places easy questions right and telling ones up, inside the frame, the gravest on top', () => {
    const { points, across, up, zero } = scatter(
      [
        question('Q001', { right: 100, discrimination: 900, ...flag('key-suspect') }),
        question('Q002', { right: 0, discrimination: -700, ...flag('too-hard') }),
        question('Q003', { right: 50, discrimination: 0 }),
        question('Q004', { discrimination: null }),
      ],
      frame,
    )
    expect(points.map(({ question: { code }, kind, label }) => [code, kind, label])).toEqual([
      ['Q003', 'plain', null],
      ['Q002', 'flagged', null],
      ['Q001', 'key', { x: 618, anchor: 'end' }],
    ])
    const [middle, low, high] = points
    expect([low?.x, high?.x]).toEqual([50, 630])
    expect(middle?.y).toBeCloseTo(zero)
    expect((high?.y ?? 0) < zero && zero < (low?.y ?? 0)).toBe(true)
    for (const { x, y } of points) expect(x >= 50 && x <= 630 && y >= 10 && y <= 380).toBe(true)
    expect(across.map(({ share }) => share)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(up.some(({ value }) => value === 0)).toBe(true)
  })

  it('writes no code over another', () => {
    const alike = ['Q001', 'Q002', 'Q003'].map((code, i) => question(code, { discrimination: 100 + i * 10, ...flag('key-suspect') }))
    const apart = question('Q004', { discrimination: -200, ...flag('negative-discrimination') })
    const labelled = scatter([...alike, apart], frame).points.filter(({ label }) => label !== null)
    expect(labelled.map(({ question: { code } }) => code)).toEqual(['Q001', 'Q004'])
  })

  it('of nothing has axes and no points', () => {
    expect(scatter([], frame).points).toEqual([])
    expect(scatter([], frame).up.length).toBeGreaterThan(2)
  })

  it('has another outline for every kind', () => {
    expect(new Set((['plain', 'flagged', 'key'] as const).map((kind) => outline(kind, 10, 10))).size).toBe(3)
  })
})
