/** A server never opens data beside the wrong keys, keys beside no data, or a damaged file; and makes nothing new then. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig, type Config } from '#config.ts'
import { loadKeys } from '#adapters/keys.ts'
import { openApp } from '#main.ts'
import { openDatabase, type Dialect } from '#store/database/database.ts'
import { migrate } from '#store/database/migrate.ts'
import { testStart } from '#test/support/app.ts'
import { makeLiveContest } from '#test/support/live.ts'
import { makePlace, type TestPlace } from '#test/support/databases/places.ts'

const dialects: readonly Dialect[] = ['sqlite', 'postgres']

describe.each(dialects)('data and keys (%s)', (dialect) => {
  let place: TestPlace
  let data: string
  let config: Config
  beforeEach(async () => {
    place = await makePlace(dialect)
    data = mkdtempSync(join(tmpdir(), 'hoithi-keys-'))
    config = { ...readConfig({ data }, {}), database: place.address }
  })
  afterEach(async () => {
    await place.remove()
    rmSync(data, { recursive: true, force: true })
  })
  const start = async (): Promise<void> => {
    const { close } = await openApp(config, 'server')
    await close()
  }
  const keyFiles = (): readonly string[] =>
    readdirSync(data)
      .filter((name) => /key|pem/.test(name))
      .sort()
  const key = (name: string): string => join(data, name)

  it('start together again and again', async () => {
    await start()
    const before = keyFiles().map((name) => readFileSync(key(name), 'utf8'))
    await start()
    expect(keyFiles()).toEqual(['data.key', 'ledger.pem'])
    expect(keyFiles().map((name) => readFileSync(key(name), 'utf8'))).toEqual(before)
  })

  it.each(['data.key', 'ledger.pem'])('refuse to start without %s, and make no other', async (name) => {
    await start()
    renameSync(key(name), key('away'))
    await expect(start()).rejects.toMatchObject({ code: 'key-missing', detail: { file: key(name) } })
    expect(keyFiles()).not.toContain(name)
    renameSync(key('away'), key(name))
    await start()
  })

  it.each(['data.key', 'ledger.pem'])('refuse another’s %s', async (name) => {
    await start()
    const other = mkdtempSync(join(tmpdir(), 'hoithi-keys-'))
    const elsewhere = await makePlace('sqlite')
    const { close } = await openApp({ ...readConfig({ data: other }, {}), database: elsewhere.address }, 'server')
    await close()
    writeFileSync(key(name), readFileSync(join(other, name)))
    await expect(start()).rejects.toMatchObject({ code: 'key-foreign', detail: { file: name } })
    await elsewhere.remove()
    rmSync(other, { recursive: true })
  })

  it.each([
    ['data.key', ''],
    ['data.key', 'rác'],
    ['ledger.pem', ''],
    ['ledger.pem', 'rác'],
  ])('refuse %s with “%s” in it in words', async (name, text) => {
    await start()
    const right = readFileSync(key(name))
    writeFileSync(key(name), text)
    await expect(start()).rejects.toMatchObject({ code: 'key-damaged', detail: { file: key(name) } })
    expect(readFileSync(key(name), 'utf8')).toBe(text)
    writeFileSync(key(name), right)
    chmodSync(key(name), 0o644)
    await expect(start()).rejects.toMatchObject({ code: 'key-exposed', detail: { file: key(name) } })
    chmodSync(key(name), 0o600)
    await start()
  })

  it('that are refused late leave nothing open: the process ends', async () => {
    await start()
    const script = join(data, 'start.mjs')
    writeFileSync(
      script,
      `import { openApp } from ${JSON.stringify(pathToFileURL(resolve('src/main.ts')).href)}
const own = { isCompared: false, get reading() { throw new Error('no reader') } }
await openApp(${JSON.stringify(config)}, 'server', own).catch(({ message }) => console.log(message))`,
    )
    const { stdout, stderr, status } = spawnSync(process.execPath, [script], { encoding: 'utf8', timeout: 30_000 })
    expect([stdout.trim(), stderr, status]).toEqual(['no reader', '', 0])
    await start()
  }, 60_000)

  it('refuse keys beside a database that is missing or empty, and leave it so', async () => {
    await start()
    await place.remove()
    place = await makePlace(dialect)
    config = { ...config, database: place.address }
    await expect(start()).rejects.toMatchObject({ code: 'database-missing' })
    if (place.address.dialect === 'sqlite') expect(statSync(place.address.file, { throwIfNoEntry: false })).toBeUndefined()
    else {
      const database = openDatabase(place.address)
      expect(await database.db.introspection.getTables()).toEqual([])
      await database.close()
    }
  })

  it('that were never held together are proved before the database takes the keys for its own', async () => {
    const { app, close } = await openApp(config, 'server', {
      clock: { now: () => testStart, offset: () => 0, follow: () => undefined },
      isCompared: false,
    })
    await makeLiveContest(app, 0)
    await app.database.db.deleteFrom('key_fingerprint').execute()
    await close()
    for (const name of ['data.key', 'ledger.pem']) renameSync(key(name), key(`right-${name}`))
    const other = mkdtempSync(join(tmpdir(), 'hoithi-keys-'))
    loadKeys(other)
    for (const name of ['data.key', 'ledger.pem']) renameSync(join(other, name), key(name))
    await expect(start()).rejects.toMatchObject({ code: 'key-foreign', detail: { file: 'data.key' } })
    renameSync(key('right-data.key'), key('data.key'))
    await expect(start()).rejects.toMatchObject({ code: 'key-foreign', detail: { file: 'ledger.pem' } })
    renameSync(key('right-ledger.pem'), key('ledger.pem'))
    await start()
    rmSync(other, { recursive: true })
  })

  it('start in several processes at once', async () => {
    if (dialect === 'sqlite') return
    await Promise.all([start(), start(), start()])
    await start()
  })

  it('are finished by the next start when the first died before its keys, or between them', async () => {
    const database = openDatabase(place.address)
    await migrate(database)
    await database.close()
    writeFileSync(key('data.key'), `${Buffer.alloc(32, 7).toString('base64')}\n`, { mode: 0o600 })
    await start()
    expect(keyFiles()).toEqual(['data.key', 'ledger.pem'])
    expect(readFileSync(key('data.key'), 'utf8')).toBe(`${Buffer.alloc(32, 7).toString('base64')}\n`)
  })
})

describe('an SQLite file', () => {
  it('that is damaged is named and not written to', async () => {
    const place = await makePlace('sqlite')
    if (place.address.dialect !== 'sqlite') throw new Error('not reached')
    const data = mkdtempSync(join(tmpdir(), 'hoithi-keys-'))
    const config = { ...readConfig({ data }, {}), database: place.address }
    const { close } = await openApp(config, 'server')
    await close()
    const { file } = place.address
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(4096 * 3, 0xa5), 0, 4096 * 3, 4096 * 5)
    closeSync(handle)
    const damaged = readFileSync(file)
    await expect(openApp(config, 'server')).rejects.toMatchObject({ code: 'database-damaged', detail: { file } })
    expect(readFileSync(file).equals(damaged)).toBe(true)
    writeFileSync(file, 'no database at all, but a letter to the board '.repeat(200))
    await expect(openApp(config, 'server')).rejects.toMatchObject({ code: 'database-damaged', detail: { file } })
    await place.remove()
    rmSync(data, { recursive: true })
  })
})
