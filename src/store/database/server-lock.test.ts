import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ContestError } from '#contest/errors.ts'
import { holdServerLock } from './server-lock.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'hoithi-lock-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true, force: true })
})

function refusal(): unknown {
  try {
    holdServerLock(directory).release()
    return null
  } catch (error) {
    return error
  }
}

describe('the server lock', () => {
  it('is held by one', () => {
    const lock = holdServerLock(directory)
    expect(refusal()).toMatchObject({ code: 'data-in-use', detail: { directory } })
    expect(refusal()).toBeInstanceOf(ContestError)
    lock.release()
    lock.release()
    expect(refusal()).toBeNull()
  })

  it('falls with the process that held it, however that ends', async () => {
    const script = `import { holdServerLock } from ${JSON.stringify(new URL('server-lock.ts', import.meta.url).href)}
      holdServerLock(${JSON.stringify(directory)}); console.log('held'); setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(holder.stdout, 'data')
    expect(refusal()).toMatchObject({ code: 'data-in-use' })
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect(refusal()).toBeNull()
  })

  it('says what is wrong when there is no such directory', () => {
    expect(() => holdServerLock(join(directory, 'none'))).toThrow(/unable to open/)
  })
})
