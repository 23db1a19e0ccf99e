/** `hoithi doctor`: what this machine has, before anybody depends on it. */
import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { sql } from 'kysely'
import { doubtfulReadings, notableReadings } from '#contest/clock-doubt.ts'
import { ContestError } from '#contest/errors.ts'
import { clockReferences } from '#main.ts'
import { lastUnnamedProxy, type UnnamedProxy } from '#store/audit/lines.ts'
import { openDatabase, type Database } from '#store/database/database.ts'
import { clockConfirmations } from '#store/operations/clock-readings.ts'
import { schemaState } from '#store/database/migrate.ts'
import { refuseDamaged } from '#store/database/sqlite.ts'
import { readClocks } from '#usecases/server-clock.ts'
import type { Config } from '#config.ts'
import { command, run, type CommonOptions } from '../command.ts'

interface Check {
  readonly name: string
  readonly ok: boolean
  /** A missing browser or an unmade database does not keep a server from running. */
  readonly needed: boolean
  readonly found: string
}

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export function doctorCommand(): Command {
  return command('doctor').action((options: CommonOptions) =>
    run(options, async (output, config) => {
      const data = await database(config)
      // One that cannot be read says no time either.
      const time = data.every(({ ok, needed }) => ok || !needed) ? [await clock(config)] : []
      const checks = [runtime(), ...data, ...time, ...keys(config), pages(), browser()]
      output.result(
        { ok: checks.every(({ ok, needed }) => ok || !needed), checks },
        checks.map(({ name, ok, needed, found }) => `${ok ? '✓' : needed ? '✗' : '·'} ${name}: ${found}`),
      )
      if (checks.some(({ ok, needed }) => !ok && needed)) process.exitCode = 1
    }),
  )
}

const runtime = (): Check => ({
  name: 'runtime',
  ok: Number(process.versions.node.split('.')[0]) >= 24,
  needed: true,
  found: `Node ${process.versions.node} (${process.execPath}), ${process.platform} ${process.arch}`,
})

async function database(config: Config): Promise<readonly Check[]> {
  const { database: address } = config
  if (address.dialect === 'sqlite' && !existsSync(address.file)) {
    return [{ name: 'database', ok: true, needed: false, found: `SQLite ${process.versions['sqlite'] ?? ''}, not made yet` }]
  }
  if (address.dialect === 'sqlite') {
    try {
      refuseDamaged(address.file)
    } catch (error) {
      const found = error instanceof ContestError ? `damaged: ${String(error.detail['pages'])}` : String(error)
      return [{ name: 'database', ok: false, needed: true, found }]
    }
  }
  let opened: Database | null = null
  try {
    opened = openDatabase(address, { connections: 1 })
    const version =
      address.dialect === 'sqlite' ? sql<{ v: string }>`select sqlite_version() as v` : sql<{ v: string }>`select version() as v`
    const { rows } = await version.execute(opened.db)
    const { state } = await schemaState(opened)
    return [
      { name: 'database', ok: true, needed: true, found: `${address.dialect} ${rows[0]?.v ?? ''}` },
      { name: 'schema', ok: state === 'current' || state === 'empty' || state === 'behind', needed: true, found: state },
      proxy(config, state === 'current' ? await lastUnnamedProxy(opened.db) : null),
    ]
  } catch (error) {
    return [{ name: 'database', ok: false, needed: true, found: causeOf(error) }]
  } finally {
    await opened?.close()
  }
}

/** Of storage that is away, what it said itself. */
function causeOf(error: unknown): string {
  if (!(error instanceof ContestError)) return error instanceof Error ? error.message : String(error)
  const { cause } = error.detail
  return typeof cause === 'string' ? `${error.code}: ${cause}` : error.code
}

/** Without its name every visitor is one address to the limits of sign-ins, and their https is not known. */
function proxy({ trustProxy }: Config, unnamed: UnnamedProxy | null): Check {
  if (trustProxy.length > 0) return { name: 'proxy', ok: true, needed: false, found: `believed: ${trustProxy.join(', ')}` }
  if (unnamed === null) return { name: 'proxy', ok: true, needed: false, found: 'none named, none seen' }
  const { at, peer } = unnamed
  const found = `one is in front (${peer}, seen ${new Date(at).toISOString()}) and none is named: set HOITHI_TRUST_PROXY to its address`
  return { name: 'proxy', ok: false, needed: false, found }
}

/** The wall clock beside what else knows the time, as a start of the server compares it. */
async function clock(config: Config): Promise<Check> {
  const name = 'time'
  const now = new Date().toISOString()
  if (config.database.dialect === 'sqlite' && !existsSync(config.database.file)) return { name, ok: true, needed: true, found: now }
  const opened = openDatabase(config.database, { connections: 1 })
  try {
    if ((await schemaState(opened)).state !== 'current') return { name, ok: true, needed: true, found: now }
    const readings = await readClocks(clockReferences(config, opened), () => Date.now())
    const doubts = doubtfulReadings(readings, await clockConfirmations(opened.db))
    const offsets = readings.map(({ source, offsetMs }) =>
      source === 'log' ? `${String(offsetMs)} ms after the last record` : `${String(offsetMs)} ms ahead of the ${source}`,
    )
    const alone = readings.every(({ source }) => source === 'log') ? ['no other clock to ask: name one in HOITHI_TIME_SERVER'] : []
    const isNotable = doubts.length === 0 && notableReadings(readings).length > 0
    return { name, ok: doubts.length === 0 && !isNotable, needed: doubts.length > 0, found: [now, ...offsets, ...alone].join(', ') }
  } catch (error) {
    return { name, ok: false, needed: true, found: causeOf(error) }
  } finally {
    await opened.close()
  }
}

const keys = ({ data }: Config): readonly Check[] =>
  ['data.key', 'ledger.pem'].map((name) => {
    const stat = statSync(join(data, name), { throwIfNoEntry: false })
    if (stat === undefined) return { name, ok: true, needed: false, found: 'not made yet' }
    const mode = stat.mode & 0o777
    return { name, ok: (mode & 0o077) === 0, needed: true, found: `mode ${mode.toString(8).padStart(4, '0')}` }
  })

function pages(): Check {
  const built = existsSync(new URL('../../../build/web/handler.js', import.meta.url))
  return { name: 'pages', ok: built, needed: false, found: built ? 'built' : 'not built: npm run build' }
}

function browser(): Check {
  const path = browsers.find((one) => existsSync(one))
  if (path === undefined) return { name: 'browser', ok: false, needed: false, found: 'none (only the browser tests need one)' }
  try {
    return {
      name: 'browser',
      ok: true,
      needed: false,
      found: execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 }).trim(),
    }
  } catch {
    return { name: 'browser', ok: false, needed: false, found: `${path} does not start` }
  }
}
