/** A trial run, made in a store and with keys of its own from what was read of the real contest. */
import { profileOf } from '#contest/person.ts'
import type { Instant } from '#contest/values.ts'
import { contestBySlug, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { insertStaff } from '#store/identity/staff.ts'
import { putRole } from '#store/identity/roles.ts'
import { insertPeople, putUnit, sealPerson, unitsOf } from '#store/people/roster.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import type { App } from '../../app.ts'
import { applyContest } from '../../contests/apply.ts'
import { newId } from '../../ids.ts'
import { importQuestions } from '../../questions/import.ts'
import { lockQuestions } from '../../rounds/locking.ts'
import { inventedPeople, standIns, type InventedPerson } from './invented.ts'
import type { RehearsalSeed } from './seed.ts'

const command = { kind: 'command' } as const

export interface MadeRehearsal {
  readonly slug: string
  readonly roundKey: string
  readonly roundId: string
  readonly opensAt: Instant
  readonly closesAt: Instant
  /** Who plays by themselves. */
  readonly players: readonly InventedPerson[]
  /** Whom the staff may be. */
  readonly spare: readonly InventedPerson[]
}

/** People the staff may play along as. */
const spares = 5
/** From the moment it is made until the round opens: the server starts meanwhile, and people come to the lobby. */
const leadMs = 12_000
const portion = 1000

export async function makeRehearsal(app: App, { rules, units, accounts, shapes, asked }: RehearsalSeed): Promise<MadeRehearsal> {
  const { db } = app.database
  const far = app.clock.now() + 86_400_000
  const [round] = rules.rounds
  if (round === undefined) throw new Error('a contest without a round cannot be tried')
  const dated = (opensAt: Instant) => ({ ...rules, rounds: [{ ...round, opensAt, closesAt: opensAt + asked.seconds * 1000 }] })
  await applyContest(app, command, dated(far))
  const contest = (await contestBySlug(db, rules.slug)) as ContestRecord
  const everybody = inventedPeople(asked.contestants + spares)
  await inTransaction(db, async (tx) => {
    for (const unit of units) await putUnit(tx, contest.id, { ...unit, id: newId() })
    if (units.length === 0) await putUnit(tx, contest.id, { ...nowhere, id: newId() })
    for (const { role, ...account } of accounts) {
      const at = app.clock.now()
      const staff = { ...account, id: newId(), administrator: false, disabledAt: null, createdAt: at }
      await insertStaff(tx, staff)
      await putRole(tx, { staffId: staff.id, contestId: contest.id, role, unitId: null }, at)
    }
  })
  await insertEverybody(app, contest.id, everybody)
  const file = { format: 'hoithi-questions', version: 1, questions: standIns(shapes, everybody.length) }
  const bytes = Buffer.from(JSON.stringify(file))
  await importQuestions(app, command, rules.slug, [{ name: 'dien-tap.json', bytes }], { dryRun: false, format: 'json' })
  await lockQuestions(app, command, rules.slug)
  const opensAt = app.clock.now() + leadMs
  await applyContest(app, command, dated(opensAt), { reason: rules.title })
  const stored = (await roundsOf(db, contest.id))[0]
  return {
    ...{ slug: rules.slug, roundKey: round.key, roundId: stored?.id ?? '' },
    ...{ opensAt, closesAt: opensAt + asked.seconds * 1000 },
    players: everybody.slice(0, asked.contestants),
    spare: everybody.slice(asked.contestants),
  }
}

/** Where nobody has entered a unit yet. */
const nowhere = {
  ...{ code: 'DT', name: 'Đơn vị diễn tập', kind: 'khac', headcount: 0 },
  ...{ aliases: [], parent: null, validFrom: null, validUntil: null },
} as const

async function insertEverybody(app: App, contestId: string, people: readonly InventedPerson[]): Promise<void> {
  const { db } = app.database
  const all = (await unitsOf(db, contestId)).filter(({ validUntil }) => validUntil === null)
  const units = all.length > 0 ? all : await unitsOf(db, contestId)
  for (let from = 0; from < people.length; from += portion) {
    const sealed = people
      .slice(from, from + portion)
      .map((person, index) =>
        sealPerson(app.codec, contestId, { ...profileOf(person), id: newId(), unitId: units[(from + index) % units.length]?.id ?? '' }),
      )
    await inTransaction(db, (tx) => insertPeople(tx, contestId, sealed, app.clock.now()))
  }
}
