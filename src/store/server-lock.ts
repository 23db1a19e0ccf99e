/**
 * One server a data directory. The lock is an exclusive transaction held open on a small SQLite file: the operating
 * system lets go of it when the process ends, however it ends, so that no stale lock is ever left.
 */
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { ContestError } from '#contest/errors.ts'

export interface ServerLock {
  release(): void
}

const SQLITE_BUSY = 5

/** @throws ContestError `data-in-use` when another process holds it */
export function holdServerLock(directory: string): ServerLock {
  const file = new DatabaseSync(join(directory, 'server.lock'), { timeout: 0 })
  try {
    file.exec('begin exclusive')
  } catch (error) {
    file.close()
    if ((error as { readonly errcode?: number }).errcode === SQLITE_BUSY) throw new ContestError('data-in-use', { directory })
    throw error
  }
  return {
    release: () => {
      file.close()
    },
  }
}
