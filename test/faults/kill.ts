/**
 * `npm run faults:kill`: kills the server with SIGKILL under load, again and again, then compares every acknowledged
 * receipt to what is stored: none lost, none doubled, indexes contiguous, root recomputed, each receipt verifies.
 * Contestants behave like the page: one entry id each, sent again until it is acknowledged.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { AcceptedEntry, StartedAttempt } from '#contract/taking-part.ts'
import { startServer, prepareLiveContest, type ChildServer, type LiveContest } from '#test/support/live.ts'
import { startPostgres } from '#test/support/databases/postgres.ts'
import { readConfig, type Config } from '#config.ts'
import { compareReceipts } from './compare.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '30' },
    store: { type: 'string', default: 'both' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const kills = Number(values.kills)
const clients = 32

let state = Number(values.seed)
/** A small seeded generator (Park–Miller): a campaign can be run again. */
const chance = (): number => {
  state = (state * 48_271 + 1) % 2_147_483_647
  return state / 2_147_483_647
}

interface Acknowledged {
  readonly contestantId: string
  readonly entry: AcceptedEntry
}

for (const store of ['sqlite', 'postgres'] as const) {
  if (values.store !== 'both' && values.store !== store) continue
  const data = mkdtempSync(join(tmpdir(), 'hoithi-kill-'))
  const cluster = store === 'postgres' ? await startPostgres() : null
  try {
    const config = readConfig({ data, database: cluster?.url, port: '0' }, {})
    const report = await campaign(config)
    process.stdout.write(`${JSON.stringify({ faults: 'kill', store, seed: values.seed, kills, ...report })}\n`)
    if (report.lost + report.doubled + report.wrong > 0 || report.acknowledged === 0) process.exitCode = 1
  } finally {
    await cluster?.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

async function campaign(config: Config) {
  const contest = await prepareLiveContest(config, kills * 1500)
  const acknowledged: Acknowledged[] = []
  const running: { server: ChildServer | null; over: boolean } = { server: await startServer(config), over: false }
  const waiting = [...contest.contestants.keys()]
  const crowd = Array.from({ length: clients }, () => takePart(contest, running, waiting, acknowledged))
  for (let kill = 0; kill < kills; kill++) {
    await sleep(150 + chance() * 500)
    await running.server?.kill()
    running.server = null
    running.server = await startServer(config)
  }
  await sleep(300)
  running.over = true
  await Promise.all(crowd)
  const code = await (running.server as ChildServer).stop()
  if (code !== 0) throw new Error(`the server ended with ${String(code)} on SIGTERM`)
  return { acknowledged: acknowledged.length, ...(await compareReceipts(config, contest, acknowledged)) }
}

/** One client: takes the next contestant, starts, submits until acknowledged, submits once more, and goes on. */
async function takePart(
  contest: LiveContest,
  running: { readonly server: ChildServer | null; readonly over: boolean },
  waiting: number[],
  acknowledged: Acknowledged[],
): Promise<void> {
  const untilAnswered = async <T>(cookie: string, method: string, path: string, body?: object): Promise<T | null> => {
    for (;;) {
      try {
        if (running.server !== null) {
          const answer = await fetch(new URL(path, running.server.address), {
            method,
            headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            signal: AbortSignal.timeout(5000),
          })
          if (answer.ok) return (await answer.json()) as T
          const text = await answer.text()
          if (answer.status < 500) throw new TypeError(`${method} ${path}: ${String(answer.status)} ${text}`)
        }
      } catch (error) {
        if (error instanceof TypeError && error.message.startsWith(method)) throw error
      }
      if (running.over && running.server === null) return null
      await sleep(20)
    }
  }
  while (!running.over) {
    const next = waiting.shift()
    const contestant = next === undefined ? undefined : contest.contestants[next]
    if (contestant === undefined) return
    const { cookie, id } = contestant
    const attempt = await untilAnswered<StartedAttempt>(cookie, 'POST', `/api/rounds/${contest.roundId}/attempts`)
    if (attempt === null) return
    const body = { entryId: `kill-${id}`, answers: attempt.paper.map((_, i) => [(i + (next ?? 0)) % 4]), prediction: next ?? 0 }
    const path = `/api/attempts/${attempt.id}/entry`
    const entry = await untilAnswered<AcceptedEntry>(cookie, 'PUT', path, body)
    if (entry === null) return
    acknowledged.push({ contestantId: id, entry })
    // A retry after the acknowledgement, as a page does that lost it: the same receipt to the byte.
    const again = await untilAnswered<AcceptedEntry>(cookie, 'PUT', path, body)
    if (again !== null && again.receipt !== entry.receipt) throw new Error(`two receipts for ${entry.entryId}`)
  }
}
