/** Last week's backup is restored: the log says so, and what was accepted since comes back from the phones that hold it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig, type Config } from '#config.ts'
import type { KeptEntry } from '#contract/taking-part.ts'
import { parseCheckpoint } from '#ledger/checkpoint.ts'
import { parseLeaf } from '#ledger/leaves.ts'
import { openApp } from '#main.ts'
import { backup, restore } from '#store/backup/backup.ts'
import { roundById } from '#store/rounds/rounds.ts'
import { logLeaves } from '#store/taking-part/entries.ts'
import { logHead } from '#store/taking-part/logs.ts'
import type { App } from '#usecases/app.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { tallyRound } from '#usecases/results/tally.ts'
import { paperOf, startAttempt } from '#usecases/taking-part/attempts.ts'
import { submitEntry, type AcceptedEntry } from '#usecases/taking-part/entries.ts'
import { readmitEntry } from '#usecases/taking-part/readmission.ts'
import { testStart } from '../support/app.ts'
import { makePlace, type TestPlace } from '../support/databases/places.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'
import { verifyLog } from '../support/oracles/verify-log.ts'

describe.each(['sqlite', 'postgres'] as const)('after a backup was restored (%s)', (dialect) => {
  let base: string
  const places: TestPlace[] = []
  const open: (() => Promise<void>)[] = []
  const clock = { at: 0, now: () => clock.at, offset: () => 0, follow: () => undefined }
  let contest: LiveContest
  let contestId: string
  let app: App
  /** What the phones of two contestants kept of entries accepted after the backup. */
  let kept: readonly KeptEntry[]
  let before: AcceptedEntry

  async function configOf(name: string): Promise<Config> {
    const place = await makePlace(dialect)
    places.push(place)
    return { ...readConfig({ data: join(base, name) }, { HOITHI_CLOSING_GRACE_MS: '0' }), database: place.address }
  }
  async function start(config: Config): Promise<App> {
    const { app: opened, close } = await openApp(config, 'server', { clock, isCompared: false })
    open.push(close)
    return opened
  }
  const who = (index: number) => {
    const id = contest.contestants[index]?.id ?? ''
    return { kind: 'contestant', id, contestId, consented: true, signInMark: '' } as const
  }
  async function play(index: number): Promise<{ readonly kept: KeptEntry; readonly accepted: AcceptedEntry }> {
    clock.at += 60_000
    const opened = await startAttempt(app, who(index), contest.roundId, clock.at)
    clock.at += 60_000
    const body = {
      entryId: `entry-of-${opened.attempt.id}`,
      answers: paperOf(opened).map((_, question) => [question % 2]),
      prediction: index,
      seconds: paperOf(opened).map(() => 3),
    }
    const accepted = await submitEntry(app, who(index), opened.attempt.id, body, { at: clock.at, ticket: null })
    const { id, number, startedAt } = opened.attempt
    return { accepted, kept: { ...body, attempt: { id, number, startedAt }, receipt: accepted.receiptHead + accepted.checkpoint } }
  }

  beforeEach(async () => {
    base = mkdtempSync(join(tmpdir(), 'hoithi-restored-'))
    clock.at = testStart
    const config = await configOf('before')
    app = await start(config)
    contest = await makeLiveContest(app, 4)
    contestId = (await roundById(app.database.db, contest.roundId))?.contestId ?? ''
    before = (await play(0)).accepted
    const file = join(base, 'file')
    await backup({ address: config.database, dataDirectory: config.data }, file, clock.at)
    kept = [(await play(1)).kept, (await play(2)).kept]
    await open.pop()?.()
    const target = await configOf('after')
    clock.at += 60_000
    await restore(file, { address: target.database, dataDirectory: target.data }, clock.at)
    app = await start(target)
  })
  afterEach(async () => {
    for (const close of open.splice(0)) await close()
    for (const place of places.splice(0)) await place.remove()
    rmSync(base, { recursive: true, force: true })
  })

  const readmit = (index: number, change: Partial<KeptEntry> = {}, as = index) => {
    const entry = kept[index - 1]
    if (entry === undefined) throw new Error('nothing kept')
    return readmitEntry(app, who(as), contest.roundId, { ...entry, ...change })
  }

  it('heads speak for another origin, and the log names the backup', async () => {
    const { db } = app.database
    const head = await logHead(db, contest.roundId)
    const { origin } = parseCheckpoint(head?.checkpoint ?? '') ?? { origin: '' }
    expect(origin).toBe(`hoithi.local/${contest.slug}/${contest.roundKey}/epoch-2-${String(clock.at)}`)
    const leaves = (await logLeaves(db, contest.roundId)).map(parseLeaf)
    expect(leaves.map((leaf) => leaf?.schema)).toEqual(['contest-genesis/v1', 'contest-entry/v1', 'contest-restored/v1'])
    expect(leaves[2]).toMatchObject({ epoch: 2, backupAt: testStart + 120_000, restoredAt: clock.at })
    const { secrets, round } = await app.runtimes.get(contest.roundId)
    const log = {
      roundId: round.id,
      roundKey: round.key,
      origin: origin.replace(/\/epoch.*/, ''),
      entryKey: secrets.entryKey,
    }
    await readmit(1)
    await readmit(2)
    expect(await verifyLog(db, log, app)).toMatchObject({ size: 5, entries: 3 })
    const audited = await db.selectFrom('audit').select('event').where('event', 'in', ['log.restored', 'entry.readmitted']).execute()
    expect(audited).toHaveLength(3)
  })

  it('an entry comes back with its code and its instant, once, and counts', async () => {
    const back = await readmit(2)
    const receipt = kept[1]?.receipt ?? ''
    expect(back).toMatchObject({ repeated: false, submittedAt: testStart + 360_000, entryId: kept[1]?.entryId })
    // The leaf is the one the old receipt shows, so the code is the one the contestant wrote down.
    expect(receipt.split('\n')[1]).toBe(back.receiptHead.split('\n')[1])
    expect(await readmit(2)).toMatchObject({ repeated: true, code: back.code })
    expect(back.code).not.toBe(before.code)
    await readmit(1)
    clock.at = (await app.runtimes.get(contest.roundId)).round.closesAt
    await stepDueRounds(app)
    await stepDueRounds(app)
    const { participants } = await tallyRound(app, { kind: 'command' }, contest.slug, contest.roundKey)
    expect(participants).toBe(3)
  })

  it('that was begun again meanwhile is the attempt it was', async () => {
    clock.at += 60_000
    const again = await startAttempt(app, who(1), contest.roundId, clock.at)
    expect(again.attempt.id).not.toBe(kept[0]?.attempt.id)
    await readmit(1)
    const attempt = await app.database.db.selectFrom('attempt').select('started_at').where('id', '=', again.attempt.id).executeTakeFirst()
    expect(attempt?.started_at).toBe(kept[0]?.attempt.startedAt)
  })

  it('nothing else comes in by that door', async () => {
    const refused = (code: string) => ({ code })
    await expect(readmit(1, { prediction: 7 })).rejects.toMatchObject(refused('different-body'))
    await expect(readmit(1, { answers: kept[0]?.answers.map(() => [3]) ?? [] })).rejects.toMatchObject(refused('different-body'))
    await expect(readmit(1, { entryId: 'another-entry-id' })).rejects.toMatchObject(refused('different-body'))
    const { attempt } = kept[0] ?? { attempt: { id: '', number: 1, startedAt: 0 } }
    await expect(readmit(1, { attempt: { ...attempt, startedAt: attempt.startedAt + 1 } })).rejects.toMatchObject(refused('proof-invalid'))
    await expect(readmit(1, { attempt: { ...attempt, number: 2 } })).rejects.toMatchObject(refused('proof-invalid'))
    await expect(readmit(1, {}, 2)).rejects.toMatchObject({ code: 'proof-invalid', detail: { reason: 'other-entry' } })
    await expect(readmit(1, { receipt: 'no receipt' })).rejects.toMatchObject({ detail: { reason: 'malformed' } })
    const receipt = kept[0]?.receipt ?? ''
    await expect(readmit(1, { receipt: receipt.replaceAll('/tuan-1', '/tuan-2') })).rejects.toMatchObject({
      detail: { reason: 'other-log' },
    })
    const forged = receipt.replace(/\n(\d+)\n/, (_, size: string) => `\n${String(Number(size) + 1)}\n`)
    await expect(readmit(1, { receipt: forged })).rejects.toMatchObject({ detail: { reason: 'not-signed' } })
    const moved = receipt.replace(/index (\d+)/, (_, index: string) => `index ${String(Number(index) - 1)}`)
    await expect(readmit(1, { receipt: moved })).rejects.toMatchObject({ detail: { reason: 'not-included' } })
    // An attempt begun after the restoration is not the one the entry was of.
    const again = await startAttempt(app, who(1), contest.roundId, clock.at)
    const { id, number, startedAt } = again.attempt
    await expect(readmit(1, { attempt: { id, number, startedAt } })).rejects.toMatchObject({ detail: { reason: 'attempt' } })
    await play(1)
    await expect(readmit(1)).rejects.toMatchObject(refused('already-submitted'))
    await expect(readmitEntry(app, who(2), 'another', kept[1] as KeptEntry)).rejects.toMatchObject(refused('not-found'))
    clock.at = (await app.runtimes.get(contest.roundId)).round.closesAt
    await stepDueRounds(app)
    await stepDueRounds(app)
    await expect(readmit(2)).rejects.toMatchObject(refused('round-closed'))
  })
})
