/** One server a data directory: an exclusive lock on `server.lock`, given back by the system when the process dies. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ContestError } from '#contest/errors.ts'

export interface ServerLock {
  release(): void
}

/**
 * The file is an SQLite database only for its locks, which no crash leaves behind. On PostgreSQL several servers are
 * allowed and none is taken.
 * @throws ContestError `data-in-use`
 */
export function holdServerLock(directory: string): ServerLock {
  const lock = new DatabaseSync(join(directory, 'server.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (isBusy(error)) throw new ContestError('data-in-use', { directory })
    throw error
  }
  return {
    release() {
      if (lock.isOpen) lock.close()
    },
  }
}

const sqliteBusy = 5

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === sqliteBusy
