/**
 * A PostgreSQL cluster of the tests' own: made in a temporary directory, listening on a free loopback port, run by a user
 * that is not root; removed when stopped, and also when this process is interrupted.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export interface Cluster {
  /** Of a database that is empty and stays so: tests make their own beside it (databases.ts). */
  readonly url: string
  stop(): Promise<void>
}

const superuser = 'hoithi'
/** Nothing of it outlives the run, so nothing waits for the disk. */
const notDurable = ['fsync', 'synchronous_commit', 'full_page_writes'].flatMap((setting) => ['-c', `${setting}=off`])

/** @param isDurable with fsync on as in production: wherever something is killed or measured */
export async function startPostgres({ isDurable }: { readonly isDurable: boolean } = { isDurable: true }): Promise<Cluster> {
  const bin = binaries()
  const user = unprivilegedUser()
  const directory = mkdtempSync(join(tmpdir(), 'hoithi-postgres-'))
  let server: ChildProcess | null = null
  const end = (): void => {
    endNow(server, directory)
  }
  const interrupted = (signal: NodeJS.Signals): void => {
    end()
    forget()
    process.kill(process.pid, signal)
  }
  const forget = (): void => {
    process.off('exit', end)
    process.off('SIGINT', interrupted)
    process.off('SIGTERM', interrupted)
    process.off('SIGHUP', interrupted)
  }
  process.on('exit', end)
  process.on('SIGINT', interrupted)
  process.on('SIGTERM', interrupted)
  process.on('SIGHUP', interrupted)
  try {
    if (user !== null) chownSync(directory, user.uid, user.gid)
    const data = join(directory, 'data')
    const made = spawnSync(
      join(bin, 'initdb'),
      ['--pgdata', data, '--username', superuser, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
      { ...user, cwd: directory, encoding: 'utf8' },
    )
    if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
    const port = await freePort()
    let log = ''
    server = spawn(
      join(bin, 'postgres'),
      [
        '-D',
        data,
        '-p',
        String(port),
        '-k',
        directory,
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'max_connections=200',
        ...(isDurable ? [] : notDurable),
      ],
      { ...user, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000)
    })
    const url = `postgres://${superuser}@127.0.0.1:${String(port)}/postgres`
    await untilReady(url, server, () => log)
    return {
      url,
      stop: async () => {
        await stopServer(server)
        end()
        forget()
      },
    }
  } catch (error) {
    end()
    forget()
    throw error
  }
}

/** Directory of the newest version's programs. */
function binaries(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).filter((name) => existsSync(join(root, name, 'bin', 'initdb'))) : []
  const newest = versions.sort((one, other) => Number(other) - Number(one))[0]
  if (newest !== undefined) return join(root, newest, 'bin')
  const { status, stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  if (status === 0 && existsSync(join(stdout.trim(), 'initdb'))) return stdout.trim()
  throw new Error('PostgreSQL is needed for the tests: apt-get install postgresql (or put its programs on PATH)')
}

/** PostgreSQL refuses to run as root; null when we are somebody else already. */
function unprivilegedUser(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, name], { encoding: 'utf8' }).stdout.trim())
    if (uid !== undefined && gid !== undefined && uid !== '' && gid !== '') return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => {
        resolve(port)
      })
    })
  })
}

async function untilReady(url: string, server: ChildProcess, log: () => string): Promise<void> {
  for (let tries = 0; tries < 300 && server.exitCode === null; tries++) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await sleep(50)
    }
  }
  throw new Error(`PostgreSQL did not start: ${log()}`)
}

/** SIGINT: fast shutdown, connections are dropped. */
async function stopServer(server: ChildProcess | null): Promise<void> {
  if (server === null || server.exitCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGINT')
  await gone
}

/** Without waiting for events: the process may be about to end. SIGQUIT is the immediate shutdown. */
function endNow(server: ChildProcess | null, directory: string): void {
  if (server !== null && server.exitCode === null && server.signalCode === null) {
    server.kill('SIGQUIT')
    const clock = new Int32Array(new SharedArrayBuffer(4))
    for (let tries = 0; tries < 250 && existsSync(join(directory, 'data', 'postmaster.pid')); tries++) Atomics.wait(clock, 0, 0, 20)
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
