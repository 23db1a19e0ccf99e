import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blocksSubmission,
  emptyProgress,
  parseProgress,
  readPrediction,
  spend,
  tick,
  toggleFlag,
  unanswered,
  type PaperShape,
} from './progress.ts'

const four = ['a', 'b', 'c', 'd']
const shape: PaperShape = {
  paper: [
    { options: four, several: false },
    { options: four, several: true },
    { options: four, several: false },
  ],
  prediction: { asked: true, required: true, maximum: 1500, decimals: 0 },
}
const empty = emptyProgress(shape)

describe('answers', () => {
  it('with one option replace each other', () => {
    expect(tick(tick(empty, 0, 2, true, false), 0, 1, true, false).answers).toEqual([[1], [], []])
  })

  it('with several options are a sorted set', () => {
    const both = tick(tick(empty, 1, 3, true, true), 1, 0, true, true)
    expect(both.answers[1]).toEqual([0, 3])
    expect(tick(both, 1, 3, false, true).answers[1]).toEqual([0])
    expect(tick(both, 1, 3, true, true).answers[1]).toEqual([0, 3])
  })

  it('are missed where nothing is ticked', () => {
    expect(unanswered(tick(empty, 1, 0, true, true))).toEqual([0, 2])
  })

  it('are flagged and unflagged', () => {
    const flagged = toggleFlag(toggleFlag(empty, 2), 0)
    expect(flagged.flagged).toEqual([0, 2])
    expect(toggleFlag(flagged, 2).flagged).toEqual([0])
  })
})

describe('the prediction', () => {
  it.each([
    ['143', 143, true],
    [' 1.234 ', 1234, true],
    ['0', 0, true],
    ['1500', 1500, true],
    ['', null, true],
    ['1501', null, false],
    ['-3', null, false],
    ['12,5', null, false],
    ['1.25', null, false],
    ['1 2', null, false],
    ['nhiều', null, false],
    ['99999999999', null, false],
  ])('%j', (typed, number, valid) => {
    expect(readPrediction(typed, { maximum: 1500, decimals: 0 })).toEqual({ number, valid })
  })

  it.each([
    ['87,65432', 8765432, true],
    ['87.6', 8760000, true],
    [' 100 ', 10000000, true],
    ['0,00001', 1, true],
    ['87,654321', null, false],
    ['100,00001', null, false],
    ['87,', null, false],
    [',5', null, false],
    ['1.000,5', null, false],
  ])('%j of a percentage with five decimals', (typed, number, valid) => {
    expect(readPrediction(typed, { maximum: 10_000_000, decimals: 5 })).toEqual({ number, valid })
  })

  it('holds the entry back only when the rules require it', () => {
    expect(blocksSubmission(empty, shape)).toBe('prediction-missing')
    expect(blocksSubmission({ ...empty, prediction: 0 }, shape)).toBeNull()
    expect(blocksSubmission(empty, { ...shape, prediction: { ...shape.prediction, required: false } })).toBeNull()
    expect(blocksSubmission(empty, { ...shape, prediction: { ...shape.prediction, asked: false } })).toBeNull()
  })
})

describe('the time on screen', () => {
  it('adds up for the question that was seen, and for no other place', () => {
    expect(spend(spend(spend(empty, 1, 1200.4), 1, 300), 2, 50).spent).toEqual([0, 1500, 50])
    expect(spend(empty, -1, 9000).spent).toEqual([0, 0, 0])
    expect(spend(empty, 0, 1e9).spent).toEqual([86_400_000, 0, 0])
  })

  it('stands still from submitting on, so that a retry sends the same', () => {
    const sending = { ...spend(empty, 0, 700), phase: 'sending', entryId: 'x'.repeat(22) } as const
    expect(spend(sending, 0, 700)).toBe(sending)
  })

  it('is not made up for a paper begun before it was counted', () => {
    const { spent, ...old } = empty
    expect(spent).toEqual([0, 0, 0])
    const read = parseProgress(JSON.stringify(old), shape)
    expect(read).toEqual(old)
    expect(read === null ? null : spend(read, 0, 700)).toEqual(old)
  })
})

describe('progress kept on the device', () => {
  it('comes back as it was, whatever was done', () => {
    const act = fc.oneof(
      fc.record({ question: fc.nat(2), option: fc.nat(3), ticked: fc.boolean() }),
      fc.record({ flag: fc.nat(2) }),
      fc.record({ prediction: fc.nat(1500) }),
      fc.record({ seen: fc.nat(3), milliseconds: fc.double({ min: 0, max: 1e8, noNaN: true }) }),
    )
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        let progress = empty
        for (const done of acts) {
          if ('flag' in done) progress = toggleFlag(progress, done.flag)
          else if ('seen' in done) progress = spend(progress, done.seen, done.milliseconds)
          else if ('prediction' in done) progress = { ...progress, prediction: done.prediction }
          else progress = tick(progress, done.question, done.option, done.ticked, shape.paper[done.question]?.several ?? false)
        }
        expect(parseProgress(JSON.stringify(progress), shape)).toEqual(progress)
      }),
    )
  })

  it('reads what phones have kept from the first', () => {
    const kept = '{"phase":"accepted","answers":[[1],[],[0,2]],"flagged":[1],"prediction":7,"entryId":"x","ticket":null}'
    expect(JSON.stringify(parseProgress(kept, shape))).toBe(kept)
  })

  it('is refused when it does not fit the paper', () => {
    const stored = (change: object): string => JSON.stringify({ ...empty, ...change })
    for (const text of [
      null,
      '',
      'null',
      '[]',
      stored({ answers: [[], []] }),
      stored({ answers: [[4], [], []] }),
      stored({ answers: [[1, 1], [], []] }),
      stored({ answers: [[2, 1], [], []] }),
      stored({ answers: [['1'], [], []] }),
      stored({ flagged: [3] }),
      stored({ prediction: 1501 }),
      stored({ prediction: 1.5 }),
      stored({ spent: [1, 2] }),
      stored({ spent: [1, 2, -3] }),
      stored({ spent: [1, 2, 86_400_001] }),
      stored({ phase: 'done' }),
      stored({ phase: 'sending' }),
    ]) {
      expect(parseProgress(text, shape), String(text)).toBeNull()
    }
    expect(parseProgress(stored({ phase: 'sending', entryId: 'x'.repeat(22) }), shape)).not.toBeNull()
  })
})

it('is typed on a keypad that has a comma, on both papers: one of digits alone has none', () => {
  for (const page of ['+page.svelte', 'mot-trang/+page.svelte']) {
    const source = readFileSync(new URL(`../../src/routes/(paper)/bai-thi/${page}`, import.meta.url), 'utf8')
    expect([...source.matchAll(/inputmode="(\w+)"/g)].map(([, keypad]) => keypad)).toEqual(['decimal'])
  }
})
