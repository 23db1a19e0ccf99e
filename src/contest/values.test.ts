import { expect, it } from 'vitest'
import { digestPattern, severities } from './values.ts'

it('a digest is 64 lower-case hex digits and nothing else', () => {
  const is = (text: string): boolean => new RegExp(digestPattern).test(text)
  expect(['0af'.padEnd(64, '1'), '0AF'.padEnd(64, '1'), 'a'.repeat(63), 'a'.repeat(65), `${'a'.repeat(64)}\n`].map(is)).toEqual([
    ...[true, false, false, false, false],
  ])
})

it('what refuses comes first among the severities', () => {
  expect(severities).toEqual(['error', 'warning', 'info'])
})
