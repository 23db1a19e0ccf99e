import { describe, expect, it } from 'vitest'
import { checkInstant, serverClock } from './server-clock.ts'

describe('the server’s time on a device', () => {
  it('runs with the monotonic clock from the instant the answer arrived', () => {
    let monotonic = 500
    const clock = serverClock(1_000_000, 200, { monotonic: () => monotonic, ask: () => Promise.reject(new Error('offline')) })
    expect(clock.now()).toBe(1_000_300)
    monotonic += 10_000
    expect(clock.now()).toBe(1_010_300)
  })

  it('takes half of the round trip as the age of an answer', async () => {
    let monotonic = 0
    const clock = serverClock(1_000_000, 0, {
      monotonic: () => monotonic,
      ask() {
        monotonic += 400
        return Promise.resolve(7_000_000)
      },
    })
    await clock.check()
    expect(clock.now()).toBe(7_000_200)
  })

  it('keeps the old anchor when the server cannot be asked', async () => {
    const clock = serverClock(1_000, 0, { monotonic: () => 50, ask: () => Promise.reject(new Error('offline')) })
    await clock.check()
    expect(clock.now()).toBe(1_050)
  })
})

describe('the one check before an opening', () => {
  it('is spread over the last minute but five seconds', () => {
    expect(checkInstant(0, 1_000_000, 0)).toBe(935_000)
    expect(checkInstant(0, 1_000_000, 0.5)).toBe(965_000)
    expect(checkInstant(0, 1_000_000, 1)).toBe(995_000)
  })

  it('is never in the past, and not made when too late to help', () => {
    expect(checkInstant(980_000, 1_000_000, 0)).toBe(980_000)
    expect(checkInstant(996_000, 1_000_000, 0.5)).toBeNull()
  })
})
