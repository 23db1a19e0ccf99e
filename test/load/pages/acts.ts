/**
 * `npm run bench:acts`: what the staff's pages ask and do, at a bank of 20,000 questions and a closed round of 60,000 entries. One JSON
 * line a store; `cpu_ms` is CPU time of the main thread for one answer, `stop_ms` the longest it computed without a turn
 * for others. `first` is the first answer of a process that knows nothing yet, `edited` the first after a question changed;
 * `meanwhile` is what was found out beside the pages of a contest after each. `--only overview,units` asks no others.
 */
import { randomBytes } from 'node:crypto'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { FastifyInstance } from 'fastify'
import type { StaffContest } from '#contract/contests.ts'
import { buildServer } from '#http/server.ts'
import { openApp } from '#main.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { makeLiveContest } from '#test/support/live.ts'
import type { StaffRound } from '#contract/rounds.ts'
import { fillRound } from '../entries.ts'
import { fillBank, signIn } from './filled.ts'
import { round } from '../generator.ts'
import { longestStop, mainCpuMs } from '../loop.ts'
import { storesOf, withStore } from '../stores.ts'

const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '20000' },
    entries: { type: 'string', default: '60000' },
    store: { type: 'string', default: 'both' },
    only: { type: 'string', default: '' },
  },
})
const questions = Number(values.questions)
const entries = Number(values.entries)

for (const store of storesOf(values.store)) {
  const figures = await withStore(store, async (config) => {
    const prepared = await openApp(config, 'server')
    const contest = await makeLiveContest(prepared.app, 0)
    await fillBank(prepared.app, contest.slug, questions)
    await fillRound(prepared.app, contest, entries)
    const cookie = await signIn(prepared.app, 'organiser')
    const juror = await signIn(prepared.app, 'juror')
    const secondJuror = await signIn(prepared.app, 'juror', 'juror2')
    await prepared.close()

    const { app, close } = await openApp(config, 'server')
    const server = buildServer(app, { pages: null, trustProxy: [], log: false, publicAnswers: createSharedAnswers(0) })
    await server.ready()
    const base = `/api/staff/contests/${contest.slug}`
    const other = contest.roundKey.replace('1', '2')
    const wanted = (name: string): boolean => values.only === '' || values.only.split(',').includes(name)
    const pages = {
      overview: base,
      round: `${base}/rounds/${contest.roundKey}`,
      blueprint: `${base}/rounds/${other}/blueprint`,
      bank: `${base}/questions`,
      search: `${base}/questions?q=van%20ban&state=approved&page=7`,
      question: `${base}/questions/Q500`,
      similar: `${base}/questions/similar`,
      units: `${base}/units/list`,
      standings: `${base}/rounds/${contest.roundKey}/standings`,
      awards: `${base}/rounds/${contest.roundKey}/awards`,
      audit: `${base}/audit`,
    }
    const figures: Record<string, object> = {}
    if (values.only === '') figures['tally'] = await ask(server, 'POST', `${base}/rounds/${contest.roundKey}/tally`, juror)
    for (const [name, path] of Object.entries(pages)) {
      if (!wanted(name)) continue
      const first = await ask(server, 'GET', path, cookie)
      const meanwhile = name === 'overview' ? [await untilKnown(server, base, cookie)] : []
      const again = []
      for (let i = 0; i < 5; i++) again.push(await ask(server, 'GET', path, cookie))
      again.sort((a, b) => a.cpu_ms - b.cpu_ms)
      await edit(server, base, cookie)
      figures[name] = { first, again: again[2], edited: await ask(server, 'GET', path, cookie), meanwhile }
      if (name === 'overview') meanwhile.push(await untilKnown(server, base, cookie))
    }
    if (wanted('lock')) figures['lock'] = await ask(server, 'POST', `${base}/rounds/${other}/lock`, cookie)
    if (values.only !== '') {
      await server.close()
      await close()
      return figures
    }
    figures['export csv'] = await ask(server, 'GET', `${base}/rounds/${contest.roundKey}/export?format=csv`, cookie)
    figures['export xlsx'] = await ask(server, 'GET', `${base}/rounds/${contest.roundKey}/export?format=xlsx`, cookie)
    const shown = await server.inject({ url: `${base}/rounds/${contest.roundKey}`, headers: { cookie } })
    const { approval } = JSON.parse(shown.body) as StaffRound
    const seen = { digest: approval?.digest ?? '' }
    figures['approve'] = await ask(server, 'POST', `${base}/rounds/${contest.roundKey}/approve`, juror, seen)
    await ask(server, 'POST', `${base}/rounds/${contest.roundKey}/approve`, secondJuror, seen)
    figures['publish'] = await ask(server, 'POST', `${base}/rounds/${contest.roundKey}/publish`, cookie, seen)
    figures['analysis'] = await ask(server, 'GET', `${base}/rounds/${contest.roundKey}/analysis`, cookie)
    await server.close()
    await close()
    return figures
  })
  process.stdout.write(`${JSON.stringify({ bench: 'acts', store, questions, entries, ...figures })}\n`)
}

async function ask(server: FastifyInstance, method: 'GET' | 'POST', url: string, cookie: string, payload: object = {}) {
  await turn()
  const before = mainCpuMs()
  const started = performance.now()
  const { value, stop } = await longestStop(() =>
    server.inject({ method, url, headers: { cookie }, ...(method === 'POST' && { payload }) }),
  )
  const cpu = mainCpuMs() - before
  if (value.statusCode >= 400) throw new Error(`${method} ${url}: ${value.body}`)
  return { cpu_ms: round(cpu), stop_ms: round(stop), wall_ms: round(performance.now() - started) }
}

/** CPU time until the contest's page has nothing left to find out. */
async function untilKnown(server: FastifyInstance, base: string, cookie: string) {
  const before = mainCpuMs()
  const { stop } = await longestStop(async () => {
    for (;;) {
      const { checklist } = (await server.inject({ method: 'GET', url: base, headers: { cookie } })).json<StaffContest>()
      if (!checklist.some(({ checking }) => checking)) return
      await sleep(200)
    }
  })
  return { cpu_ms: round(mainCpuMs() - before), stop_ms: round(stop) }
}

async function edit(server: FastifyInstance, base: string, cookie: string): Promise<void> {
  const answer = await server.inject({
    method: 'POST',
    url: `${base}/questions/bulk`,
    headers: { cookie },
    payload: { codes: ['Q500'], act: { kind: 'source', document: `Văn bản ${randomBytes(4).toString('hex')}` }, dryRun: false },
  })
  if (answer.statusCode !== 200) throw new Error(answer.body)
}
