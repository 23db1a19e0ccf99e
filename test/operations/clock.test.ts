/** A server that starts with a wrong clock opens, closes and accepts nothing until the clock is right or a person says it is. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askTimeServer } from '#adapters/time-server.ts'
import { readConfig, type Config } from '#config.ts'
import { openApp } from '#main.ts'
import { roundById } from '#store/rounds/rounds.ts'
import type { App } from '#usecases/app.ts'
import { clockState, confirmServerClock } from '#usecases/operations/clock.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { startAttempt } from '#usecases/taking-part/attempts.ts'
import { submitEntry } from '#usecases/taking-part/entries.ts'
import { makePlace, type TestPlace } from '../support/databases/places.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const command = { kind: 'command' } as const
const minute = 60_000

describe.each(['sqlite', 'postgres'] as const)('a server with a wrong clock (%s)', (dialect) => {
  let place: TestPlace
  let data: string
  let config: Config
  let contest: LiveContest
  let contestId: string
  let opened: (() => Promise<void>)[]
  /** How far the machine's clock is from the truth, and the server's, which follows it when it may. */
  const wall = { ahead: 0 }

  beforeEach(async () => {
    place = await makePlace(dialect)
    data = mkdtempSync(join(tmpdir(), 'hoithi-clock-'))
    config = { ...readConfig({ data }, { HOITHI_CLOSING_GRACE_MS: '0' }), database: place.address }
    opened = []
    wall.ahead = 0
    const app = await start(0)
    contest = await makeLiveContest(app, 3, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((one, index) => (index === 0 ? { ...one, opensAt: one.opensAt - 24 * 60 * minute } : one)),
    }))
    contestId = (await roundById(app.database.db, contest.roundId))?.contestId ?? ''
    await startAttempt(app, person(0), contest.roundId, app.clock.now())
    await stop()
  })
  afterEach(async () => {
    await stop()
    await place.remove()
    rmSync(data, { recursive: true, force: true })
  })

  async function start(ahead: number, more: Partial<Config> = {}): Promise<App> {
    wall.ahead = ahead
    let own = ahead
    const clock = {
      now: () => Date.now() + own,
      offset: () => wall.ahead - own,
      follow: () => {
        own = wall.ahead
      },
    }
    const { app, close } = await openApp({ ...config, ...more }, 'server', { clock, isCompared: true })
    opened.push(close)
    return app
  }
  async function stop(): Promise<void> {
    for (const close of opened.splice(0)) await close()
  }
  const person = (index: number) => {
    const id = contest.contestants[index]?.id ?? ''
    return { kind: 'contestant', id, contestId, consented: true, signInMark: '' } as const
  }
  const sources = (app: App): readonly string[] => app.serverClock.doubts.map(({ source }) => source)

  it('is trusted when it agrees', async () => {
    const app = await start(0)
    expect(sources(app)).toEqual([])
    expect((await startAttempt(app, person(1), contest.roundId, app.clock.now())).created).toBe(true)
  })

  it('half an hour behind its own log refuses, and goes on once the clock is mended', async () => {
    const app = await start(-30 * minute)
    expect(sources(app)).toEqual(dialect === 'sqlite' ? ['log'] : ['log', 'database'])
    const doubtful = { code: 'clock-doubtful', detail: { retryAfterSeconds: 10 } }
    await expect(startAttempt(app, person(1), contest.roundId, app.clock.now())).rejects.toMatchObject(doubtful)
    const nothing = { entryId: 'e', answers: [], prediction: null }
    await expect(submitEntry(app, person(0), 'a', nothing, { at: app.clock.now(), ticket: null })).rejects.toMatchObject(doubtful)
    await expect(
      departNow(app, command, contest.slug, contest.roundKey, { kind: 'close', reason: 'Theo quyết định của Ban Tổ chức' }),
    ).rejects.toMatchObject(doubtful)
    await app.serverClock.check()
    expect(sources(app)).toContain('log')
    wall.ahead = 0
    await app.serverClock.check()
    expect(sources(app)).toEqual([])
    expect((await startAttempt(app, person(1), contest.roundId, app.clock.now())).created).toBe(true)
  })

  it('goes on when a person confirms each reading, in every process, and not for what comes later', async () => {
    const app = await start(-30 * minute)
    const other = dialect === 'postgres' ? await start(-30 * minute) : null
    const wrong = { source: 'log', value: 1 } as const
    await expect(confirmServerClock(app, command, contest.slug, wrong)).rejects.toMatchObject({ code: 'conflict' })
    for (const { source, value } of app.serverClock.doubts) await confirmServerClock(app, command, contest.slug, { source, value })
    expect(await clockState(app, command, contest.slug)).toMatchObject({
      doubts: [],
      notable: [{ source: 'log' }, {}].slice(0, dialect === 'sqlite' ? 1 : 2),
    })
    await other?.serverClock.check()
    expect(other?.serverClock.doubts ?? []).toEqual([])
    expect((await startAttempt(app, person(1), contest.roundId, app.clock.now())).created).toBe(true)
    const audited = await app.database.db.selectFrom('audit').select(['event', 'data']).where('event', '=', 'clock.confirmed').execute()
    expect(audited).toHaveLength(dialect === 'sqlite' ? 1 : 2)
    await stop()
    expect(sources(await start(-30 * minute))).toEqual([])
    await stop()
    // Behind what was recorded since that word was given.
    expect(sources(await start(-90 * minute))).toEqual(dialect === 'sqlite' ? ['log'] : ['log', 'database'])
  })

  it('is asked about again when what was confirmed had settled and comes back', async () => {
    const app = await start(-30 * minute)
    for (const { source, value } of app.serverClock.doubts) await confirmServerClock(app, command, contest.slug, { source, value })
    await stop()
    const right = await start(0)
    expect(sources(right)).toEqual([])
    expect(await right.database.db.selectFrom('clock_confirmation').selectAll().execute()).toEqual([])
    await stop()
    expect(sources(await start(-30 * minute))).toEqual(dialect === 'sqlite' ? ['log'] : ['log', 'database'])
  })

  it('an hour ahead does not close a round that is not over, where another clock can be asked', async () => {
    const server = await timeServer()
    try {
      // The round ends in days: a clock ahead by weeks would end it at once.
      const ahead = 30 * 24 * 60 * minute
      const app = await start(ahead, { timeServer: { host: '127.0.0.1', port: server.address().port } })
      expect(sources(app)).toEqual(dialect === 'sqlite' ? ['time-server'] : ['database', 'time-server'])
      expect(await stepDueRounds(app)).toEqual([])
      expect((await roundById(app.database.db, contest.roundId))?.status).toBe('open')
      // It says no more, which settles nothing; the clock put right does.
      server.close()
      await app.serverClock.check()
      expect(sources(app)).toContain('time-server')
      wall.ahead = 0
      await app.serverClock.check()
      expect(sources(app)).toEqual([])
    } catch (error) {
      server.close()
      throw error
    }
  })
})

