import { describe, expect, it } from 'vitest'
import { canMove, changeOf, moveBetween, stateAfterEdit, type Move, type QuestionState } from './review.ts'

const states: readonly QuestionState[] = ['draft', 'submitted', 'approved', 'retired']

describe('the way of a question', () => {
  it('leads through exactly these moves', () => {
    const all = states.flatMap((from) =>
      states.flatMap((to) => (moveBetween(from, to) === null ? [] : [[from, moveBetween(from, to), to]])),
    )
    expect(all).toEqual([
      ['draft', 'submit', 'submitted'],
      ['draft', 'retire', 'retired'],
      ['submitted', 'send-back', 'draft'],
      ['submitted', 'approve', 'approved'],
      ['submitted', 'retire', 'retired'],
      ['approved', 'retire', 'retired'],
      ['retired', 'restore', 'draft'],
      ['retired', 'restore', 'submitted'],
    ])
    for (const [from, move] of all as [QuestionState, Move][]) expect(canMove(from, move)).toBe(true)
    expect(canMove('draft', 'approve')).toBe(false)
  })

  it('goes back to the second person after an edit', () => {
    expect(states.map(stateAfterEdit)).toEqual(['draft', 'submitted', 'submitted', 'retired'])
    expect(Object.values(changeOf)).toEqual(['submitted', 'sent-back', 'approved', 'retired', 'restored'])
  })
})
