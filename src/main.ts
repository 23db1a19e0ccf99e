/** Wiring: from a configuration to a running application. The only file that knows every folder. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ContestError } from '#contest/errors.ts'
import { atPointer } from '#contest/sign-in/claims.ts'
import { filledIn, needsSecret, proofMs, skewMs } from '#contest/sign-in/provider.ts'
import { monotonicClock, type Clock } from '#adapters/clock.ts'
import { askTimeServer } from '#adapters/time-server.ts'
import { stepBackPool } from '#adapters/priority.ts'
import { giveBackMemory } from '#adapters/spare-memory.ts'
import { KeyFileError, keysIn, loadKeys, type Keys } from '#adapters/keys.ts'
import { remakePicture } from '#adapters/pictures.ts'
import { startThread } from '#adapters/thread.ts'
import { createApart, type Apart } from '#adapters/apart.ts'
import { providerSecrets } from '#adapters/providers/secrets.ts'
import { createDocumentSetter, settingApart } from '#documents/setting.ts'
import { startBeside } from '#adapters/beside.ts'
import { createWholeFolders } from '#adapters/whole-folder.ts'
import { createSheetMaker, sheetThread } from '#documents/sheets/making.ts'
import type { ReadyDocument } from '#documents/official/document.ts'
import { createPeopleReader, createQuestionReader, readingApart, type ReadingRequest, type ReadingResult } from '#formats/apart/reading.ts'
import type { PageHandler } from '#http/pages.ts'
import { isSignedBy, parseCheckpoint } from '#ledger/checkpoint.ts'
import { nodeVerify } from '#store/commit-queue/ledger-crypto.ts'
import { listContests } from '#store/contests/contests.ts'
import { createCodec } from '#store/database/codec.ts'
import { roundSecrets, roundsOf } from '#store/rounds/rounds.ts'
import { sealEarlierResult } from '#store/results/earlier-results.ts'
import { mendMarkedRounds } from '#store/rounds/marked-rounds.ts'
import { keyBodyDigests } from '#store/taking-part/entries.ts'
import { logHead } from '#store/taking-part/logs.ts'
import type { CommitQueue } from '#store/commit-queue/queue.ts'
import { createSqliteQueue } from '#store/commit-queue/sqlite.ts'
import { openDatabase, type Database, type Db } from '#store/database/database.ts'
import { hasFingerprints, holdToFingerprints, isInUse, keyFiles } from '#store/database/key-fingerprints.ts'
import { migrate, schemaState } from '#store/database/migrate.ts'
import { refuseDamaged } from '#store/database/sqlite.ts'
import { holdServerLock, type ServerLock } from '#store/database/server-lock.ts'
import { createAttemptCache } from '#memory/open-attempts.ts'
import { createArrivals } from '#memory/arrivals.ts'
import { createBankCache } from '#memory/banks.ts'
import { createFailures } from '#memory/failures.ts'
import { createLastKnown } from '#memory/last-known.ts'
import { createLockedSets } from '#memory/locked-sets.ts'
import type { App, ProviderDesk, RehearsalTools } from '#usecases/app.ts'
import { endRehearsals } from '#usecases/operations/rehearsal/desk.ts'
import type { PlayDone, PlayJob } from '#usecases/operations/rehearsal/players.ts'
import { keepPublished } from '#usecases/results/published.ts'
import { logEpochs } from '#usecases/rounds/epochs.ts'
import { takeBackHalfWritten } from '#usecases/people/arrivals.ts'
import { createServerClock, type ClockReferences } from '#usecases/server-clock.ts'
import { createAnalysisCache } from '#memory/analyses.ts'
import { createRosterDesk } from '#memory/roster-desk.ts'
import { createRoundRuntimes } from '#memory/rounds.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { createSessionCache } from '#memory/sessions.ts'
import { createParticipants } from '#memory/participants.ts'
import { createStarts } from '#memory/starts.ts'
import type { Config } from '#config.ts'

export interface OpenApp {
  readonly app: App
  /** Finishes what was accepted, then lets go of everything. */
  close(): Promise<void>
}