/** Answers as RFC 4330 has it, with this machine's time. */
async function timeServer(change: (packet: Buffer) => void = () => undefined): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.on('message', (question, { port, address }) => {
    const answer = Buffer.alloc(48)
    answer.writeUInt8(0x24)
    answer.writeUInt8(2, 1)
    question.copy(answer, 24, 40, 48)
    const since1900 = Date.now() / 1000 + 2_208_988_800
    for (const at of [32, 40]) {
      answer.writeUInt32BE(Math.floor(since1900), at)
      answer.writeUInt32BE(Math.floor((since1900 % 1) * 2 ** 32), at + 4)
    }
    change(answer)
    socket.send(answer, port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}

describe('a time server', () => {
  it.each([
    ['tells how far the clock is ahead', () => undefined, 5000],
    ['that says it does not know is not believed', (packet: Buffer) => packet.writeUInt8(0xe4), null],
    ['of no stratum is not believed', (packet: Buffer) => packet.writeUInt8(0, 1), null],
    ['that answers as a client is not believed', (packet: Buffer) => packet.writeUInt8(0x23), null],
  ] as const)('%s', async (_, change, offset) => {
    const socket = await timeServer((packet) => void change(packet))
    const { port } = socket.address()
    const told = await askTimeServer('127.0.0.1', port, () => Date.now() + 5000)
    if (offset === null) expect(told).toBeNull()
    else expect(Math.abs((told ?? Number.NaN) - offset)).toBeLessThan(1000)
    socket.close()
  })

  it('that repeats another question, or is not there, tells nothing', async () => {
    const socket = await timeServer((packet) => packet.writeUInt8(packet.readUInt8(24) ^ 1, 24))
    const { port } = socket.address()
    expect(await askTimeServer('127.0.0.1', port, () => Date.now())).toBeNull()
    socket.close()
    expect(await askTimeServer('127.0.0.1', port, () => Date.now())).toBeNull()
  })
})
