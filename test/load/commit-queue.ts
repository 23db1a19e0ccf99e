/**
 * How fast the commit queue alone is, without HTTP: `node test/load/commit-queue.ts [--entries 50000] [--waiting 256]`
 * prints one JSON line a store. Ids are random, as contestants' are: the indexes grow at random places. `HOITHI_TEST_POSTGRES`
 * names a cluster; without it one is started.
 */
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { openDatabase, type Database, type Dialect } from '#store/database/database.ts'
import { migrate } from '#store/database/migrate.ts'
import { makePlace } from '#test/support/databases/places.ts'
import {
  attemptDraft,
  entryDraft,
  genesisLeaf,
  insertContestRows,
  insertRoundRows,
  ledgerKeys,
  openQueue,
  testCodec,
} from '#test/support/contest-rows.ts'
import { startPostgres } from '#test/support/databases/postgres.ts'

const { values } = parseArgs({ options: { entries: { type: 'string', default: '50000' }, waiting: { type: 'string', default: '256' } } })
const entries = Number(values.entries)
const waiting = Number(values.waiting)

/** Keeps `waiting` operations under way until all are done; per second, and latencies in milliseconds. */
async function measure(operation: (at: number) => Promise<unknown>) {
  const latencies = new Float64Array(entries)
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: waiting }, async () => {
      for (let at = next++; at < entries; at = next++) {
        const since = performance.now()
        await operation(at)
        latencies[at] = performance.now() - since
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  latencies.sort()
  const quantile = (q: number) => Number((latencies[Math.floor(q * (entries - 1))] ?? 0).toFixed(2))
  return { per_second: Math.round(entries / seconds), p50_ms: quantile(0.5), p99_ms: quantile(0.99) }
}

async function bench(store: Dialect, database: Database): Promise<void> {
  await migrate(database)
  const codec = testCodec()
  const { log, people } = await database.db.transaction().execute(async (db) => {
    const { contestId, contestantIds } = await insertContestRows(db, codec, { people: entries })
    return { log: await insertRoundRows(db, codec, contestId), people: contestantIds }
  })
  const queue = await openQueue(database, { ...ledgerKeys(), now: Date.now })
  queue.register(log)
  await queue.appendMarker(log.roundId, 'genesis', genesisLeaf(log))
  const attempts = people.map((person) => attemptDraft(log, person))
  const drafts = attempts.map((attempt) => ({ ...entryDraft(attempt), id: randomUUID() }))
  const measured = {
    start: await measure((at) => queue.startAttempt(attempts[at]!)),
    submit: await measure((at) => queue.acceptEntry(drafts[at]!)),
  }
  await queue.close()
  for (const [operation, figures] of Object.entries(measured)) {
    console.log(JSON.stringify({ bench: 'commit-queue', store, operation, entries, waiting, ...figures }))
  }
}

const cluster = process.env['HOITHI_TEST_POSTGRES'] === undefined ? await startPostgres() : null
if (cluster !== null) process.env['HOITHI_TEST_POSTGRES'] = cluster.url
try {
  for (const store of ['sqlite', 'postgres'] as const) {
    const place = await makePlace(store)
    const database = openDatabase(place.address)
    try {
      await bench(store, database)
    } finally {
      await database.close()
      await place.remove()
    }
  }
} finally {
  await cluster?.stop()
}
