import { describe, expect, it } from 'vitest'
import type { RoundBlueprint } from '#contract/rounds.ts'
import { availableFor, boxName, cellsOf, countsOf, editFromForm, formatHundredths, kindsOf, topicsOf, totalOf, type Cell } from './grid.ts'

const cells: Cell[] = [
  { topic: 'Kinh tế số: hộ kinh doanh', difficulty: 3, count: 2 },
  { topic: 'Kinh tế số: hộ kinh doanh', difficulty: null, count: 1 },
  { topic: null, difficulty: 1, count: 4 },
  { topic: null, difficulty: null, count: 8 },
]

describe('the grid of a blueprint', () => {
  it('says the same cells again after boxes were filled from them', () => {
    expect(cellsOf(topicsOf(cells), countsOf(cells))).toEqual(cells)
    expect(totalOf(cells)).toBe(15)
  })

  it('joins lines of one topic and level, and leaves out boxes that hold no count', () => {
    expect(countsOf([...cells, ...cells])[boxName(null, 1)]).toBe(8)
    const counts = { [boxName(null, 1)]: undefined, [boxName(null, 2)]: null, [boxName(null, 3)]: 0, [boxName(null, null)]: 1.5 }
    expect(cellsOf([null], counts)).toEqual([])
  })

  it('has a row for every topic once, and any topic last', () => {
    expect(topicsOf([{ topic: null }, { topic: 'B' }], [{ topic: 'A' }, { topic: 'B' }])).toEqual(['B', 'A', null])
  })

  it('counts what fits a box', () => {
    const supply = [
      { topic: 'A', difficulty: 1, available: 3 },
      { topic: 'A', difficulty: null, available: 2 },
      { topic: null, difficulty: 1, available: 10 },
    ] as const
    expect(availableFor([...supply], 'A', null)).toBe(5)
    expect(availableFor([...supply], null, 1)).toBe(13)
    expect(availableFor([...supply], null, null)).toBe(15)
    expect(availableFor([...supply], 'B', 1)).toBe(0)
  })

  it('sets rounds side by side: what each takes, what its set has, and no line nobody takes nor has', () => {
    const round = (cells: readonly Cell[] | null, supply: RoundBlueprint['supply']) =>
      ({ cells, contestCells: [{ topic: null, difficulty: null, count: 5 }], supply }) as unknown as RoundBlueprint
    const rounds = [
      round([{ topic: 'A', difficulty: 1, count: 2 }], [{ topic: 'A', difficulty: 1, available: 3 }]),
      round(null, [{ topic: 'B', difficulty: null, available: 4 }]),
    ]
    expect(kindsOf(rounds).map(({ topic, levels }) => [topic, levels.map(({ level, counts }) => [level, counts])])).toEqual([
      [
        'A',
        [
          [
            1,
            [
              { needed: 2, has: 3 },
              { needed: 0, has: 0 },
            ],
          ],
        ],
      ],
      [
        'B',
        [
          [
            null,
            [
              { needed: 0, has: 0 },
              { needed: 0, has: 4 },
            ],
          ],
        ],
      ],
      [
        null,
        [
          [
            null,
            [
              { needed: 0, has: 3 },
              { needed: 5, has: 4 },
            ],
          ],
        ],
      ],
    ])
  })

  it('is read from a form as it was sent', () => {
    const form = new FormData()
    for (const [name, count] of Object.entries(countsOf(cells))) form.set(name, String(count))
    form.set('n:2:', '')
    form.set('which', 'own')
    form.set('rulesDigest', 'abc')
    expect(editFromForm(form)).toEqual({ cells, reuse: false, rulesDigest: 'abc' })
    form.set('which', 'contest')
    form.set('reuse', 'on')
    expect(editFromForm(form)).toMatchObject({ cells: null, reuse: true })
  })

  it('writes hundredths as people read them', () => {
    expect([formatHundredths(188, 'vi'), formatHundredths(188, 'en'), formatHundredths(5, 'vi'), formatHundredths(1500, 'en')]).toEqual([
      '1,88',
      '1.88',
      '0,05',
      '15.00',
    ])
  })
})
