/** Which round the lobby is about, and what the contestant may do in it now. */
import { awaitsOpening, isOpen } from '#contest/round-life.ts'
import type { Me, OwnAttempt } from '#contract/taking-part.ts'

export type LobbyRound = Me['rounds'][number]

export type LobbyState =
  /** Counts down to the opening. */
  | 'waiting'
  | 'start'
  /** An attempt is running. */
  | 'resume'
  /** Submitted, and another attempt is allowed. */
  | 'again'
  | 'submitted'
  /** Started, never submitted, and it is too late. */
  | 'unfinished'
  | 'missed'

/** An open round with something left to do, else the next to open, else an open one that is done, else the last one. */
export function chooseRound(rounds: readonly LobbyRound[], now: number): LobbyRound | null {
  const open = rounds.filter(({ status }) => isOpen(status))
  return (
    open.find((round) => lobbyState(round, now) !== 'submitted') ??
    open[0] ??
    rounds.find(({ status }) => awaitsOpening(status)) ??
    rounds.at(-1) ??
    null
  )
}

export function lobbyState(round: LobbyRound, now: number): LobbyState {
  const submitted = round.attempts.some(({ entry }) => entry !== null)
  if (awaitsOpening(round.status)) return 'waiting'
  if (!isOpen(round.status)) return submitted ? 'submitted' : round.attempts.length > 0 ? 'unfinished' : 'missed'
  if (runningAttempt(round, now) !== null) return 'resume'
  if (round.attempts.length < round.attemptsAllowed) return submitted ? 'again' : 'start'
  return submitted ? 'submitted' : 'unfinished'
}

export function runningAttempt(round: LobbyRound, now: number): OwnAttempt | null {
  return round.attempts.find(({ entry, deadlineAt }) => entry === null && now < deadlineAt) ?? null
}

/** Attempts whose time ended while the round goes on, with nothing submitted. */
export const usedUp = (round: LobbyRound, now: number): readonly OwnAttempt[] =>
  isOpen(round.status) ? round.attempts.filter(({ entry, deadlineAt }) => entry === null && now >= deadlineAt) : []

export function lastSubmitted(round: LobbyRound): (OwnAttempt & { entry: NonNullable<OwnAttempt['entry']> }) | null {
  for (const attempt of round.attempts.toReversed()) if (attempt.entry !== null) return { ...attempt, entry: attempt.entry }
  return null
}
