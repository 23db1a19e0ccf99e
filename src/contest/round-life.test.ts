import { describe, expect, it } from 'vitest'
import { permissionNames } from './roles.ts'
import {
  awaitsOpening,
  awaitsPublication,
  clockStepOf,
  clockSteps,
  departures,
  firstStatus,
  hasResult,
  isApproved,
  isClosing,
  isInMotion,
  isOpen,
  isPublished,
  isRunning,
  logIsClosed,
  nextAct,
  permissionFor,
  publicStatus,
  publicStatuses,
  refuseAct,
  refuseDeparture,
  retractionFrom,
  roundActs,
  roundHas,
  roundStatuses,
  staffSteps,
  type RoundStatus,
} from './round-life.ts'

const round = (status: RoundStatus, lockedSetId: string | null = 'set') => ({ status, lockedSetId, opensAt: 1000, closesAt: 2000 })
const where = (question: (status: RoundStatus) => boolean) => roundStatuses.filter(question)

describe('the steps of a round', () => {
  it('lead from the first status to the last, and back from a closing and a result nobody has published', () => {
    const steps = Object.values({ ...clockSteps, ...staffSteps })
    const forward = steps.filter(({ from, to }) => roundStatuses.indexOf(to) > roundStatuses.indexOf(from))
    expect(forward.map(({ from, to }) => [from, to])).toEqual(roundStatuses.slice(1).map((to, at) => [roundStatuses[at], to]))
    expect(steps.filter((step) => !forward.includes(step))).toEqual([staffSteps.retract, staffSteps.retractApproved, staffSteps.reopen])
    expect(roundStatuses.map((status) => retractionFrom(status)?.to ?? null)).toEqual([null, null, null, null, 'closed', 'closed', null])
    expect(firstStatus).toBe('scheduled')
  })

  it('are taken by the clock at the ends of the window, and once what arrived in time is stored', () => {
    const next = (status: RoundStatus) => clockStepOf(round(status), 500, 30)
    expect(next('scheduled')).toEqual({ step: 'open', dueAt: 1000 })
    expect(next('open')).toEqual({ step: 'close', dueAt: 2000 })
    expect(next('closing')).toEqual({ step: 'seal', dueAt: 2030 })
    expect(where((status) => next(status) !== null)).toEqual(where(isInMotion))
  })

  it('have what a document is made from: a set once it is locked, a result once it was counted', () => {
    expect([roundHas('locked-set', round('open', null)), roundHas('locked-set', round('open'))]).toEqual([false, true])
    expect(where((status) => roundHas('result', round(status)))).toEqual(where(hasResult))
  })

  it('never open a round without a set, nor one whose window has passed', () => {
    expect(clockStepOf(round('scheduled', null), 1500, 30)).toBeNull()
    expect(clockStepOf(round('scheduled'), 1999, 30)).not.toBeNull()
    expect(clockStepOf(round('scheduled'), 2000, 30)).toBeNull()
  })
})

describe('leaving the announced times', () => {
  const departing = (status: RoundStatus, lockedSetId: string | null = 'set', talliedAt: number | null = null) => ({
    ...round(status, lockedSetId),
    talliedAt,
  })

  it('opens ahead of time, closes before the end, goes on after a closing', () => {
    const allowed = roundStatuses.map((status) =>
      departures.filter((kind) => refuseDeparture(kind, departing(status), kind === 'open' ? 500 : 1500) === null),
    )
    expect(allowed).toEqual([['open'], ['close'], [], ['reopen'], [], [], []])
  })

  it('is refused with the reason', () => {
    expect(refuseDeparture('open', departing('scheduled', null), 500)).toBe('round-not-ready')
    expect(refuseDeparture('open', departing('scheduled', null), 2000)).toBe('wrong-status')
    expect(refuseDeparture('open', departing('scheduled'), 2000)).toBe('wrong-status')
    expect(refuseDeparture('close', departing('open', null), 1999)).toBeNull()
    expect(refuseDeparture('close', departing('open'), 2000)).toBe('wrong-status')
    expect(refuseDeparture('open', departing('scheduled'), 1000)).toBe('wrong-status')
    expect(refuseDeparture('close', departing('closing'), 5000)).toBe('wrong-status')
  })

  it('takes a closing back only while nothing was ever counted', () => {
    expect(refuseDeparture('reopen', departing('closed'), 5000)).toBeNull()
    expect(refuseDeparture('reopen', departing('closed', 'set', 1), 5000)).toBe('wrong-status')
  })
})

describe('what people do to a round', () => {
  it('is allowed from these statuses', () => {
    const allowed = roundStatuses.map((status) => roundActs.filter((act) => refuseAct(act, round(status)) === null))
    expect(allowed).toEqual([[], [], [], ['tally'], ['tally', 'approve'], ['tally', 'publish'], []])
    expect(refuseAct('publish', round('tallied'))).toBe('wrong-status')
  })

  it('needs a permission of its own', () => {
    expect(roundActs.map(permissionFor).filter((what) => !permissionNames.includes(what))).toEqual([])
    expect(new Set(roundActs.map(permissionFor)).size).toBe(roundActs.length)
  })

  it('brings it on from its closing to its publication', () => {
    expect(roundStatuses.map(nextAct)).toEqual([null, null, null, 'tally', 'approve', 'publish', null])
  })
})

describe('a status', () => {
  it.each([
    ['awaits opening', awaitsOpening, ['scheduled']],
    ['is open', isOpen, ['open']],
    ['is closing', isClosing, ['closing']],
    ['may have attempts running', isRunning, ['open', 'closing']],
    ['is moved by the clock', isInMotion, ['scheduled', 'open', 'closing']],
    ['has a closed log', logIsClosed, ['closed', 'tallied', 'approved', 'published']],
    ['awaits publication', awaitsPublication, ['closed', 'tallied', 'approved']],
    ['has a result', hasResult, ['tallied', 'approved', 'published']],
    ['is approved', isApproved, ['approved', 'published']],
    ['is published', isPublished, ['published']],
  ] as const)('%s', (_, question, statuses) => {
    expect(where(question)).toEqual(statuses)
  })
})

describe('the public status', () => {
  it('tells nothing of the steps between closing and publication', () => {
    expect(roundStatuses.map((status) => publicStatus(round(status), 1500))).toEqual([
      'scheduled',
      'open',
      'closed',
      'closed',
      'closed',
      'closed',
      'published',
    ])
  })

  it('is closed from the closing instant on, whatever has been stored', () => {
    for (const status of ['scheduled', 'open', 'closing'] as const) expect(publicStatus(round(status), 2000)).toBe('closed')
    expect(publicStatus(round('scheduled'), 999)).toBe('scheduled')
    expect(publicStatus(round('published'), 2000)).toBe('published')
  })

  it('is asked the same questions as every status', () => {
    const asked = [awaitsOpening, isOpen, awaitsPublication, isPublished]
    expect(publicStatuses.map((status) => asked.map((question) => question(status)))).toEqual(
      publicStatuses.map((_, at) => asked.map((_, other) => at === other)),
    )
  })
})
