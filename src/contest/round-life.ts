/**
 * The life of a round: its statuses, the steps between them and who takes them, and every question that is asked of a
 * status. A status says how far a round has been brought; what the clock alone says of it is its phase (calendar.ts).
 */
import { phaseAt, type Window } from './calendar.ts'
import type { Permission } from './roles.ts'
import type { Instant } from './values.ts'

/** In the order in which a round comes to them. */
export const roundStatuses = ['scheduled', 'open', 'closing', 'closed', 'tallied', 'approved', 'published'] as const
export type RoundStatus = (typeof roundStatuses)[number]

export interface RoundStep {
  readonly from: RoundStatus
  readonly to: RoundStatus
}

/** Taken by the clock, each at its instant. */
export const clockSteps = {
  open: { from: 'scheduled', to: 'open' },
  close: { from: 'open', to: 'closing' },
  /** Once what arrived in time is stored, the log takes nothing more. */
  seal: { from: 'closing', to: 'closed' },
} as const satisfies Record<string, RoundStep>
export type ClockStep = keyof typeof clockSteps

/** Taken by people. */
export const staffSteps = {
  tally: { from: 'closed', to: 'tallied' },
  /** A tally that is run again takes the one before it back first, and with it what the jury approved. */
  retract: { from: 'tallied', to: 'closed' },
  retractApproved: { from: 'approved', to: 'closed' },
  /** Two people take back that it was closed, while nothing was tallied. */
  reopen: { from: 'closed', to: 'open' },
  approve: { from: 'tallied', to: 'approved' },
  publish: { from: 'approved', to: 'published' },
} as const satisfies Record<string, RoundStep>

/** What people do to it, and when. */
const actsFrom = {
  tally: [staffSteps.tally.from, staffSteps.retract.from, staffSteps.retractApproved.from],
  approve: [staffSteps.approve.from],
  publish: [staffSteps.publish.from],
} as const satisfies Record<string, readonly RoundStatus[]>
export type RoundAct = keyof typeof actsFrom
export const roundActs = Object.keys(actsFrom) as readonly RoundAct[]

/** What whoever asks for it needs. */
export const permissionFor = (act: RoundAct): Permission => `round.${act}`

/**
 * How a round may leave the times its rulebook announced: opened or closed ahead of them, or going on after a closing. One
 * person asks and says why, another agrees, everybody may read it. It moves the round's instant; the step stays the clock's.
 */
export const departures = ['open', 'close', 'reopen'] as const
export type Departure = (typeof departures)[number]

const departsFrom = { open: clockSteps.open.from, close: clockSteps.close.from, reopen: staffSteps.reopen.from } as const

type Living = Window & { readonly status: RoundStatus; readonly lockedSetId: string | null }

/** Why this cannot be done to the round now; null when it can. */
export const refuseAct = (act: RoundAct, { status }: Pick<Living, 'status'>): 'wrong-status' | null =>
  (actsFrom[act] as readonly RoundStatus[]).includes(status) ? null : 'wrong-status'

/** A closing may be taken back while nobody has seen a result of it, also while it is being counted anew. */
export function refuseDeparture(
  kind: Departure,
  round: Living & { readonly talliedAt: Instant | null },
  now: Instant,
): 'wrong-status' | 'round-not-ready' | null {
  if (round.status !== departsFrom[kind]) return 'wrong-status'
  switch (kind) {
    case 'open':
      return now < round.opensAt ? refuseOpening(round, now) : 'wrong-status'
    case 'close':
      return now < round.closesAt ? null : 'wrong-status'
    case 'reopen':
      return round.talliedAt === null ? null : 'wrong-status'
  }
}

/** A round nobody gave a question set to does not open; past its end none does. */
function refuseOpening(round: Living, now: Instant): 'wrong-status' | 'round-not-ready' | null {
  if (phaseAt(round, now) === 'closed') return 'wrong-status'
  return round.lockedSetId === null ? 'round-not-ready' : null
}

