/** What a trial run takes from the real contest. It is read and never written to: rules, units, accounts of the staff, shapes of questions. */
import { demandOf } from '#contest/paper/fixed-sets.ts'
import { awaitsOpening } from '#contest/round-life.ts'
import type { ContestRole } from '#contest/roles.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { RehearsalRequest } from '#contract/operations.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { rolesInContest } from '#store/identity/roles.ts'
import { listStaff, type StaffRecord } from '#store/identity/staff.ts'
import { unitsOf, type UnitRecord } from '#store/people/roster.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { requireAccess, type Who } from '../../access.ts'
import type { App } from '../../app.ts'
import { contestFor } from '../../find.ts'
import { enoughShapes, shapeOf, type QuestionShape } from './invented.ts'

export interface RehearsalSeed {
  /** With the one round that is rehearsed. */
  readonly rules: ContestRules
  readonly units: readonly UnitRecord[]
  /** They sign in to the trial run as they do here. */
  readonly accounts: readonly {
    readonly login: string
    readonly name: string
    readonly passwordHash: string
    readonly passwordGiven: boolean
    readonly role: ContestRole
  }[]
  readonly shapes: readonly QuestionShape[]
  readonly asked: RehearsalRequest
}

/** Stands before the title of everything, on every page and paper. */
const rehearsalMark = 'VẬN HÀNH THỬ'
/** More tell nothing more. */
const mostShapes = 2000

/** What an example left to be written is no reason not to try it. */
const written = (text: string): string => text.replaceAll('…', '...')

/** @throws ContestError `not-found` */
export async function rehearsalSeed(
  app: App,
  who: Who,
  slug: string,
  asked: RehearsalRequest,
): Promise<{ readonly contest: ContestRecord; readonly seed: RehearsalSeed }> {
  requireAccess(who, 'rehearsal.manage')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const { rules } = contest
  const rounds = await roundsOf(db, contest.id)
  const key = (rounds.find(({ status }) => awaitsOpening(status)) ?? rounds.at(-1))?.key
  const round = rules.rounds.find((one) => one.key === key) ?? rules.rounds[0]
  const staff = new Map((await listStaff(db)).filter(({ disabledAt }) => disabledAt === null).map((one) => [one.id, one]))
  const accounts = (await rolesInContest(db, contest.id)).flatMap(({ staffId, role }) => {
    const account = staff.get(staffId)
    // Who sends the questions of a unit has nothing to try here.
    return account === undefined || role === 'contributor' ? [] : [{ ...named(account), role }]
  })
  const approved = (await app.banks.opened(contest.id)).questions.filter(({ state }) => state === 'approved')
  const cells = demandOf({ ...rules.paper, blueprint: round?.draw.blueprint ?? rules.paper.blueprint })
  return {
    contest,
    seed: {
      rules: {
        ...rules,
        title: written(`${rehearsalMark} – ${rules.title}`),
        organiser: { ...rules.organiser, name: written(rules.organiser.name) },
        audience: written(rules.audience),
        // They name real questions by their first words.
        paper: { ...rules.paper, apart: [] },
        rounds: round === undefined ? [] : [{ ...round, draw: { ...round.draw, reuse: true } }],
      },
      units: await unitsOf(db, contest.id),
      accounts,
      shapes: enoughShapes(
        approved.slice(0, mostShapes).map(({ question }) => shapeOf(question)),
        cells,
      ),
      asked,
    },
  }
}

const named = ({ login, name, passwordHash, passwordGiven }: StaffRecord) => ({ login, name, passwordHash, passwordGiven })
