/** The steps of a contest: what is done, what this account can do next, and what waits for somebody else. Pure. */
import type { ChecklistItem } from '#contract/contests.ts'
import {
  awaitsOpening,
  hasResult,
  isApproved,
  isPublished,
  logIsClosed,
  permissionFor,
  refuseAct,
  type RoundAct,
} from '#contest/round-life.ts'
import type { Permission } from '#contest/roles.ts'
import type { Bilingual, Instant } from '#contest/values.ts'
import type { Latest } from '#memory/last-known.ts'
import type { BankSize } from '#store/questions/questions.ts'
import type { RoundRecord } from '#store/rounds/rounds.ts'
import { mayDo, type Who } from '../access.ts'

/** By round id: why its papers cannot be drawn from the bank as it is; null when they can. A locked set could serve, or it had not been locked. */
export type Shortages = ReadonlyMap<string, Bilingual | null>

export interface Facts {
  readonly who: Who
  readonly rounds: readonly RoundRecord[]
  readonly isAnnounced: boolean
  readonly contestants: number
  readonly boardMembers: number
  readonly bank: BankSize
  readonly shortages: Latest<Shortages>
  readonly boardsMatter: boolean
  /** null: there are no prizes for units. */
  readonly concluded: boolean | null
  /** Ids of rounds this account has approved already. */
  readonly approved: ReadonlySet<string>
}

type Item = Omit<ChecklistItem, 'next' | 'waits'>

/** An item with what decides whether it comes next. */
interface Step {
  readonly item: Item
  /** null: the clock does it. */
  readonly permission: Permission | null
  /** Everything it needs is there. */
  readonly isReady: boolean
  /** By when it is wanted; what has no date is wanted since the round ended. */
  readonly urgency: Instant
}

/** `next` is what this account may do and is wanted first; `waits` what somebody else must do before. */
export function checklist(facts: Facts): ChecklistItem[] {
  const steps = [...preparation(facts), ...facts.rounds.flatMap((round) => setSteps(facts, round)), ...roundsSteps(facts)]
  const open = steps.filter(({ item, isReady, permission }) => !item.done && !item.checking && isReady && permission !== null)
  const first = (those: readonly Step[]): Step | undefined => those.toSorted((one, other) => one.urgency - other.urgency)[0]
  const next = first(open.filter(({ permission }) => permission !== null && mayDo(facts.who, permission)))
  const waits = first(open.filter(({ permission }) => permission !== null && !mayDo(facts.who, permission)))
  return steps.map(({ item }) => ({ ...item, next: item === next?.item, waits: item === waits?.item }))
}

const itemOf = (id: Item['id'], done: boolean, more: Partial<Item> = {}): Item => ({
  ...{ id, done, checking: false, roundKey: null, dueAt: null, detail: null },
  ...more,
})

function preparation({ who, rounds, isAnnounced, contestants, boardMembers, bank, boardsMatter }: Facts): Step[] {
  const dueAt = rounds[0]?.opensAt ?? null
  const isReady = rounds.some(({ status }) => awaitsOpening(status))
  const step = (id: Item['id'], done: boolean, permission: Permission, more: Partial<Item> = {}): Step => ({
    ...{ item: itemOf(id, done, { dueAt, ...more }), permission, isReady, urgency: dueAt ?? 0 },
  })
  const waiting = {
    vi: `Còn ${String(bank.submitted)} câu chờ duyệt.`,
    en: `${String(bank.submitted)} questions wait for approval.`,
  }
  return [
    step('contest-announced', isAnnounced, 'contest.apply'),
    step('roster-imported', contestants > 0, 'roster.import'),
    ...(boardsMatter ? [step('boards-imported', boardMembers > 0, 'boards.import')] : []),
    step('questions-imported', bank.questions > 0, 'questions.edit'),
    ...(bank.submitted > 0 && mayDo(who, 'questions.see') ? [step('questions-approved', false, 'questions.review', { detail: waiting })] : []),
  ]
}

function setSteps({ shortages: { value, isCurrent } }: Facts, round: RoundRecord): Step[] {
  const of = { roundKey: round.key, dueAt: round.opensAt }
  const isLocked = round.lockedSetId !== null
  const shortage = isLocked ? null : (value?.get(round.id) ?? null)
  const suffices = isLocked || (value !== null && shortage === null)
  const isReady = awaitsOpening(round.status)
  const urgency = round.opensAt
  return [
    {
      item: itemOf('questions-sufficient', suffices, { ...of, detail: shortage, checking: !isCurrent && !isLocked }),
      ...{ permission: 'questions.edit', isReady, urgency },
    },
    { item: itemOf('set-locked', isLocked, of), permission: 'questions.lock', isReady: isReady && suffices, urgency },
  ]
}

function roundsSteps({ rounds, concluded, approved }: Facts): Step[] {
  const steps = rounds.flatMap((round): Step[] => {
    const { status, closesAt, key } = round
    const act = (name: RoundAct, id: Item['id'], done: boolean): Step => ({
      ...{ item: itemOf(id, done, { roundKey: key }), permission: permissionFor(name), urgency: closesAt },
      isReady: refuseAct(name, round) === null && !(name === 'approve' && approved.has(round.id)),
    })
    const byClock = (id: Item['id'], done: boolean, dueAt: Instant): Step => ({
      ...{ item: itemOf(id, done, { roundKey: key, dueAt }), permission: null, isReady: false, urgency: dueAt },
    })
    return [
      byClock('round-opened', !awaitsOpening(status), round.opensAt),
      byClock('round-closed', logIsClosed(status), closesAt),
      act('tally', 'round-tallied', hasResult(status)),
      act('approve', 'round-approved', isApproved(status)),
      act('publish', 'round-published', isPublished(status)),
    ]
  })
  if (concluded === null) return steps
  const last = Math.max(0, ...rounds.map(({ closesAt }) => closesAt))
  const isReady = rounds.every(({ status }) => isPublished(status))
  return [...steps, { item: itemOf('contest-concluded', concluded), permission: 'contest.conclude', isReady, urgency: last }]
}
