import { describe, expect, it } from 'vitest'
import { plainContent, type QuestionContent } from '#contest/questions/question.ts'
import { badDevices } from '#contract/operations.ts'
import { behaviours } from './behaviour.ts'
import { enoughShapes, inventedPeople, rightWords, shapeOf, standIns } from './invented.ts'

const real: QuestionContent = {
  ...plainContent,
  stem: 'Nghị quyết nào của Tỉnh ủy nói về chuyển đổi số?',
  options: ['Nghị quyết 12', 'Nghị quyết 54', 'Nghị quyết 10', 'Nghị quyết 37'],
  correct: [0],
  topic: 'Nghị quyết',
  difficulty: 2,
  explanation: 'Vì Điều 3 nói thế.',
  source: { document: 'Nghị quyết 12-NQ/TU', detail: 'Điều 3' },
}

describe('the questions of a trial run', () => {
  it('have the shape of the real ones and not a word of them', () => {
    const [made] = standIns([shapeOf(real)], 7)
    expect(made).toMatchObject({ topic: 'Nghị quyết', difficulty: 2, explanation: null })
    expect(made?.options).toHaveLength(4)
    expect(made?.stem.length).toBeGreaterThanOrEqual(real.stem.length)
    const text = JSON.stringify({ ...made, topic: null })
    for (const word of ['Nghị quyết', 'Tỉnh ủy', 'Điều 3', '12-NQ']) expect(text).not.toContain(word)
  })

  it('have their answer anywhere, whichever the real one has, and say which it is', () => {
    const made = standIns(
      Array.from({ length: 400 }, () => shapeOf(real)),
      1,
    )
    const places = [0, 1, 2, 3].map((at) => made.filter(({ correct }) => correct[0] === at).length)
    for (const count of places) expect(count).toBeGreaterThan(60)
    for (const { options, correct } of made)
      expect(options.flatMap((text, at) => (text.startsWith(rightWords) ? [at] : []))).toEqual(correct)
    expect(new Set(made.map(({ stem }) => stem)).size).toBe(400)
    expect(standIns([shapeOf({ ...real, correct: [0, 2] })], 1)[0]?.correct).toHaveLength(2)
  })

  it('are as many as a blueprint needs, also before there is a bank', () => {
    const cells = [
      { topic: 'A', difficulty: 1 as const, count: 10 },
      { topic: null, difficulty: null, count: 5 },
    ]
    const shapes = enoughShapes([], cells)
    expect(shapes.filter(({ topic, difficulty }) => topic === 'A' && difficulty === 1)).toHaveLength(30)
    expect(shapes).toHaveLength(45)
    const bank = Array.from({ length: 100 }, () => ({ ...shapeOf(real), topic: 'A', difficulty: 1 as const }))
    expect(enoughShapes(bank, cells)).toHaveLength(100)
  })
})

it('people of a trial run are all different, and say that they are invented', () => {
  const people = inventedPeople(20_000)
  for (const of of ['staffCode', 'phone', 'fullName'] as const) expect(new Set(people.map((one) => one[of])).size).toBe(20_000)
  expect(people.every(({ phone }) => /^\+84900\d{6}$/.test(phone))).toBe(true)
  expect(people.every(({ fullName }) => fullName.includes('Diễn Tập'))).toBe(true)
})

describe('how people play', () => {
  const asked = { contestants: 2000, seconds: 300, pace: 'rush', badly: 25 } as const

  it('is the same for the same seed, bad for as many as asked, and over before the end', () => {
    const all = behaviours(asked, 3)
    expect(behaviours(asked, 3)).toEqual(all)
    const bad = all.filter(({ device }) => device !== 'steady')
    expect(bad.length).toBeGreaterThan(400)
    expect(bad.length).toBeLessThan(600)
    for (const device of badDevices) expect(bad.some((one) => one.device === device)).toBe(true)
    for (const { comesAtMs, thinksMs } of all) expect(comesAtMs + thinksMs).toBeLessThan(0.9 * 300_000)
    expect(all.filter(({ comesAtMs }) => comesAtMs < 0).length).toBeGreaterThan(1700)
    expect(all.filter(({ right }) => right).length).toBeGreaterThan(500)
  })

  it('is spread over the time when it is to be even, and never bad when nobody is to be', () => {
    const all = behaviours({ ...asked, pace: 'even', badly: 0 }, 3)
    expect(all.filter(({ comesAtMs }) => comesAtMs < 105_000).length).toBeGreaterThan(900)
    expect(all.every(({ comesAtMs, device }) => comesAtMs >= 0 && device === 'steady')).toBe(true)
    expect(behaviours({ ...asked, badly: 100 }, 3).every(({ device }) => device !== 'steady')).toBe(true)
  })
})