/** The step that takes the result of a round back; null when it has none, or everybody has seen it. */
export const retractionFrom = (status: RoundStatus): RoundStep | null =>
  [staffSteps.retract, staffSteps.retractApproved].find(({ from }) => from === status) ?? null

/** The act that brings a round on; null while that is the clock's business, and at the end. */
export const nextAct = (status: RoundStatus): RoundAct | null =>
  (['tally', 'approve', 'publish'] as const).find((act) => staffSteps[act].from === status) ?? null

/**
 * The step the clock takes next, and from when. A round nobody gave a question set to stays scheduled, and its checklist
 * says so; past its end it never opens.
 */
export function clockStepOf(
  round: Living,
  now: Instant,
  closingGraceMs: number,
): { readonly step: ClockStep; readonly dueAt: Instant } | null {
  switch (round.status) {
    case clockSteps.open.from:
      return refuseOpening(round, now) === null ? { step: 'open', dueAt: round.opensAt } : null
    case clockSteps.close.from:
      return { step: 'close', dueAt: round.closesAt }
    case clockSteps.seal.from:
      return { step: 'seal', dueAt: round.closesAt + closingGraceMs }
    case 'closed':
    case 'tallied':
    case 'approved':
    case 'published':
      return null
  }
}

export const firstStatus = roundStatuses[0]

const hasReached = (status: RoundStatus, other: RoundStatus): boolean => roundStatuses.indexOf(status) >= roundStatuses.indexOf(other)

/** It has not opened: its window, its blueprint and its set may still be changed. */
export const awaitsOpening = (status: RoundStatus): boolean => status === firstStatus

/** Contestants may start. */
export const isOpen = (status: RoundStatus): boolean => status === 'open'

/** Attempts may be running in it, or on their way. */
export const runningStatuses = [clockSteps.close.from, clockSteps.seal.from] as const satisfies readonly RoundStatus[]

/** Somebody may just be taking part. */
export const isRunning = (status: RoundStatus): boolean => (runningStatuses as readonly RoundStatus[]).includes(status)

/** Past its end, while what arrived in time is being stored. */
export const isClosing = (status: RoundStatus): boolean => status === 'closing'

/** The clock has a step to take in it. */
export const isInMotion = (status: RoundStatus): boolean => !logIsClosed(status)

/** Nothing is added to its entries any more: they may be analysed and tallied. */
export const logIsClosed = (status: RoundStatus): boolean => hasReached(status, 'closed')

/** It has standings and awards, for its staff at least. */
export const hasResult = (status: RoundStatus): boolean => hasReached(status, 'tallied')

export const isApproved = (status: RoundStatus): boolean => hasReached(status, 'approved')

/** Everybody may read its result. */
export const isPublished = (status: RoundStatus): boolean => hasReached(status, 'published')

/** Over, and its result is still the jury's business. */
export const awaitsPublication = (status: RoundStatus): boolean => logIsClosed(status) && !isPublished(status)

/** What the public may know. */
export const publicStatuses = ['scheduled', 'open', 'closed', 'published'] as const satisfies readonly RoundStatus[]
export type PublicStatus = (typeof publicStatuses)[number]

/**
 * The jury's steps between closing and publication all read as `closed`. A round past its closing instant reads as
 * closed at once, also while what arrived in time is still being stored.
 */
export function publicStatus(round: { readonly status: RoundStatus } & Window, now: Instant): PublicStatus {
  if (isPublished(round.status)) return 'published'
  if (awaitsOpening(round.status)) return phaseAt(round, now) === 'closed' ? 'closed' : 'scheduled'
  return isOpen(round.status) && now < round.closesAt ? 'open' : 'closed'
}

/** What a round may have that an official document is made from. */
export const documentNeeds = ['locked-set', 'result'] as const
export type DocumentNeed = (typeof documentNeeds)[number]

export const roundHas = (need: DocumentNeed, { lockedSetId, status }: Pick<Living, 'lockedSetId' | 'status'>): boolean =>
  need === 'locked-set' ? lockedSetId !== null : hasResult(status)
