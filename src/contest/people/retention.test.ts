import { describe, expect, it } from 'vitest'
import { instantOf, wallText } from '../calendar.ts'
import { erasureBlockerWords, erasureKindWords, keptWords } from './retention-words.ts'
import {
  blockersAt,
  complaintsEndAt,
  erasureBlockers,
  erasureDueAt,
  erasureKinds,
  erasureNoticeAt,
  monthsLater,
  type Ending,
} from './retention.ts'

const zone = 'Asia/Ho_Chi_Minh'
const at = (text: string): number => instantOf(text, zone) as number
const DAY = 86_400_000

const over: Ending = {
  ...{ zone, months: 12, complaintDays: null, lastPublishedAt: at('2024-09-23 16:30') },
  ...{ unpublishedRounds: 0, awaitsConclusion: false, waitingRevocations: 0, isWritingPeople: false },
}

describe('the end of a day so many months later', () => {
  it.each([
    ['2024-09-23 16:30', 12, '2025-09-24 00:00:00'],
    ['2024-09-23', 1, '2024-10-24 00:00:00'],
    // A month that has no such day ends with its last.
    ['2024-01-31 08:00', 1, '2024-03-01 00:00:00'],
    ['2023-01-31 08:00', 1, '2023-03-01 00:00:00'],
    ['2024-12-31 23:59', 2, '2025-03-01 00:00:00'],
    ['2024-11-15', 14, '2026-01-16 00:00:00'],
  ])('%s and %i', (from, months, wanted) => {
    expect(wallText(monthsLater(at(from), months, zone), zone)).toBe(wanted)
  })

  it('is an hour later where that day begins at one o’clock', () => {
    // Clocks of Beirut went from 00:00 to 01:00 on 26 March 2017.
    const from = instantOf('2017-02-25 12:00', 'Asia/Beirut') as number
    expect(wallText(monthsLater(from, 1, 'Asia/Beirut'), 'Asia/Beirut')).toBe('2017-03-26 01:00:00')
  })
})

describe('personal data', () => {
  it('is due when the rules say so, once everything is published', () => {
    expect(erasureDueAt(over)).toBe(at('2025-09-24'))
    expect(erasureDueAt({ ...over, months: null })).toBeNull()
    expect(erasureDueAt({ ...over, lastPublishedAt: null })).toBeNull()
    expect(erasureDueAt({ ...over, unpublishedRounds: 1 })).toBeNull()
    expect(erasureDueAt({ ...over, awaitsConclusion: true })).toBeNull()
  })

  it('is kept until complaints are over, however short the rules keep it', () => {
    expect(erasureDueAt({ ...over, months: 1, complaintDays: 60 })).toBe(at('2024-09-23 16:30') + 60 * DAY)
    expect(erasureDueAt({ ...over, complaintDays: 60 })).toBe(at('2025-09-24'))
    expect(complaintsEndAt({ complaintDays: 5, lastPublishedAt: null })).toBeNull()
  })

  it('is not erased while something is in the way', () => {
    expect(blockersAt(over, over.lastPublishedAt as number)).toEqual([])
    const all = { ...over, complaintDays: 1, unpublishedRounds: 2, awaitsConclusion: true, waitingRevocations: 1, isWritingPeople: true }
    expect(blockersAt(all, at('2024-09-24'))).toEqual(['rounds', 'conclusion', 'complaints', 'revocation', 'people'])
    expect(blockersAt({ ...over, complaintDays: 1 }, at('2024-09-24 16:30'))).toEqual([])
    expect(blockersAt({ ...over, complaintDays: 1 }, at('2024-09-24 16:30') - 1)).toEqual(['complaints'])
  })

  it('is told of a month and a week ahead', () => {
    const due = at('2025-09-24')
    expect([31 * DAY, 30 * DAY, 8 * DAY, 7 * DAY, 0, -DAY].map((ahead) => erasureNoticeAt(due, due - ahead))).toEqual([
      null,
      ...['far', 'far', 'near', 'near', 'near'],
    ])
    expect(erasureNoticeAt(null, due)).toBeNull()
  })

  it('is spoken of in words of their own, in both languages', () => {
    expect([Object.keys(erasureKindWords), Object.keys(erasureBlockerWords)]).toEqual([[...erasureKinds], [...erasureBlockers]])
    const all = [erasureKindWords, erasureBlockerWords, keptWords].flatMap((words) => Object.values(words))
    for (const language of ['vi', 'en'] as const) expect(new Set(all.map((words) => words[language])).size).toBe(all.length)
  })
})
