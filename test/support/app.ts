/** The whole application on a database of its own, driven over `inject()`, with a clock the test moves. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import type { StaffRound } from '#contract/rounds.ts'
import type { StartedAttempt } from '#contract/taking-part.ts'
import { createApart } from '#adapters/apart.ts'
import { readingApart, type ReadingRequest, type ReadingResult } from '#formats/apart/reading.ts'
import { buildServer } from '#http/server.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import type { Dialect } from '#store/database/database.ts'
import type { StaffRole } from '#contest/roles.ts'
import type { App } from '#usecases/app.ts'
import { contests } from '#usecases/contests/apply.ts'
import { addStaff, grantRole, staffAccounts } from '#usecases/identity/staff-accounts.ts'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'
import { makePlace } from './databases/databases.ts'
import { schemasAtFirstUse } from './schemas-at-first-use.ts'

export interface Answer {
  readonly status: number
  // Tests look into answers of every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any
  readonly text: string
  readonly headers: Readonly<Record<string, unknown>>
}

export interface TestApp {
  readonly app: App
  readonly server: FastifyInstance
  readonly clock: { at: number }
  /** Where its keys are. */
  readonly data: string
  call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    options?: {
      readonly cookie?: string
      readonly body?: object
      readonly headers?: Record<string, string>
      /** Where it comes from. */ readonly address?: string
    },
  ): Promise<Answer>
  /**
   * Signs in to the account of this role (and login), made at the first call, in `contest` or in every contest there is;
   * the cookie. A contributor needs a unit at the first call.
   */
  signInAs(
    role: StaffRole,
    options?: {
      readonly login?: string
      readonly contest?: string
      readonly unit?: { readonly contest: string; readonly code: string }
    },
  ): Promise<string>
  /** Sends a file as the raw body. */
  upload(
    path: string,
    cookie: string,
    file: { readonly name: string; readonly bytes: Uint8Array },
    more?: Readonly<Record<string, string>>,
  ): Promise<Answer>
  /** Starts the round and gives the paper as shown. */
  start(roundId: string, cookie: string): Promise<StartedAttempt>
  close(): Promise<void>
}

/** One process reads the files of all applications of a test file: starting one takes longer than most tests. */
const reading = createApart<ReadingRequest, ReadingResult>(readingApart)

export const testStart = Date.UTC(2026, 8, 7, 1, 0, 0)

/**
 * @param beside another process on the same PostgreSQL, closed before it
 * @param trustProxy proxies that are named
 */
export async function makeTestApp(dialect: Dialect, beside?: TestApp, trustProxy: readonly string[] = []): Promise<TestApp> {
  const place =
    beside === undefined ? await makePlace(dialect, true) : { address: beside.app.database.address, remove: () => Promise.resolve() }
  const data = beside?.data ?? mkdtempSync(join(tmpdir(), 'hoithi-app-'))
  const clock = beside?.clock ?? { at: testStart }
  const usual = readConfig({ data }, { HOITHI_CLOSING_GRACE_MS: '1000', HOITHI_SIGN_IN_HOSTS: '127.0.0.1' })
  const { app, close } = await openApp({ ...usual, database: place.address }, 'server', {
    clock: { now: () => clock.at, offset: () => 0, follow: () => undefined },
    isCompared: false,
    reading,
  })
  const server = buildServer(app, {
    ...{ pages: null, trustProxy, log: false },
    ...{ publicAnswers: createSharedAnswers(0), schemas: schemasAtFirstUse },
  })
  await server.ready()

  const call: TestApp['call'] = async (method, path, { cookie, body, headers = {}, address } = {}) => {
    const request: InjectOptions = { method, url: path, headers: { ...headers, ...(cookie === undefined ? {} : { cookie }) } }
    if (body !== undefined) request.payload = body
    if (address !== undefined) request.remoteAddress = address
    return answered(request)
  }
  const answered = async (request: InjectOptions): Promise<Answer> => {
    const answer = await server.inject(request)
    let json: unknown = null
    try {
      json = JSON.parse(answer.body)
    } catch {
      // Not every answer is JSON.
    }
    return { status: answer.statusCode, json, text: answer.body, headers: answer.headers }
  }

  return {
    app,
    server,
    clock,
    data,
    call,
    signInAs: async (role, { login = role, contest, unit } = {}) => {
      const password = 'mật khẩu dài của bài thử'
      const who = { kind: 'command' } as const
      const account = (await staffAccounts(app, who)).find((one) => one.login === login)
      const only = contest ?? unit?.contest
      const slugs = only === undefined ? (await contests(app)).map(({ slug }) => slug) : [only]
      const missing = slugs.filter((slug) => account?.roles.some((held) => held.contest === slug) !== true)
      const [first, ...more] = role === 'administrator' ? [] : missing.map((slug) => ({ contest: slug, role, unit: unit?.code ?? null }))
      if (account === undefined && (first !== undefined || role === 'administrator'))
        await addStaff(app, who, { login, name: login, password, in: first ?? null })
      else if (first !== undefined && role !== 'contributor') await grantRole(app, who, login, first)
      if (role !== 'contributor') for (const other of more) await grantRole(app, who, login, other)
      const { headers } = await call('POST', '/api/staff/session', { body: { login, password } })
      return String(headers['set-cookie']).split(';')[0] ?? ''
    },
    upload: (path, cookie, { name, bytes }, more = {}) =>
      answered({
        method: 'POST',
        url: path,
        headers: { cookie, 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name), ...more },
        payload: Buffer.from(bytes),
      }),
    start: async (roundId, cookie) => {
      const { status, json, text } = await call('POST', `/api/rounds/${roundId}/attempts`, { cookie })
      if (status !== 201 && status !== 200) throw new Error(text)
      return json as StartedAttempt
    },
    close: async () => {
      await server.close()
      await close()
      await place.remove()
      if (beside === undefined) rmSync(data, { recursive: true, force: true })
    },
  }
}

/** Takes a step of a round; one on its result names the result as its page shows it. @param round the address of the round */
export async function takeStep(test: Pick<TestApp, 'call'>, round: string, step: string, cookie: string): Promise<Answer> {
  if (step !== 'approve' && step !== 'publish') return test.call('POST', `${round}/${step}`, { cookie })
  const shown = (await test.call('GET', round, { cookie })).json as StaffRound
  return test.call('POST', `${round}/${step}`, { cookie, body: { digest: shown.approval?.digest ?? '0'.repeat(64) } })
}

/** Sessions of those who decide on a result: an organiser and two jurors. */
export type Deciders = Readonly<Record<'organiser' | 'one' | 'two', string>>

export const signInDeciders = async (test: TestApp): Promise<Deciders> => ({
  organiser: await test.signInAs('organiser'),
  one: await test.signInAs('juror'),
  two: await test.signInAs('juror', { login: 'juror2' }),
})
