/**
 * `npm run faults:kill`: kills the server with SIGKILL under load, again and again, then compares every acknowledged
 * receipt to what is stored: none lost, none doubled, indexes contiguous, root recomputed, each receipt verifies.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startServer, prepareLiveContest, type ChildServer } from '#test/support/live.ts'
import { startPostgres } from '#test/support/databases/postgres.ts'
import { readConfig, type Config } from '#config.ts'
import { compareReceipts } from './compare.ts'
import { takePart, type Acknowledged } from './crowd.ts'

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
  const crowd = Array.from({ length: clients }, () =>
    takePart({ contest, running, waiting, acknowledged, name: 'kill', seen: () => undefined }),
  )
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
