/**
 * `npm run bench:tally`: fills a closed round with a million sealed entries, then runs the real `hoithi round tally` in a
 * process of its own and reports its time and its peak of resident memory.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { makeLiveContest } from '#test/support/live.ts'
import { openApp } from '#main.ts'
import { cpuTime, type CpuTime } from './cpu.ts'
import { fillRound } from './entries.ts'
import { round } from './generator.ts'
import { storesOf, withStore } from './stores.ts'

const { values } = parseArgs({ options: { entries: { type: 'string', default: '1000000' }, store: { type: 'string', default: 'both' } } })
const entries = Number(values.entries)
const root = fileURLToPath(new URL('../..', import.meta.url))

for (const store of storesOf(values.store)) {
  const figures = await withStore(store, async (config) => {
    const { app, close } = await openApp(config, 'server')
    const contest = await makeLiveContest(app, 0)
    await fillRound(app, contest, entries)
    await close()
    const place = config.database.dialect === 'postgres' ? ['--database', config.database.url] : []
    return tally(['round', 'tally', contest.roundKey, '--contest', contest.slug, '--json', '--data', config.data, ...place])
  })
  process.stdout.write(`${JSON.stringify({ bench: 'tally', store, entries, ...figures })}\n`)
}

async function tally(args: readonly string[]) {
  const started = performance.now()
  const seen = { cpu: null as CpuTime | null }
  const child = spawn(process.execPath, [`${root}bin/hoithi.mjs`, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let peakKb = 0
  const poll = setInterval(() => {
    seen.cpu = cpuTime(child.pid) ?? seen.cpu
    try {
      peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(child.pid)}/status`, 'utf8'))?.[1] ?? 0))
    } catch {
      // It has ended.
    }
  }, 20)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  clearInterval(poll)
  if (code !== 0) throw new Error(`tally ended with ${String(code)}`)
  return {
    seconds: round((performance.now() - started) / 1000),
    // All threads, as last seen: on a machine that does other things too it says more than the time on the wall.
    cpu_seconds: seen.cpu === null ? null : round(seen.cpu.all / 1e6),
    peak_mb: Math.round(peakKb / 1024),
    per_second: Math.round((entries / (performance.now() - started)) * 1000),
  }
}
