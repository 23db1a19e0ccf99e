import { describe, expect, it } from 'vitest'
import { barChart, labelsEvery, placeAmongBins } from './scale.ts'

const frame = { width: 640, height: 240, left: 40, top: 20, bottom: 30 }

describe('a bar chart', () => {
  it('stands on its baseline, inside its frame, tallest where most are', () => {
    const { bars, ticks, baseline } = barChart(
      [3, 10, 0].map((count) => ({ label: String(count), count })),
      frame,
    )
    expect(baseline).toBe(210)
    for (const bar of bars) {
      expect(bar.y + bar.height).toBeCloseTo(baseline)
      expect(bar.x).toBeGreaterThanOrEqual(frame.left)
      expect(bar.x + bar.width).toBeLessThanOrEqual(frame.width)
      expect(bar.y).toBeGreaterThanOrEqual(frame.top)
    }
    expect(bars[1]?.y).toBeCloseTo(frame.top)
    expect(bars.every(({ width }) => width <= 64)).toBe(true)
    expect(bars[2]?.height).toBe(0)
    expect(ticks[0]).toEqual({ count: 0, y: baseline })
    expect(ticks.every(({ count }) => Number.isInteger(count))).toBe(true)
  })

  it('of nothing has no bars and does not divide by zero', () => {
    expect(barChart([], frame).bars).toEqual([])
    expect(barChart([{ label: 'a', count: 0 }], frame).bars[0]?.height).toBe(0)
  })
})

describe('the actual number among the predictions', () => {
  const bins = [
    { from: 0, to: 9 },
    { from: 10, to: 19 },
  ]
  const { bars } = barChart(
    [
      { label: 'a', count: 1 },
      { label: 'b', count: 2 },
    ],
    frame,
  )

  it('stands inside the bar of its bin', () => {
    const place = placeAmongBins(14, bins, bars)
    expect(place).toBeGreaterThan(bars[1]?.x ?? Infinity)
    expect(place).toBeLessThan((bars[1]?.x ?? 0) + (bars[1]?.width ?? 0))
  })

  it('is nowhere when nobody predicted near it', () => {
    expect(placeAmongBins(20, bins, bars)).toBeNull()
  })
})

it('names every score of fifteen on a phone, and fewer of longer names', () => {
  const scores = Array.from({ length: 16 }, (_, score) => ({ label: String(score), count: 1 }))
  const { step } = barChart(scores, { width: 320, height: 220, left: 34, top: 34, bottom: 30 })
  expect(
    labelsEvery(
      scores.map(({ label }) => label),
      step,
    ),
  ).toBe(1)
  expect([labelsEvery(['20 giờ, 30/11', '21 giờ, 30/11'], 40), labelsEvery([], 40)]).toEqual([3, 1])
  const minutes = Array.from({ length: 60 }, () => '00:05')
  expect([labelsEvery(minutes, 10, 15), labelsEvery(minutes, 5, 12.5)]).toEqual([5, 8])
})
