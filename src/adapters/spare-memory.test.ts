import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

/** Fills the young generation as a start does, then prints what it holds before and after, in bytes. */
const script = `
import { getHeapSpaceStatistics } from 'node:v8'
import { giveBackMemory } from ${JSON.stringify(new URL('./spare-memory.ts', import.meta.url).href)}
const held = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size
let kept = []
for (let i = 0; i < 2_000_000; i++) { kept.push({ i }); if (i % 100_000 === 0) kept = [] }
kept = []
const before = held()
giveBackMemory()
console.log(JSON.stringify([before, held(), typeof globalThis.gc]))
`

it('the young generation is small again, and nobody else can collect', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  expect(stderr).toBe('')
  const [before, after, gc] = JSON.parse(stdout) as readonly [number, number, string]
  expect(before).toBeGreaterThan(8_000_000)
  expect(after).toBeLessThan(3_000_000)
  expect(gc).toBe('undefined')
})
