/** A contest with many signed-in contestants, and the real server on it in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { profileOf } from '#contest/person.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { readContestYaml } from '#formats/contests/yaml.ts'
import { recordConsent } from '#store/people/contestants.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { insertPerson, unitsOf } from '#store/people/roster.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { insertSession } from '#store/identity/sessions.ts'
import type { App } from '#usecases/app.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { datedNow } from '#usecases/demo/make-demo.ts'
import { lockQuestions } from '#usecases/rounds/locking.ts'
import { importUnits } from '#usecases/people/people.ts'
import { importQuestions } from '#usecases/questions/import.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import type { Config } from '#config.ts'
import { openApp } from '#main.ts'
import { newId, sha256 } from '#usecases/ids.ts'
import type { ImportFile } from '#usecases/files.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const who = { kind: 'command' } as const

export const shippedFile = (name: string): ImportFile => ({ name, bytes: readFileSync(`${root}contests/phu-loc-2024/${name}`) })

export function shippedRules(): ContestRules {
  const read = readContestYaml(Buffer.from(shippedFile('contest.yaml').bytes).toString('utf8'))
  if (!read.ok) throw new Error(JSON.stringify(read.findings))
  return read.value
}

export const questionFiles = ['de-phong-vhtt.docx', 'de-van-phong.docx', 'de-trung-tam-vhtttt.xlsx'] as const

export interface LiveContest {
  readonly slug: string
  readonly roundId: string
  readonly roundKey: string
  /** Signed in and consented. */
  readonly contestants: readonly { readonly id: string; readonly cookie: string }[]
}

/** Every round may ask all of the bank, and few people predict as many as they like: what is tried is mostly one round. */
const withWholeSets = (rules: ContestRules): ContestRules => ({
  ...rules,
  prediction: { ...rules.prediction, maximum: 100_000 },
  rounds: rules.rounds.map((round) => ({ ...round, draw: { ...round.draw, reuse: true } })),
})

/** Makes the Phú Lộc contest with its questions, round 1 open unless `change` says otherwise, and `contestants` invented people signed in. */
export async function makeLiveContest(
  app: App,
  contestants: number,
  change: (rules: ContestRules) => ContestRules = (rules) => rules,
): Promise<LiveContest> {
  const { db } = app.database
  const rules = change(withWholeSets(datedNow(shippedRules(), app.clock.now())))
  const { slug } = rules
  await applyContest(app, who, rules)
  await importUnits(app, who, slug, shippedFile('units.csv'), { dryRun: false })
  await importQuestions(app, who, slug, questionFiles.map(shippedFile), { dryRun: false })
  await lockQuestions(app, who, slug)
  const contest = await contestBySlug(db, slug)
  if (contest === null) throw new Error('the contest was not made')
  const units = await unitsOf(db, contest.id)
  const now = app.clock.now()
  const people: { id: string; cookie: string }[] = []
  for (let from = 0; from < contestants; from += 1000) {
    await inTransaction(db, async (tx) => {
      for (let i = from; i < Math.min(from + 1000, contestants); i++) {
        const id = newId()
        const staffCode = `LT${String(i + 1).padStart(7, '0')}`
        const unitId = units[i % units.length]?.id ?? ''
        await insertPerson(tx, app.codec, contest.id, { ...profileOf({ staffCode, fullName: `Thí sinh ${staffCode}` }), id, unitId }, now)
        await recordConsent(tx, id, now)
        const token = Buffer.from(sha256(Buffer.from(`${contest.id} ${staffCode}`))).toString('base64url')
        const session = {
          kind: 'contestant',
          subjectId: id,
          contestId: contest.id,
          createdAt: now,
          expiresAt: now + 30 * 86_400_000,
        } as const
        await insertSession(tx, app.codec, { tokenHash: sha256(Buffer.from(token)), ...session })
        people.push({ id, cookie: `hoithi=${token}` })
      }
    })
  }
  await stepDueRounds(app)
  const round = (await roundsOf(db, contest.id))[0]
  if (round === undefined) throw new Error('the contest has no round')
  return { slug, roundId: round.id, roundKey: round.key, contestants: people }
}

/** `makeLiveContest` in a data directory that is opened and closed again. */
export async function prepareLiveContest(
  config: Config,
  contestants: number,
  change?: (rules: ContestRules) => ContestRules,
): Promise<LiveContest> {
  const { app, close } = await openApp(config, 'server')
  try {
    return await makeLiveContest(app, contestants, change)
  } finally {
    await close()
  }
}

export interface ChildServer {
  readonly address: URL
  /** The JSON it printed when it listened. */
  readonly printed: unknown
  readonly process: ChildProcess
  /** SIGTERM, and waits for the end. Resolves with the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>
}

/** Runs a program of this project that prints `{"address": …}` once it listens. */
export async function startChild(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ChildServer> {
  const child = spawn(process.execPath, [`${root}${file}`, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const endWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', endWithUs)
  void exited.then(() => process.off('exit', endWithUs))
  const printed = await new Promise<unknown>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)))
    void exited.then((code) => reject(new Error(`${file} ended with ${String(code)} before it listened`)))
  })
  return {
    address: new URL((printed as { readonly address: string }).address),
    printed,
    process: child,
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

export const serverArguments = (config: Config): readonly string[] => [
  'serve',
  ...['--port', '0', '--json', '--data', config.data],
  ...(config.database.dialect === 'postgres' ? ['--database', config.database.url] : []),
]

export const startServer = (config: Config, environment: Readonly<Record<string, string>> = {}): Promise<ChildServer> =>
  startChild('bin/hoithi.mjs', serverArguments(config), environment)
