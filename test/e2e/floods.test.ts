/** A slice of `npm run bench:floods`: beside every flood each submission of the stream is accepted. How fast is the script's business. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('refuses and loses nothing of a steady stream, whatever floods the server', async () => {
  const script = fileURLToPath(new URL('../load/floods/floods.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--slice'])
  const lines = stdout
    .trim()
    .split('\n')
    .map(
      (line) => JSON.parse(line) as { readonly flood_of: string; readonly beside: { readonly statuses: Readonly<Record<string, number>> } },
    )
  // A second at twenty a second: none refused, none missing.
  expect(lines.map(({ flood_of, beside }) => [flood_of, beside.statuses])).toEqual(
    ['form', 'sign-in', 'entrant-sign-in', 'landing', 'account', 'lobby', 'roster', 'likeness'].map((flood) => [flood, { 201: 20 }]),
  )
})
