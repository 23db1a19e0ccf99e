/** What an import says of people who may be written twice, before anything is written. */
import { roleNames } from '#contest/roles.ts'
import { findingLikenesses, findingTwins, type Identity } from '#contest/same-person.ts'
import type { Finding } from '#contest/values.ts'
import { found } from '#formats/findings/findings.ts'
import type { BoardMembership } from '#formats/people/boards.ts'
import type { RosterPerson } from '#formats/people/roster-merge.ts'
import type { Db } from '#store/database/database.ts'
import { runInTurns } from '#store/database/turns.ts'
import { peopleOf, unitsOf } from '#store/people/roster.ts'
import type { App } from '../app.ts'
import { identityOf, insidersOf } from './same-person.ts'

const rowId = (row: number): string => `row ${String(row)}`

/** Rows of a roster that are somebody inside, or somebody who is on the roster under another code. */
export async function rosterLikely(app: App, db: Db, contestId: string, people: readonly RosterPerson[]): Promise<readonly Finding[]> {
  const units = new Map((await unitsOf(db, contestId)).map(({ code, id }) => [code, id]))
  const rows = new Map(people.map((person) => [rowId(person.row), person]))
  const read = people.map((person): Identity => ({ ...person, id: rowId(person.row), unit: units.get(person.unitCode) ?? person.unitCode }))
  const insiders = await insidersOf(app, db, contestId)
  const byId = new Map(insiders.map((one) => [one.id, one]))
  const inside = (await runInTurns(findingLikenesses(read, insiders))).flatMap(({ person, other, certain }) => {
    const [row, insider] = [rows.get(person), byId.get(other)]
    if (row === undefined || insider === undefined) return []
    const values = { row: row.row, name: row.fullName, other: insider.fullName, board: roleNames[insider.board].vi }
    return [found(certain ? 'person-insider' : 'person-maybe-insider', '', values)]
  })
  const given = new Set(people.map(({ staffCode }) => staffCode))
  const others = (await peopleOf(db, app.codec, contestId)).filter(({ staffCode }) => !given.has(staffCode)).map(identityOf)
  const all = new Map([...others, ...read].map((one) => [one.id, one]))
  const twice = (await runInTurns(findingTwins([...others, ...read]))).flatMap(({ person, other }) => {
    const [row, first] = [rows.get(person), all.get(other)]
    if (row === undefined || first === undefined) return []
    return [found('person-maybe-twice', '', { row: row.row, name: row.fullName, other: first.fullName, code: first.staffCode ?? '' })]
  })
  return [...inside, ...twice]
}

/** Rows of the boards that are, or may be, somebody on the roster. */
export async function boardsLikely(app: App, db: Db, contestId: string, members: readonly BoardMembership[]): Promise<readonly Finding[]> {
  const units = new Map((await unitsOf(db, contestId)).map(({ code, id }) => [code, id]))
  const rows = new Map(members.map((member) => [rowId(member.row), member]))
  const people = (await peopleOf(db, app.codec, contestId)).map(identityOf)
  const byId = new Map(people.map((one) => [one.id, one]))
  const read = members.map((member): Identity => ({ ...member, id: rowId(member.row), unit: units.get(member.unitCode ?? '') ?? null }))
  return (await runInTurns(findingLikenesses(people, read))).flatMap(({ person, other, certain }) => {
    const [row, one] = [rows.get(other), byId.get(person)]
    if (row === undefined || one === undefined || certain) return []
    const values = { row: row.row, name: row.fullName, other: one.fullName, code: one.staffCode ?? '' }
    return [found('person-maybe-twice', '', values)]
  })
}
