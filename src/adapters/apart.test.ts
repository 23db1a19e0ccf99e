import { getPriority } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { createApart, type Apart, type ApartLimits } from './apart.ts'

type Job = Parameters<typeof import('#test/support/programs/apart-program.ts').run>[0]

const usual: ApartLimits = { waiting: 4, cpuMs: 20_000, sleepMs: 60_000, wallMs: 120_000, heapMb: null, jobs: 100, idleMs: 5000 }
const open: Apart<Job, number>[] = []
const apart = (limits: Partial<ApartLimits> = {}): Apart<Job, number> => {
  const one = createApart<Job, number>({
    program: new URL('../../test/support/programs/apart-program.ts', import.meta.url),
    limits: { ...usual, ...limits },
  })
  open.push(one)
  return one
}
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

describe('a process apart', () => {
  it('does jobs one after another in the same process, and leaves this one free', async () => {
    const { run } = apart()
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const pids = await Promise.all([run({ spinMs: 100 }), run({})])
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
    expect(pids[0]).toMatchObject({ ok: true })
    expect(pids[0]).not.toEqual({ ok: true, value: process.pid })
    expect(pids[1]).toEqual(pids[0])
  })

  it('steps back behind the process that asked', async () => {
    const done = await apart().run({})
    expect(done.ok && getPriority(done.value)).toBe(10)
  })

  it('is replaced after many jobs, and after one that failed', async () => {
    const { run } = apart({ jobs: 2 })
    const [first, second, third] = [await run({}), await run({}), await run({})]
    expect(second).toEqual(first)
    expect(third).not.toEqual(second)
    expect(await run({ message: 'no' })).toEqual({ ok: false, failure: 'threw', why: 'no' })
    expect(await run({ exit: 3 })).toMatchObject({ failure: 'ended', why: 'the process ended with 3' })
    expect(await run({})).not.toEqual(third)
  })

  it('is ended by the time it works, not by the time that passes', async () => {
    const { run } = apart({ cpuMs: 400 })
    expect(await run({ sleepMs: 1500 })).toMatchObject({ ok: true })
    // What earlier jobs took counts for none of the later.
    expect(await run({ spinMs: 200 })).toMatchObject({ ok: true })
    expect(await run({ spinMs: 200 })).toMatchObject({ ok: true })
    expect(await run({ spinMs: 60_000 })).toMatchObject({ ok: false, failure: 'too-slow' })
    expect(await run({})).toMatchObject({ ok: true })
  })

  it('is ended when what it waits for never comes, and when it is closed', async () => {
    for (const limit of [{ sleepMs: 300 }, { wallMs: 300 }])
      expect(await apart(limit).run({ sleepMs: 60_000 })).toMatchObject({ ok: false, failure: 'too-slow' })
    const closing = apart()
    const running = closing.run({ sleepMs: 60_000 })
    setTimeout(closing.close, 100)
    const waiting = closing.run({})
    expect(await running).toMatchObject({ ok: false, failure: 'closed' })
    expect(await waiting).toMatchObject({ ok: false, failure: 'closed' })
    expect(await closing.run({})).toMatchObject({ ok: false, failure: 'closed' })
  })

  it('takes no more jobs than may wait', async () => {
    const { run } = apart({ waiting: 2 })
    const outcomes = await Promise.all([run({}), run({}), run({})])
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, false])
    expect(outcomes[2]).toMatchObject({ failure: 'crowded' })
  })

  it('says when its program cannot be loaded', async () => {
    const { run, close } = createApart({ program: new URL('./no-such-program.ts', import.meta.url), limits: usual })
    expect(await run({})).toMatchObject({ ok: false, failure: 'threw', why: expect.stringContaining('no-such-program') })
    close()
  })
})
