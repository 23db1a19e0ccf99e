import { describe, expect, it } from 'vitest'
import { addressOf, placeOf, stepsOf } from './place.ts'

describe('the screens of a paper', () => {
  const steps = stepsOf({ paper: [1, 2], prediction: { asked: true } })

  it('are the questions, the prediction if asked, the review', () => {
    expect(steps.map(addressOf)).toEqual(['#cau-1', '#cau-2', '#du-doan', '#xem-lai'])
    expect(stepsOf({ paper: [1], prediction: { asked: false } }).map(addressOf)).toEqual(['#cau-1', '#xem-lai'])
  })

  it('are found again by their addresses', () => {
    for (const step of steps) expect(placeOf(addressOf(step), steps)).toBe(step)
    for (const address of ['', '#cau-0', '#cau-3', '#main']) expect(placeOf(address, steps)).toBe(steps[0])
  })
})
