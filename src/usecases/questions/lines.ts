/** A question of the bank as the desk shows it, with its people named. */
import type { BankLine, Person } from '#contract/questions.ts'
import type { QuestionContent as WireContent } from '#contract/question.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import { roleMay } from '#contest/roles.ts'
import type { Db } from '#store/database/database.ts'
import type { Author } from '#store/questions/bank.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { rolesInContest } from '#store/identity/roles.ts'
import { listStaff, type StaffRecord } from '#store/identity/staff.ts'
import { uploadLinksOf } from '#store/contributions/upload-links.ts'
import type { App } from '../app.ts'
import { unitDesk } from '../unit-desk.ts'
import type { BankEntry } from '#memory/banks.ts'

export interface BankNames {
  readonly person: (author: Author) => Person
  /** Null for no unit. */
  readonly unit: (unitId: string | null) => string | null
}

export async function bankNames(app: App, contest: Pick<ContestRecord, 'id' | 'rosterRevision'>): Promise<BankNames> {
  const { db } = app.database
  const staff = await listStaff(db)
  const accounts = new Map(staff.map((one) => [one.id, one]))
  const labels = new Map((await uploadLinksOf(db, app.codec, contest.id)).map(({ id, label }) => [id, label]))
  const { byId: units } = await unitDesk(app, contest)
  return {
    unit: (unitId) => (unitId === null ? null : (units.get(unitId)?.name ?? null)),
    person: ({ kind, id }) => {
      const account = kind === 'staff' ? accounts.get(id ?? '') : undefined
      if (account !== undefined) return { login: account.login, name: account.name }
      return { login: null, name: kind === 'link' ? (labels.get(id ?? '') ?? '') : '' }
    },
  }
}

/** Whom a question of this contest may be given to: whoever sees its bank. */
export async function assignableIn(db: Db, contestId: string): Promise<readonly StaffRecord[]> {
  const seeing = new Set(
    (await rolesInContest(db, contestId)).filter(({ role }) => roleMay(role, 'questions.see')).map(({ staffId }) => staffId),
  )
  return (await listStaff(db)).filter(({ id, disabledAt }) => disabledAt === null && seeing.has(id))
}

export const wireContent = (content: QuestionContent): WireContent => ({
  ...content,
  options: [...content.options],
  correct: [...content.correct],
  source: content.source === null ? null : { ...content.source },
  pictures: content.pictures.map((picture) => ({ ...picture })),
})

export function bankLine(entry: BankEntry, names: BankNames, usedIn: ReadonlyMap<string, readonly string[]>): BankLine {
  return {
    code: entry.code,
    content: wireContent(entry.content),
    state: entry.state,
    version: entry.version,
    author: names.person(entry.author),
    unit: names.unit(entry.unitId),
    assignee: entry.assigneeId === null ? null : names.person({ kind: 'staff', id: entry.assigneeId }),
    origin: entry.origin,
    comments: entry.comments,
    apart: [...entry.apart],
    similar: entry.like.length,
    conflicting: entry.like.some(({ keyDiffers }) => keyDiffers),
    usedIn: [...(usedIn.get(entry.code) ?? [])],
    practice: entry.practice,
    changedAt: entry.changedAt,
  }
}
