import { describe, expect, it } from 'vitest'
import type { OwnAttempt } from '#contract/taking-part.ts'
import { chooseRound, lastSubmitted, lobbyState, usedUp, type LobbyRound } from './lobby-choice.ts'

const now = 1000
const attempt = (id: string, submitted: boolean, deadlineAt = 2000): OwnAttempt => ({
  id,
  set: null,
  number: 1,
  startedAt: 0,
  deadlineAt,
  entry: submitted ? { id: `entry-${id}`, code: 'ABCDEFGHJK', submittedAt: 900 } : null,
})
const round = (key: string, status: LobbyRound['status'], attempts: OwnAttempt[] = [], attemptsAllowed = 1): LobbyRound => ({
  id: key,
  key,
  name: key,
  opensAt: 0,
  closesAt: 2000,
  status,
  attemptsAllowed,
  extraGiven: 0,
  againAt: null,
  restoredFrom: null,
  timeLimitMs: null,
  fixedSets: null,
  attempts,
})

describe('what a contestant may do in a round', () => {
  it.each([
    ['waits for it to open', round('1', 'scheduled'), 'waiting'],
    ['starts', round('1', 'open'), 'start'],
    ['goes on with a running attempt', round('1', 'open', [attempt('a', false)]), 'resume'],
    ['has used the attempt up', round('1', 'open', [attempt('a', false, now)]), 'unfinished'],
    ['has submitted', round('1', 'open', [attempt('a', true)]), 'submitted'],
    ['may try again when the rules allow', round('1', 'open', [attempt('a', true)], 2), 'again'],
    ['may start anew after an expired attempt', round('1', 'open', [attempt('a', false, now)], 2), 'start'],
    ['has submitted before it closed', round('1', 'closed', [attempt('a', true)]), 'submitted'],
    ['did not finish before it closed', round('1', 'published', [attempt('a', false)]), 'unfinished'],
    ['did not take part', round('1', 'closed'), 'missed'],
  ] as const)('%s', (_, given, state) => {
    expect(lobbyState(given, now)).toBe(state)
  })

  it('names what was used up while the round goes on', () => {
    const attempts = [attempt('a', false, now), attempt('b', true, now), attempt('c', false)]
    expect(usedUp(round('1', 'open', attempts), now).map(({ id }) => id)).toEqual(['a'])
    expect(usedUp(round('1', 'closed', attempts), now)).toEqual([])
  })

  it('shows the last entry submitted', () => {
    expect(lastSubmitted(round('1', 'open', [attempt('a', true), attempt('b', true), attempt('c', false)]))?.id).toBe('b')
    expect(lastSubmitted(round('1', 'open', [attempt('a', false)]))).toBeNull()
  })
})

describe('the round of the lobby', () => {
  const chosen = (...rounds: LobbyRound[]) => chooseRound(rounds, now)?.key ?? null

  it('is the one with something to do, then the next, then what was done', () => {
    expect(chosen(round('1', 'published'), round('2', 'open'), round('3', 'scheduled'))).toBe('2')
    expect(chosen(round('1', 'open', [attempt('a', true)]), round('2', 'open'))).toBe('2')
    expect(chosen(round('1', 'open', [attempt('a', true)]), round('2', 'scheduled'))).toBe('1')
    expect(chosen(round('1', 'published'), round('2', 'scheduled'))).toBe('2')
    expect(chosen(round('1', 'published'), round('2', 'closed'))).toBe('2')
    expect(chosen()).toBeNull()
  })
})
