/** The throw-away contest: the shipped files of Phú Lộc, dated so that round 1 is open now and round 2 follows. */
import type { ContestRules } from '#contest/rules/rules.ts'
import type { Instant } from '#contest/values.ts'
import { runsServer, type StaffRole } from '#contest/roles.ts'
import { barredContestants } from '#store/people/boards.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { latestLockedSet } from '#store/rounds/locked-sets.ts'
import { peopleOf, unitsOf } from '#store/people/roster.ts'
import { listStaff } from '#store/identity/staff.ts'
import type { App } from '../app.ts'
import { applyContest } from '../contests/apply.ts'
import { lockQuestions } from '../rounds/locking.ts'
import { importBoards, importRoster, importUnits } from '../people/people.ts'
import { importQuestions } from '../questions/import.ts'
import { stepDueRounds } from '../rounds/clock.ts'
import { addStaff } from '../identity/staff-accounts.ts'
import { readUnits } from '#formats/people/units.ts'
import type { ImportFile } from '../files.ts'

const command = { kind: 'command' } as const
const day = 86_400_000

export interface DemoFiles {
  readonly rules: ContestRules
  readonly questions: readonly ImportFile[]
  readonly units: ImportFile
  readonly roster: ImportFile
  readonly boards: ImportFile
}

export interface DemoLogins {
  readonly contestants: readonly { readonly fullName: string; readonly staffCode: string; readonly phone: string }[]
  readonly staff: readonly { readonly role: StaffRole; readonly login: string; readonly password: string }[]
}

/** Round 1 opened an hour ago and lasts five days; each later round starts two days after the one before. */
export function datedNow(rules: ContestRules, now: Instant): ContestRules {
  const start = Math.floor(now / 3_600_000) * 3_600_000
  return {
    ...rules,
    rounds: rules.rounds.map((round, index) => ({ ...round, opensAt: start + index * 7 * day, closesAt: start + (index * 7 + 5) * day })),
  }
}

/** Makes what is missing of the demo contest; a start that was cut off is finished by the next. Returns the logins to print. */
export async function makeDemo(app: App, files: DemoFiles): Promise<DemoLogins> {
  const { slug } = files.rules
  const contest = await contestBySlug(app.database.db, slug)
  if (contest === null || (await latestLockedSet(app.database.db, contest.id)) === null) {
    if (contest === null) await applyContest(app, command, datedNow(files.rules, app.clock.now()), { demo: true })
    await importUnits(app, command, slug, files.units, { dryRun: false })
    const { units } = readUnits(files.units.bytes, { fileName: files.units.name })
    await importRoster(app, command, slug, files.roster, { dryRun: false, units })
    await importBoards(app, command, slug, files.boards, { dryRun: false })
    await importQuestions(app, command, slug, files.questions, { dryRun: false })
    await lockQuestions(app, command, slug)
  }
  const staff = await makeStaff(app, slug)
  await stepDueRounds(app)
  return { contestants: await someContestants(app, slug, files.rules), staff }
}

async function someContestants(app: App, slug: string, rules: ContestRules): Promise<DemoLogins['contestants']> {
  const contest = await contestBySlug(app.database.db, slug)
  if (contest === null) return []
  const barred = await barredContestants(app.database.db, contest.id, rules.access.barredBoards)
  const people = await peopleOf(app.database.db, app.codec, contest.id)
  return people
    .filter(({ id }) => !barred.has(id))
    .sort((a, b) => (a.staffCode < b.staffCode ? -1 : 1))
    .flatMap(({ fullName, staffCode, phone }) => (phone === null ? [] : [{ fullName, staffCode, phone: phone.replace(/^\+84/, '0') }]))
    .slice(0, 5)
}

/** Two organisers, because nobody approves what they wrote themselves; two jurors, whom a result needs; a contributor for the first unit. */
async function makeStaff(app: App, slug: string): Promise<DemoLogins['staff']> {
  const contest = await contestBySlug(app.database.db, slug)
  const unit = contest === null ? undefined : (await unitsOf(app.database.db, contest.id))[0]
  const accounts = [
    { role: 'organiser', login: 'bantochuc', name: 'Ban Tổ chức (dùng thử)' },
    { role: 'organiser', login: 'bantochuc2', name: 'Ban Tổ chức, người thứ hai (dùng thử)' },
    { role: 'juror', login: 'giamkhao', name: 'Ban Giám khảo (dùng thử)' },
    { role: 'juror', login: 'giamkhao2', name: 'Ban Giám khảo, người thứ hai (dùng thử)' },
    { role: 'assistant', login: 'giupviec', name: 'Tổ giúp việc (dùng thử)' },
    { role: 'administrator', login: 'quantri', name: 'Quản trị (dùng thử)' },
    ...(unit === undefined ? [] : [{ role: 'contributor', login: 'guicauhoi', name: `${unit.name} (dùng thử)`, unit: unit.code } as const]),
  ] as const
  const known = new Set((await listStaff(app.database.db)).map(({ login }) => login))
  for (const account of accounts) {
    if (known.has(account.login)) continue
    const { role, login, name } = account
    const first = runsServer(role) ? null : { contest: slug, role, unit: 'unit' in account ? account.unit : null }
    await addStaff(app, command, { login, name, in: first, password: passwordOf(app, login) })
  }
  return accounts.map(({ role, login }) => ({ role, login, password: passwordOf(app, login) }))
}

/** Different in every data directory, the same at every start. */
const passwordOf = (app: App, login: string): string =>
  Buffer.from(app.codec.index('demo password', login)).toString('base64url').slice(0, 14)
