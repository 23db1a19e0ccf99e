/** Lines of the audit with what their ids are called now. */
import { usualZone } from '#contest/calendar.ts'
import { both, type AuditNames } from '#contest/audit/facts.ts'
import { accountWords, contestantWords, sentenceOf, type AuditAccount, type AuditSentence } from '#contest/audit/sentence.ts'
import { roundWordOf } from '#contest/rulebook/round-word.ts'
import { foldText } from '#contest/text.ts'
import type { Bilingual } from '#contest/values.ts'
import { formatInstant, formatPreciseTime } from '#contest/wording.ts'
import type { AuditRecord } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { listStaff } from '#store/identity/staff.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import { unitDesk } from '../unit-desk.ts'
import { documents } from '../documents/registry.ts'

export interface ReadLine extends Omit<AuditRecord, 'id' | 'actorId' | 'subjectId'> {
  /** Accounts by their logins, everybody else by their ids. */
  readonly actor: string | null
  readonly subject: string | null
  /** Whom it was done to, in words. */
  readonly whom: Bilingual | null
  readonly sentence: AuditSentence
}

export interface AuditReader {
  readonly zone: string
  read(record: AuditRecord): ReadLine
  /** Ids of the accounts with this login or name, and this itself: it may be an id. */
  peopleCalled(person: string): readonly string[]
}

/** @param contest null: of the server, in the zone of its first contest */
export async function readerOf(app: App, contest: ContestRecord | null): Promise<AuditReader> {
  const { db } = app.database
  const staff = await listStaff(db)
  const accounts = new Map<string, AuditAccount>()
  for (const { id, login, name, disabledAt } of staff) {
    const account = { name, login, ended: disabledAt !== null }
    accounts.set(id, account)
    // Some events name who asked by login.
    accounts.set(login, account)
  }
  const rounds = new Map(contest === null ? [] : (await roundsOf(db, contest.id)).map(({ key, name }) => [key, name]))
  const units = contest === null ? null : (await unitDesk(app, contest)).byCode
  const titles = new Map(documents.map(({ id, title }) => [id, title]))
  const zone = contest?.rules.zone ?? usualZone
  const names: AuditNames = {
    zone,
    word: contest === null ? 'tuần' : roundWordOf(contest.rules),
    round: (key) => rounds.get(key) ?? key,
    unit: (code) => units?.get(code)?.name ?? code,
    account: (id) => {
      const account = accounts.get(id)
      return account === undefined ? both(id) : accountWords(account)
    },
    document: (id) => titles.get(id) ?? both(id),
  }
  const loginOf = (id: string | null): string | null => (id === null ? null : (accounts.get(id)?.login ?? id))
  const whomOf = (id: string | null): Bilingual | null => {
    if (id === null) return null
    const account = accounts.get(id)
    return account === undefined ? contestantWords(id) : accountWords(account)
  }
  return {
    zone,
    read: ({ id: _, actorId, subjectId, ...record }) => {
      const [whom, account] = [whomOf(subjectId), accounts.get(actorId ?? '') ?? null]
      const line = { ...record, actorId, account, subject: whom }
      return { ...record, actor: loginOf(actorId), subject: loginOf(subjectId), whom, sentence: sentenceOf(line, names) }
    },
    peopleCalled: (person) => {
      const wanted = foldText(person)
      const called = staff.filter(({ login, name }) => login === wanted || foldText(name).includes(wanted))
      return [...called.map(({ id }) => id), person]
    },
  }
}

/** All that is shown of a line, in both languages, folded. */
export function searchedText({ at, sentence: { who, did, changes, reason, where } }: ReadLine, zone: string): string {
  const said = [who, did, where, ...changes.flatMap(({ what, before, after }) => [what, before, after])]
  const texts = said.flatMap((one) => (one === null ? [] : [one.vi, one.en]))
  return foldText([...texts, reason ?? '', formatInstant(at, zone, 'vi'), formatPreciseTime(at, zone, 'vi')].join(' '))
}
