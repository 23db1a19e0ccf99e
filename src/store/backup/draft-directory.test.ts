import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inDraftDirectory } from './draft-directory.ts'

const program = fileURLToPath(import.meta.resolve('#test/support/programs/holds-draft.ts'))

let base = ''
const started: ChildProcess[] = []
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'hoithi-draft-'))
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(base, { recursive: true, force: true })
})

async function another(): Promise<{ readonly directory: string; readonly kill: () => Promise<unknown> }> {
  const child = spawn(process.execPath, [program, join(base, 'other.backup')], { stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(child)
  const [directory] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    directory: String(directory),
    kill: () => {
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      return exit
    },
  }
}

it('is removed at the end, also of a failure', async () => {
  const seen = await inDraftDirectory(join(base, 'a'), (directory) => {
    writeFileSync(join(directory, 'database'), 'keys')
    expect(statSync(directory).mode & 0o777).toBe(0o700)
    return Promise.resolve(directory)
  })
  expect(existsSync(seen)).toBe(false)
  await expect(inDraftDirectory(join(base, 'a'), () => Promise.reject(new Error('full')))).rejects.toThrow('full')
  expect(readdirSync(base)).toEqual([])
})

it('leaves what another is working in, and removes what a killed one left', async () => {
  const other = await another()
  expect(readdirSync(other.directory)).toContain('database')
  await inDraftDirectory(join(base, 'a'), () => Promise.resolve())
  expect(readdirSync(other.directory)).toContain('database')
  await other.kill()
  expect(readdirSync(other.directory)).toContain('database')
  await inDraftDirectory(join(base, 'a'), () => Promise.resolve())
  expect(readdirSync(base)).toEqual([])
})
