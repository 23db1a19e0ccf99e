import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWholeFolders } from './whole-folder.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hoithi-folders-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('folders that are whole or not there', () => {
  it('are made by one of many, and there when nothing is missing', () => {
    const [one, other] = [createWholeFolders(root), createWholeFolders(root)]
    const making = one.make('a')
    expect(making).not.toBeNull()
    expect([one.make('a'), other.place('a')]).toEqual([null, null])
    writeFileSync(join(making?.path ?? '', 'x'), '12345')
    expect(making?.keep()).toBe(join(root, 'a'))
    expect(other.place('a')).toBe(join(root, 'a'))
    expect(other.sizeOf('a').files).toBe(2)
    expect([one.make('a'), other.make('a')]).toEqual([null, null])
    expect(readdirSync(root)).toEqual(['a'])
  })

  it('are gone at once when they are wiped, once, and leave a line', () => {
    const folders = createWholeFolders(root)
    folders.make('a')?.keep()
    expect([folders.wipe('a', '{"n":1}'), folders.wipe('a', '{"n":2}')]).toEqual([true, false])
    expect(folders.record()).toEqual(['{"n":1}'])
    expect(readdirSync(root)).toEqual(['record.jsonl'])
    expect(folders.make('a')?.drop()).toBeUndefined()
    expect(folders.make('a')).not.toBeNull()
  })

  it('are swept when whoever made or wiped them is no more, and only then', () => {
    const living = createWholeFolders(root)
    living.make('mine')
    for (const [name, owner] of [
      ['.making-dead', '999999999'],
      ['.making-cut-off', ''],
      ['.making-theirs', String(process.ppid)],
    ] as const) {
      mkdirSync(join(root, name))
      writeFileSync(join(root, name, 'owner'), owner)
    }
    mkdirSync(join(root, '.making-nobodys'))
    mkdirSync(join(root, '.wiping-b-1'))
    writeFileSync(join(root, '.wiping-b-1', 'last-line'), '{"n":3}')
    living.sweep()
    expect(readdirSync(root).sort()).toEqual(['.making-mine', '.making-theirs', 'record.jsonl'])
    expect(living.record()).toEqual(['{"n":3}'])
    // Another that starts while this process makes one.
    createWholeFolders(root).sweep()
    expect(existsSync(join(root, '.making-mine'))).toBe(false)
  })

  it('survive a kill at any moment, of the making and of the wiping', async () => {
    const files = 300
    for (const afterMs of [60, 75, 90, 110, 130, 160, 200, 260]) {
      const child = spawn(
        process.execPath,
        [fileURLToPath(new URL('../../test/support/programs/folder-program.ts', import.meta.url)), root],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      const gone = new Promise((resolve) => child.once('exit', resolve))
      // It makes and wipes for ever, once it has begun.
      await new Promise((resolve) => child.stdout.once('data', resolve))
      await sleep(afterMs)
      child.kill('SIGKILL')
      await gone
      const folders = createWholeFolders(root)
      folders.sweep()
      const left = readdirSync(root).filter((name) => name !== 'record.jsonl')
      if (left.length > 0) {
        expect(left).toEqual(['a'])
        // The owner, and perhaps the line of a wiping that had not begun.
        const { files: there } = folders.sizeOf('a')
        expect(there === files + 1 || there === files + 2).toBe(true)
        expect(folders.wipe('a', '{}')).toBe(true)
      }
    }
  })
})