/**
 * Opens the data, migrating it when it is behind.
 * @param use `server` must be alone in its data directory; a `command` may work beside a running server, and then
 * leaves the commit queue and the rounds' steps to it
 * @param own tests bring a clock they can move (the server's is compared with what else knows the time), and a process that reads
 * files for many applications, which they end themselves
 * @throws ContestError `data-in-use`, `unknown-schema`, `database-missing`, `database-damaged`, `key-missing`, `key-damaged`, `key-exposed`,
 * `key-foreign`
 */
export async function openApp(
  config: Config,
  use: 'server' | 'command',
  own: { readonly clock?: Clock; readonly isCompared?: boolean; readonly reading?: Apart<ReadingRequest, ReadingResult> } = {},
): Promise<OpenApp> {
  const { clock = monotonicClock(), isCompared = true } = own
  mkdirSync(config.data, { recursive: true, mode: 0o700 })
  /** What ends it, in the order in which it was opened. */
  const opened: (() => unknown)[] = []
  const close = async (): Promise<void> => {
    for (let end = opened.pop(); end !== undefined; end = opened.pop()) await end()
  }
  const lock = config.database.dialect === 'sqlite' ? takeLock(config.data, use) : null
  if (lock !== null) opened.push(() => lock.release())
  const alone = config.database.dialect === 'postgres' || lock !== null
  try {
    refuseLostData(config, use)
    const database = openDatabase(config.database)
    opened.push(() => database.close())
    const keys = await openKeys(config, database)
    const codec = createCodec(keys.dataKey)
    await mendMarkedRounds(database.db, 'digests_plain', (db, id) => keyBodyDigests(db, codec, id))
    await mendMarkedRounds(database.db, 'result_plain', (db, id) => sealEarlierResult(db, codec, id))
    const { writeAlone } = database
    const options = { ledgerPrivateKey: keys.ledgerPrivateKey, ledgerPublicKey: keys.ledgerPublicKey, now: () => clock.now(), writeAlone }
    const queue = !alone
      ? queueOfTheServer
      : config.database.dialect === 'sqlite'
        ? await createSqliteQueue(config.database.file, options, use === 'server' ? 'now' : 'when-needed')
        : await (await import('#store/commit-queue/postgres.ts')).createPostgresQueue(config.database.url, options)
    opened.push(() => queue.close())
    const { logHost, closingGraceMs } = config
    const serverClock = createServerClock(clockReferences(config, database), clock, use === 'server')
    if (isCompared) await serverClock.check()
    const reading = own.reading ?? createApart<ReadingRequest, ReadingResult>(readingApart)
    if (own.reading === undefined) opened.push(() => reading.close())
    const setting = createApart<ReadyDocument, Uint8Array>(settingApart)
    opened.push(() => setting.close())
    const sets = createLockedSets(database, codec)
    const app: App = {
      ...{ database, codec, queue, clock, serverClock, logHost, closingGraceMs },
      providers: providersOf(config),
      runtimes: createRoundRuntimes({ database, codec, queue, logHost, sets }, () => clock.now()),
      sessions: createSessionCache(database, codec),
      attempts: createAttemptCache(),
      analyses: createAnalysisCache(),
      documents: createDocumentSetter(setting),
      makeSheet: createSheetMaker((hear) => startThread(sheetThread, null, hear)),
      startThread,
      ...{ readQuestions: createQuestionReader(reading), readPeople: createPeopleReader(reading) },
      ...{ sets, banks: createBankCache(database, codec, sets), derived: createLastKnown(400) },
      ...{ arrivals: createArrivals(database), starts: createStarts(database), participants: createParticipants(database) },
      failures: createFailures(),
      rosterDesk: createRosterDesk(database, codec),
      remakePicture,
      ledgerPublicKey: keys.ledgerPublicKey,
      stepsRounds: alone,
      rehearsalPass: passOf(join(config.data, rehearsalFile)),
      rehearsals: rehearsalTools(config),
    }
    await mendMarkedRounds(database.db, 'publication_due', (db, id) => keepPublished(app, db, id))
    if (alone && use === 'server') await takeBackHalfWritten(database)
    if (use === 'server') createWholeFolders(join(config.data, rehearsalFolder)).sweep()
    opened.push(() => endRehearsals(app))
    await app.runtimes.refresh()
    // Nothing is accepted before the log says which epoch this is.
    if (alone) await logEpochs(app)
    return { app, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What asks them is loaded with the first sign-in: a command, and a contest without providers, start without it. */
function providersOf({ data, signInHosts }: Config): ProviderDesk {
  const made = async (): Promise<ProviderDesk> =>
    (await import('#adapters/providers/desk.ts')).createProviderDesk({
      ...{ folder: join(data, providerSecrets), inside: signInHosts, needsSecret, atPointer, filledIn, proofMs, skewMs },
    })
  let desk: Promise<ProviderDesk> | undefined
  const once = (): Promise<ProviderDesk> => (desk ??= made())
  return {
    begin: async (...asked) => (await once()).begin(...asked),
    receive: async (...asked) => (await once()).receive(...asked),
  }
}

/** In its file beside the keys, for the hosts it may be sent to. */
export async function keepProviderSecret(
  { data }: Config,
  of: { readonly contest: string; readonly provider: string; readonly secret: string; readonly hosts: readonly string[] },
): Promise<void> {
  const { writeSecret } = await import('#adapters/providers/secrets.ts')
  writeSecret(join(data, providerSecrets), of.contest, of.provider, { secret: of.secret, hosts: of.hosts })
}

/** Stands in a data directory that is a trial run's, and holds its pass. */
export const rehearsalFile = 'rehearsal'
const rehearsalFolder = 'rehearsals'
const passOf = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null)
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const rehearsalTools = ({ data, host, logHost, trustProxy, rehearsals }: Config): RehearsalTools => ({
  folders: createWholeFolders(join(data, rehearsalFolder)),
  start: (order, hear) => startBeside(new URL('./cli/operations/rehearsal/conductor.ts', import.meta.url), order, hear),
  // The players come from this machine, each from an address they name.
  place: { host, port: rehearsals.port, logHost: `dien-tap.${logHost}`, trustProxy: [...new Set([...trustProxy, '127.0.0.1', '::1'])] },
  publicAddress: rehearsals.address,
  pid: process.pid,
  isAlive,
})

/** Who plays a trial run, for so long: in a process of its own that has an end. */
export const playersApart = (seconds: number): Apart<PlayJob, PlayDone> => {
  const most = (seconds + 300) * 1000
  return createApart<PlayJob, PlayDone>({
    program: new URL('./usecases/operations/rehearsal/players.ts', import.meta.url),
    limits: { waiting: 1, cpuMs: 2 * most, sleepMs: most, wallMs: most, heapMb: 1024, idleMs: 0, jobs: 1 },
  })
}

/** What the clock is compared with. */
export const clockReferences = ({ timeServer }: Config, database: Database): ClockReferences => ({
  database,
  askTimeServer: timeServer === null ? null : (now) => askTimeServer(timeServer.host, timeServer.port, now),
})

/** A file that is missing beside keys is not made anew, one that is damaged not written to by a server. */
function refuseLostData({ data, database }: Config, use: 'server' | 'command'): void {
  if (database.dialect !== 'sqlite') return
  if (existsSync(database.file)) {
    if (use === 'server') refuseDamaged(database.file)
  } else if (keysIn(data).length > 0) throw new ContestError('database-missing', { file: database.file })
}

/**
 * The keys of this data, with its schema brought up to date. Keys are made only for a database nobody used yet, after it is
 * there: a start that dies between the two leaves what the next one finishes.
 * @throws ContestError `database-missing`, `key-missing`, `key-damaged`, `key-exposed`, `key-foreign`, `unknown-schema`
 */
async function openKeys({ data, database: address }: Config, database: Database): Promise<Keys> {
  const { db } = database
  if ((await schemaState(database)).state === 'empty' && keysIn(data).length > 0) {
    throw new ContestError('database-missing', { file: address.dialect === 'sqlite' ? address.file : 'DATABASE_URL' })
  }
  await migrate(database)
  // Looked for after the wait for others that start at once and may just have made them.
  const present = keysIn(data)
  const missing = keyFiles.find((name) => !present.includes(name))
  if (missing !== undefined && (await isInUse(db))) throw new ContestError('key-missing', { file: join(data, missing) })
  const keys = readKeys(data)
  if (!(await hasFingerprints(db))) await proveKeys(db, keys)
  await holdToFingerprints(db, { 'data.key': keys.dataKey, 'ledger.pem': keys.ledgerPublicKey })
  return keys
}

function readKeys(data: string): Keys {
  try {
    return loadKeys(data)
  } catch (error) {
    throw error instanceof KeyFileError ? new ContestError(error.code, { file: error.file }) : error
  }
}

/** Before a database that knows no keys yet takes these for its own: they open what is sealed and have signed what is signed. */
async function proveKeys(db: Db, { dataKey, ledgerPublicKey }: Keys): Promise<void> {
  for (const { id: contestId } of await listContests(db)) {
    for (const { id } of await roundsOf(db, contestId)) {
      try {
        await roundSecrets(db, createCodec(dataKey), id)
      } catch {
        throw new ContestError('key-foreign', { file: 'data.key' })
      }
      const head = await logHead(db, id)
      const checkpoint = head === null ? null : parseCheckpoint(head.checkpoint)
      if (checkpoint !== null && !isSignedBy(checkpoint, ledgerPublicKey, nodeVerify))
        throw new ContestError('key-foreign', { file: 'ledger.pem' })
    }
  }
}

function takeLock(directory: string, use: 'server' | 'command'): ServerLock | null {
  try {
    return holdServerLock(directory)
  } catch (error) {
    if (use === 'command' && error instanceof ContestError && error.code === 'data-in-use') return null
    throw error
  }
}

const refused = (): Promise<never> => Promise.reject(new ContestError('data-in-use'))

/** What a command sees of the queue while a server owns it. */
const queueOfTheServer: CommitQueue = {
  register: () => undefined,
  startAttempt: refused,
  acceptEntry: refused,
  appendMarker: refused,
  waiting: 0,
  pace: { lately: () => ({ operations: 0, longestMs: 0 }) },
  close: () => Promise.resolve(),
}

/**
 * Connections that may wait to be taken: in the opening second thousands come at once, and one the system turns away is
 * tried again by it only after 1, 3, 7… seconds. The system's own bound (net.core.somaxconn, 4096 by default) holds too.
 */
const BACKLOG = 16_384

export interface RunningServer {
  readonly address: string
  /** Stops listening, finishes what was accepted, closes the data. */
  stop(): Promise<void>
}

/** How long an answer everybody shares may be old. */
const PUBLIC_MS = 1000

/** Opens the data and serves it. What only a server needs is loaded here: a command starts without it. @param pages the built pages; null: the API alone */
export async function serve(
  config: Config,
  pages: PageHandler | null,
  prepare: (app: App) => Promise<void> = () => Promise.resolve(),
): Promise<RunningServer> {
  const [{ buildServer }, { startRoundClock }] = await Promise.all([import('#http/server.ts'), import('#jobs/round-clock.ts')])
  const { app, close } = await openApp(config, 'server')
  try {
    await prepare(app)
    await stepBackPool()
    const server = buildServer(app, { pages, trustProxy: config.trustProxy, log: true, publicAnswers: createSharedAnswers(PUBLIC_MS) })
    // The first page would load code for a tenth of a second while people wait.
    if (pages !== null) await server.inject('/')
    giveBackMemory()
    const clock = startRoundClock(app, (error) => {
      server.log.error({ err: error }, 'a step of a round failed; it is tried again')
    })
    await server.listen({ host: config.host, port: config.port, backlog: BACKLOG })
    const { port } = server.server.address() as AddressInfo
    return {
      address: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${String(port)}`,
      stop: async () => {
        await clock.stop()
        await server.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
