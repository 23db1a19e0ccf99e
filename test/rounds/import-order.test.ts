/** The shipped contest keeps the same questions apart, in whatever order its files come in. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findNamedGroups, tieGroups } from '#contest/paper/apart-names.ts'
import { drawPaper, prepareDraw } from '#contest/paper/paper.ts'
import { questionOf, setOf, sha256 } from '../support/contest.ts'
import { shippedRules } from '../support/live.ts'

const truth = JSON.parse(readFileSync(new URL('../data/phu-loc-2024/questions.json', import.meta.url), 'utf8')) as readonly {
  readonly stem: string
}[]

it.each([
  ['as shipped', truth],
  ['backwards', truth.toReversed()],
  ['the last forty first', [...truth.slice(80), ...truth.slice(0, 80)]],
])('no paper of two hundred holds questions that give each other away (%s)', (_, order) => {
  const { paper } = shippedRules()
  const bank = order.map(({ stem }, at) => questionOf(at + 1, { stem }))
  const { groups, findings } = findNamedGroups(paper.apart, bank)
  expect(findings).toEqual([])
  const stemsOf = (codes: readonly string[]) => codes.map((code) => bank.find((one) => one.code === code)?.stem ?? '')
  expect(groups.map(stemsOf).map((stems) => stems.map((stem) => truth.findIndex((one) => one.stem === stem) + 1))).toEqual([
    [1, 2, 3, 4, 5, 6],
    [25, 26],
    [41, 42],
    [43, 44],
    [62, 63],
  ])
  const set = setOf(tieGroups(bank, groups))
  const plan = prepareDraw(paper, set)
  if (!plan.ok) throw new Error('no paper can be drawn')
  for (let number = 0; number < 200; number++) {
    const drawn = drawPaper(sha256, plan.value, new Uint8Array(32).fill(7), { contestantId: `c${String(number)}`, attempt: 1 })
    const codes = drawn.map(({ question }) => set.questions[question]?.code ?? '')
    for (const group of groups) expect(codes.filter((code) => group.includes(code)).length).toBeLessThan(2)
  }
})
