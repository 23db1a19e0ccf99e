/**
 * The process of a trial run: it makes one in a data directory of its own, or serves one and has it played. It knows nothing of the real
 * data, not even where it is, and ends with whoever began it.
 */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ContestError } from '#contest/errors.ts'
import { logIsClosed } from '#contest/round-life.ts'
import { roundById } from '#store/rounds/rounds.ts'
import type { App } from '#usecases/app.ts'
import { makeRehearsal } from '#usecases/operations/rehearsal/make.ts'
import type { RehearsalOrder, RehearsalSaid } from '#usecases/operations/rehearsal/orders.ts'
import { rehearsalReport } from '#usecases/operations/rehearsal/report.ts'
import { readConfig, type Config } from '#config.ts'
import { openApp, playersApart, rehearsalFile, serve } from '#main.ts'
import { loadPages, pagesAreBuilt } from '../serving.ts'

const say = (said: RehearsalSaid): void => void process.send?.(said)
const closingGraceMs = 2000

function configOf({ data, place }: RehearsalOrder): Config {
  const { host, port, logHost, trustProxy } = place
  return { ...readConfig({ data }, {}), ...{ host, port, logHost, trustProxy, closingGraceMs, timeServer: null } }
}

async function make(order: Extract<RehearsalOrder, { kind: 'make' }>): Promise<void> {
  const config = configOf(order)
  const { app, close } = await openApp(config, 'server')
  try {
    // From the first moment on this data says itself that it is none.
    writeFileSync(join(config.data, rehearsalFile), randomBytes(18).toString('base64url'), { mode: 0o600 })
    const made = await makeRehearsal(app, order.seed)
    await close()
    say({ kind: 'made', made })
  } finally {
    await close()
  }
}

async function present(order: Exclude<RehearsalOrder, { kind: 'make' }>): Promise<void> {
  const served: App[] = []
  const running = await serve(configOf(order), pagesAreBuilt() ? await loadPages() : null, (app) => {
    served.push(app)
    return Promise.resolve()
  })
  process.once('SIGTERM', () => void running.stop().finally(() => process.exit(0)))
  const [app] = served
  const pass = app?.rehearsalPass ?? null
  if (app === undefined || pass === null) throw new Error('no trial run')
  say({ kind: 'serving', address: running.address, pass })
  const report = await play(order, app, { port: Number(new URL(running.address).port), pass })
  say({ kind: 'report', report })
}

async function play(
  { made, asked }: Extract<RehearsalOrder, { kind: 'play' }>,
  app: App,
  at: { readonly port: number; readonly pass: string },
) {
  const { slug, opensAt, closesAt, players } = made
  const apart = playersApart(asked.seconds)
  try {
    const outcome = await apart.run({ host: '127.0.0.1', ...at, slug, opensAt, closesAt, players, asked, pages: pagesAreBuilt() })
    if (!outcome.ok) throw new Error(`the players: ${outcome.why}`)
    say({ kind: 'counting' })
    for (;;) {
      const round = await roundById(app.database.db, made.roundId)
      if (round !== null && logIsClosed(round.status)) break
      await sleep(200)
    }
    return await rehearsalReport(app, made, outcome.value.played, outcome.value.codes)
  } finally {
    apart.close()
  }
}

function reasonOf(error: unknown): string {
  const found = error instanceof ContestError ? (error.detail.findings ?? []) : []
  return [error instanceof Error ? error.message : String(error), ...found.map(({ message }) => message.vi)].join(' ')
}

process.on('disconnect', () => process.exit(0))
process.once('message', (order: RehearsalOrder) => {
  const doing = order.kind === 'make' ? make(order).then(() => process.exit(0)) : present(order)
  doing.catch((error: unknown) => {
    say({ kind: 'failed', why: reasonOf(error) })
    // What was said has to be out before.
    setTimeout(() => process.exit(1), 100)
  })
})
