import { describe, expect, it } from 'vitest'
import type { RoundStatus } from '#contest/round-life.ts'
import type { StaffRole } from '#contest/roles.ts'
import type { RoundRecord } from '#store/rounds/rounds.ts'
import type { Who } from '../access.ts'
import { checklist, type Facts } from './checklist.ts'

const as = (role: StaffRole): Who => ({ kind: 'staff', id: role, login: role, name: role, role, contestId: 'c', unitId: null })
const round = (number: number, status: RoundStatus, locked = true): RoundRecord =>
  ({
    ...{ id: `r${String(number)}`, key: `tuan-${String(number)}`, name: `Tuần ${String(number)}`, status },
    ...{ opensAt: number * 100, closesAt: number * 100 + 50, lockedSetId: locked ? 's' : null },
  }) as RoundRecord
const facts = (rounds: readonly RoundRecord[], role: StaffRole, more: Partial<Facts> = {}): Facts => ({
  ...{ who: as(role), rounds, isAnnounced: true, contestants: 5, boardMembers: 3, boardsMatter: true, concluded: false, approved: new Set() },
  bank: { questions: 40, approved: 40, submitted: 0 },
  shortages: { value: new Map(rounds.map(({ id }) => [id, null])), isCurrent: true },
  ...more,
})
const said = (of: Facts): { readonly next: string | undefined; readonly waits: string | undefined } => {
  const items = checklist(of)
  const name = (item: (typeof items)[number] | undefined) => item && `${item.id}${item.roundKey === null ? '' : ` ${item.roundKey}`}`
  return { next: name(items.find(({ next }) => next)), waits: name(items.find(({ waits }) => waits)) }
}

describe('what is to be done next', () => {
  it('is never an opening or a closing, which the clock does', () => {
    expect(said(facts([round(1, 'scheduled'), round(2, 'scheduled')], 'organiser'))).toEqual({ next: undefined, waits: undefined })
    expect(said(facts([round(1, 'open'), round(2, 'scheduled')], 'organiser'))).toEqual({ next: undefined, waits: undefined })
  })

  it('is what is wanted first: a round that has ended before the set of the one to come', () => {
    const rounds = [round(1, 'closed'), round(2, 'scheduled', false)]
    expect(said(facts(rounds, 'organiser')).next).toBe('round-tallied tuan-1')
    expect(said(facts([round(1, 'published'), round(2, 'scheduled', false)], 'organiser')).next).toBe('set-locked tuan-2')
  })

  it('is only what the account may do; what others must do is waited for', () => {
    const rounds = [round(1, 'tallied'), round(2, 'scheduled')]
    expect(said(facts(rounds, 'organiser'))).toEqual({ next: undefined, waits: 'round-approved tuan-1' })
    expect(said(facts(rounds, 'juror'))).toEqual({ next: 'round-approved tuan-1', waits: undefined })
    expect(said(facts(rounds, 'juror', { approved: new Set(['r1']) }))).toEqual({ next: undefined, waits: undefined })
    expect(said(facts([round(1, 'approved')], 'juror'))).toEqual({ next: undefined, waits: 'round-published tuan-1' })
  })

  it('counts the questions that wait for approval, while a round is to come', () => {
    const bank = { questions: 40, approved: 28, submitted: 12 }
    const [waiting] = checklist(facts([round(1, 'scheduled', false)], 'juror', { bank })).filter(({ next }) => next)
    expect(waiting).toMatchObject({ id: 'questions-approved', detail: { vi: 'Còn 12 câu chờ duyệt.' } })
    expect(said(facts([round(1, 'published')], 'juror', { bank, concluded: null })).next).toBeUndefined()
  })

  it('is no preparation any more once all rounds have opened, and ends with the prizes of the units', () => {
    const over = [round(1, 'published'), round(2, 'published')]
    expect(said(facts(over, 'organiser', { boardMembers: 0 })).next).toBe('contest-concluded')
    expect(said(facts(over, 'juror'))).toEqual({ next: undefined, waits: 'contest-concluded' })
    expect(said(facts(over, 'organiser', { concluded: true }))).toEqual({ next: undefined, waits: undefined })
  })

  it('locks nothing the bank does not suffice for, and says what is missing', () => {
    const missing = { vi: 'Thiếu 3 câu.', en: '3 questions are missing.' }
    const shortages = { value: new Map([['r1', missing]]), isCurrent: true }
    expect(said(facts([round(1, 'scheduled', false)], 'organiser', { shortages })).next).toBe('questions-sufficient tuan-1')
  })
})
