/**
 * `npm run bench:pages` (after `node bin/build.ts`): every route that reads, as the server itself lists them, and every page, at 20,000 questions, 100,000 people, 10,000 units and 1,000,000
 * entries of a published round. One JSON line a store, the ten slowest first; `cpu_ms` is CPU time of the main thread for one answer,
 * `stop_ms` the longest it computed without a turn for others, `first` the first answer of a process that knows nothing yet of
 * it, `again` the middle one of three more. `absent`: there is nothing of the kind to look at.
 */
import { randomBytes } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { FastifyInstance, RouteOptions } from 'fastify'
import type { StaffRound } from '#contract/rounds.ts'
import type { Audience } from '#http/guard.ts'
import { loadPages } from '#cli/operations/serving.ts'
import { buildServer } from '#http/server.ts'
import { openApp } from '#main.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { insertSession } from '#store/identity/sessions.ts'
import { putUnit } from '#store/people/roster.ts'
import { makeLiveContest } from '#test/support/live.ts'
import { valueOf } from '#test/support/schema-values.ts'
import type { App } from '#usecases/app.ts'
import { newId, sha256 } from '#usecases/ids.ts'
import { fillRound } from '../entries.ts'
import { round } from '../generator.ts'
import { longestStop, mainCpuMs } from '../loop.ts'
import { storesOf, withStore } from '../stores.ts'
import { pageAddresses } from './addresses.ts'
import { fillBank, signIn } from './filled.ts'

const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '20000' },
    people: { type: 'string', default: '100000' },
    units: { type: 'string', default: '10000' },
    entries: { type: 'string', default: '1000000' },
    store: { type: 'string', default: 'both' },
    /** Only routes that hold this. */
    only: { type: 'string', default: '' },
  },
})
const [questions, people, units, entries] = [values.questions, values.people, values.units, values.entries].map(Number) as [
  number,
  number,
  number,
  number,
]

