import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

/** Steps back as the server does, then prints the name and the priority of each of its threads. */
const script = `
import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { stepBackPool } from ${JSON.stringify(new URL('./priority.ts', import.meta.url).href)}
await stepBackPool()
const threads = readdirSync('/proc/self/task')
console.log(JSON.stringify(threads.map((id) => [readFileSync('/proc/self/task/' + id + '/comm', 'utf8').trim(), getPriority(Number(id))])))
`

it.runIf(process.platform === 'linux')('the pool steps back and the loop does not', () => {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  const threads = JSON.parse(stdout) as readonly (readonly [string, number])[]
  const pool = threads.filter(([name]) => name === 'libuv-worker')
  expect(pool.map(([, priority]) => priority)).toEqual([10, 10, 10, 10])
  expect(threads.filter(([, priority]) => priority > 9)).toHaveLength(pool.length)
})
