/** The throw-away contest: the shipped files of Phú Lộc, dated so that round 1 is open now and round 2 follows. */
import { randomBytes } from 'node:crypto'
import type { ContestRules } from '#contest/rules.ts'
import type { Instant } from '#contest/values.ts'
import type { StaffRole } from '#store/schema.ts'
import { barredContestants } from '#store/boards.ts'
import { contestBySlug } from '#store/contests.ts'
import { peopleOf } from '#store/roster.ts'
import type { App } from './app.ts'
import { applyContest } from './contests.ts'
import { importBoards, importRoster, importUnits } from './people.ts'
import { importQuestions, lockQuestions, type ImportFile } from './questions.ts'
import { stepDueRounds } from './rounds.ts'
import { addStaff } from './staff.ts'
import { readUnits } from '#formats/units.ts'

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

/** Makes the demo contest unless it is there; returns the logins to print, or null when it was there. */
export async function makeDemo(app: App, files: DemoFiles): Promise<DemoLogins | null> {
  const { slug } = files.rules
  if ((await contestBySlug(app.database.db, slug)) !== null) return null
  await applyContest(app, command, datedNow(files.rules, app.clock.now()), { demo: true })
  await importUnits(app, command, slug, files.units, { dryRun: false })
  const { units } = readUnits(files.units.bytes, { fileName: files.units.name })
  await importRoster(app, command, slug, files.roster, { dryRun: false, units })
  await importBoards(app, command, slug, files.boards, { dryRun: false })
  await importQuestions(app, command, slug, files.questions, { dryRun: false })
  await lockQuestions(app, command, slug)
  await stepDueRounds(app)
  return { contestants: await someContestants(app, slug, files.rules), staff: await makeStaff(app) }
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
    .slice(0, 3)
}

async function makeStaff(app: App): Promise<DemoLogins['staff']> {
  const accounts = [
    { role: 'organiser', login: 'bantochuc', name: 'Ban Tổ chức (dùng thử)' },
    { role: 'juror', login: 'giamkhao', name: 'Ban Giám khảo (dùng thử)' },
    { role: 'assistant', login: 'giupviec', name: 'Tổ giúp việc (dùng thử)' },
    { role: 'administrator', login: 'quantri', name: 'Quản trị (dùng thử)' },
  ] as const
  const made = []
  for (const account of accounts) {
    const password = randomBytes(9).toString('base64url')
    await addStaff(app, command, { ...account, password })
    made.push({ role: account.role, login: account.login, password })
  }
  return made
}