for (const store of storesOf(values.store)) {
  const { routes, acts } = await withStore(store, async (config) => {
    const prepared = await openApp(config, 'server')
    const contest = await makeLiveContest(prepared.app, 0, (rules) => ({
      ...rules,
      attempts: { ...rules.attempts, perRound: Math.max(1, Math.ceil(entries / people)) },
    }))
    await fillUnits(prepared.app, contest.slug)
    await fillBank(prepared.app, contest.slug, questions)
    await fillRound(prepared.app, contest, entries, people)
    const cookies = {
      staff: await signIn(prepared.app, 'organiser'),
      juror: await signIn(prepared.app, 'juror'),
      secondJuror: await signIn(prepared.app, 'juror', 'juror2'),
      administrator: await signIn(prepared.app, 'administrator'),
    }
    const someone = await someEntry(prepared.app, contest.roundId)
    const contestant = await signInContestant(prepared.app, contest.slug, someone.contestantId)
    await prepared.close()

    const { app, close } = await openApp(config, 'server')
    const { server, reading } = await openServer(app)
    const base = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    const acts = await publish(server, base, cookies)
    const known = (url: string, name: string): string => {
      if (name === 'slug') return contest.slug
      if (name === 'key') return contest.roundKey
      if (name === 'id' && url.includes('/attempts/')) return someone.attemptId
      if (name === 'id' && url.includes('/contestants/')) return someone.contestantId
      if (name === 'round') return contest.roundKey
      if (name === 'attempt') return someone.attemptId
      if (name === 'code' && /\/(?:questions|cau-hoi)\//.test(url)) return 'Q500'
      if (name === 'code' && /\/(?:units|don-vi)\//.test(url)) return 'DV00007'
      if (name === 'code' && url.includes('/nguoi/')) return 'CB7'
      return name === 'code' ? someone.code : 'khong-co'
    }
    const cookieOf = (audience: Audience | undefined, url: string): string => {
      if (audience === 'contestant') return contestant
      if (audience !== 'staff') return ''
      return /:slug|\[slug\]/.test(url) ? cookies.staff : cookies.administrator
    }
    const asked = [
      ...reading.map((route) => ({ route: route.url, url: addressOf(route, known), audience: route.config?.audience })),
      ...pageAddresses(contest.slug, known),
    ]
    const routes = []
    for (const { route, url, audience } of asked) {
      if (!route.includes(values.only)) continue
      const cookie = cookieOf(audience, route)
      const first = await ask(server, 'GET', url, cookie)
      const again = []
      for (let i = 0; i < 3; i++) again.push(await ask(server, 'GET', url, cookie))
      again.sort((a, b) => a.cpu_ms - b.cpu_ms)
      routes.push({ route, first, again: again[1] ?? first })
    }
    await server.close()
    await close()
    return { routes, acts }
  })
  const there = routes.filter(({ first }) => first.status < 400).sort((a, b) => b.again.cpu_ms - a.again.cpu_ms)
  process.stdout.write(
    `${JSON.stringify({
      ...{ bench: 'pages', store, questions, people, units, entries, acts },
      ten_slowest: there.slice(0, 10),
      first_slowest: there.toSorted((a, b) => b.first.cpu_ms - a.first.cpu_ms).slice(0, 10),
      others: there.slice(10).map(({ route, again }) => [route, again.cpu_ms]),
      absent: routes.filter(({ first }) => first.status >= 400).map(({ route, first }) => [route, first.status]),
    })}\n`,
  )
}

/** The routes that answer at once: a page that runs on is another bench's. */
async function openServer(app: App): Promise<{ readonly server: FastifyInstance; readonly reading: readonly RouteOptions[] }> {
  const server = buildServer(app, { pages: await loadPages(), trustProxy: [], log: false, publicAnswers: createSharedAnswers(0) })
  const reading: RouteOptions[] = []
  server.addHook('onRoute', (route) => {
    if (route.method === 'GET' && route.url.startsWith('/api/') && !route.url.endsWith('/live')) reading.push(route)
  })
  await server.ready()
  return { server, reading }
}

function addressOf({ url, schema = {} }: RouteOptions, known: (url: string, name: string) => string): string {
  const { querystring } = schema as { readonly querystring?: unknown }
  const query = querystring === undefined ? '' : new URLSearchParams(valueOf(querystring) as Record<string, string>).toString()
  const path = url.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(known(url, name)))
  return query === '' ? path : `${path}?${query}`
}

async function ask(server: FastifyInstance, method: 'GET' | 'POST', url: string, cookie: string, payload: object = {}) {
  await turn()
  const before = mainCpuMs()
  const started = performance.now()
  const { value, stop } = await longestStop(() =>
    server.inject({ method, url, headers: { cookie }, ...(method === 'POST' && { payload }) }),
  )
  const cpu = mainCpuMs() - before
  const figures = { cpu_ms: round(cpu), stop_ms: round(stop), wall_ms: round(performance.now() - started), bytes: value.rawPayload.length }
  return { status: value.statusCode, ...figures }
}

/** Counts, approves and publishes the round. */
async function publish(server: FastifyInstance, base: string, cookies: Readonly<Record<'staff' | 'juror' | 'secondJuror', string>>) {
  const tally = await ask(server, 'POST', `${base}/tally`, cookies.juror)
  const shown = await server.inject({ url: base, headers: { cookie: cookies.staff } })
  const seen = { digest: (JSON.parse(shown.body) as StaffRound).approval?.digest ?? '' }
  const approve = await ask(server, 'POST', `${base}/approve`, cookies.juror, seen)
  await ask(server, 'POST', `${base}/approve`, cookies.secondJuror, seen)
  return { tally, approve, publish: await ask(server, 'POST', `${base}/publish`, cookies.staff, seen) }
}

async function fillUnits(app: App, slug: string): Promise<void> {
  const contest = await contestBySlug(app.database.db, slug)
  await inTransaction(app.database.db, async (db) => {
    for (let i = 0; i < units; i++) {
      const number = String(i).padStart(5, '0')
      const unit = { code: `DV${number}`, name: `Đơn vị số ${number}`, kind: 'khac', headcount: 40 } as const
      await putUnit(db, contest?.id ?? '', { ...unit, id: newId(), aliases: [], parent: null, validFrom: null, validUntil: null })
    }
  })
}

async function someEntry(app: App, roundId: string) {
  return app.database.db
    .selectFrom('entry')
    .select(['contestant_id as contestantId', 'attempt_id as attemptId', 'code'])
    .where('round_id', '=', roundId)
    .where('log_index', '=', 5)
    .executeTakeFirstOrThrow()
}

async function signInContestant(app: App, slug: string, id: string): Promise<string> {
  const { db } = app.database
  const contest = await contestBySlug(db, slug)
  const at = app.clock.now()
  const token = randomBytes(32).toString('base64url')
  await insertSession(db, app.codec, {
    tokenHash: sha256(Buffer.from(token)),
    ...{ kind: 'contestant', subjectId: id, contestId: contest?.id ?? '', createdAt: at, expiresAt: at + 86_400_000 },
  })
  return `hoithi=${token}`
}
