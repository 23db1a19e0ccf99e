/**
 * A directory for what is not finished and holds keys. Whoever works in it holds its lock, which no crash leaves behind: the
 * next run beside it finds the lock free and removes what a killed one left.
 */
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ContestError } from '#contest/errors.ts'
import { holdServerLock, type ServerLock } from '../database/server-lock.ts'

const prefix = '.hoithi-draft-'
/** Not to be removed yet: its lock is being taken. */
const beginning = '.hoithi-begin-'

/** @param place the directory stands beside this file; whatever is left in it is removed at the end */
export async function inDraftDirectory<Made>(place: string, act: (directory: string) => Promise<Made>): Promise<Made> {
  const parent = dirname(place)
  removeAbandoned(parent)
  const begun = mkdtempSync(join(parent, beginning))
  const lock = holdServerLock(begun)
  const directory = join(parent, basename(begun).replace(beginning, prefix))
  renameSync(begun, directory)
  try {
    return await act(directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
    lock.release()
  }
}

function removeAbandoned(parent: string): void {
  const drafts = readdirSync(parent).filter((name) => name.startsWith(prefix))
  for (const draft of drafts.map((name) => join(parent, name))) {
    const lock = lockIfFree(draft)
    if (lock === null) continue
    rmSync(draft, { recursive: true, force: true })
    lock.release()
  }
}

function lockIfFree(directory: string): ServerLock | null {
  try {
    return holdServerLock(directory)
  } catch (error) {
    // At work; or just finished, and gone.
    if ((error instanceof ContestError && error.code === 'data-in-use') || !existsSync(directory)) return null
    throw error
  }
}
