import { expect, it } from 'vitest'
import { turnsWhile } from '#test/support/turns.ts'
import { testCodec } from '#test/support/contest-rows.ts'
import { parseLongArray } from './long-json.ts'

const parsed = (text: string) => parseLongArray(Buffer.from(text))

it('reads an array of objects as JSON.parse does', async () => {
  for (const text of [
    '[]',
    ' [ ] ',
    '[{}]',
    '[{"a":[{"b":1},{"b":2}]},{"a":"},{\\"\\\\"} , {"câu":"]}\\u005b đề 🙂"}]',
    '[[1,[2]],{"a":{"b":null}}]',
  ])
    expect(await parsed(text), text).toEqual(JSON.parse(text))
  for (const damaged of ['[{"a":1}', '[{"a":1,}]', '[{"a":"}]']) await expect(parsed(damaged), damaged).rejects.toThrow(SyntaxError)
})

it('keeps nobody waiting, and neither does sealing and opening what is as long', async () => {
  const text = Buffer.from(JSON.stringify(Array.from({ length: 60_000 }, (_, at) => ({ stem: `câu số ${String(at)} ${'x'.repeat(300)}` }))))
  expect(await turnsWhile(() => parseLongArray(text))).toBeGreaterThan(3)
  const codec = testCodec()
  let sealed: Uint8Array = text
  expect(await turnsWhile(async () => (sealed = await codec.sealLong('questions', 'long', text)))).toBeGreaterThan(1)
  let opened: Uint8Array = sealed
  expect(await turnsWhile(async () => (opened = await codec.openLong('questions', 'long', sealed)))).toBeGreaterThan(1)
  expect(text.equals(opened)).toBe(true)
  expect(text.equals(codec.open('questions', 'long', sealed))).toBe(true)
  sealed[sealed.length >> 1] = (sealed[sealed.length >> 1] ?? 0) ^ 1
  await expect(codec.openLong('questions', 'long', sealed)).rejects.toThrow()
})
