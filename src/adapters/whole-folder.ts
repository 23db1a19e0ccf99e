/**
 * Folders that are whole or not there: made under another name and renamed when nothing is missing, renamed before anything of them is
 * removed. What a process that ended half-way left behind, the next one sweeps away.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface FolderSize {
  readonly files: number
  readonly bytes: number
}

/** One that is being made. */
interface Making {
  readonly path: string
  /** It is whole. @returns where it is from now on */
  keep(): string
  drop(): void
}

export interface WholeFolders {
  /** Null: it is there, or somebody makes it. */
  make(name: string): Making | null
  /** Where it is; null: it is not there. */
  place(name: string): string | null
  sizeOf(name: string): FolderSize
  /**
   * False: it is not there, perhaps since a moment ago.
   * @param line what is left of it: a line of the record
   */
  wipe(name: string, line: string): boolean
  /** Lines of all that were wiped, in order; one that was cut off between two steps may stand twice. */
  record(): readonly string[]
  /** Ends what others began who are not there any more. */
  sweep(): void
}

const [making, wiping, last, owner, recorded] = ['.making-', '.wiping-', 'last-line', 'owner', 'record.jsonl'] as const

function isAlive(pid: number): boolean {
  try {
    // Of a file that was cut off no number is left, and 0 would be all of one's own.
    return pid > 0 && pid !== process.pid && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** @param nowMaking names this process makes just now: those it does not sweep */
export function createWholeFolders(root: string, nowMaking: Set<string> = new Set()): WholeFolders {
  const at = (name: string): string => join(root, name)
  const isAbandoned = (name: string): boolean => {
    if (nowMaking.has(name)) return false
    const file = join(at(making + name), owner)
    return !existsSync(file) || !isAlive(Number(readFileSync(file, 'utf8')))
  }
  const finishWiping = (folder: string): void => {
    const line = join(folder, last)
    if (existsSync(line)) appendFileSync(join(root, recorded), `${readFileSync(line, 'utf8')}\n`)
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    make: (name) => {
      mkdirSync(root, { recursive: true, mode: 0o700 })
      const path = at(making + name)
      if (existsSync(path) && isAbandoned(name)) rmSync(path, { recursive: true, force: true })
      try {
        mkdirSync(path, { mode: 0o700 })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null
        throw error
      }
      nowMaking.add(name)
      const drop = (): void => {
        rmSync(path, { recursive: true, force: true })
        nowMaking.delete(name)
      }
      writeFileSync(join(path, owner), String(process.pid))
      // Somebody else's was finished between the look and this.
      if (existsSync(at(name))) return (drop(), null)
      return {
        path,
        keep: () => {
          renameSync(path, at(name))
          nowMaking.delete(name)
          return at(name)
        },
        drop,
      }
    },
    place: (name) => (existsSync(at(name)) ? at(name) : null),
    sizeOf: (name) => {
      const files = readdirSync(at(name), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
      // What is written beside may go while it is counted.
      const sizes = files.map((one) => statSync(join(one.parentPath, one.name), { throwIfNoEntry: false })?.size ?? 0)
      return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
    },
    wipe: (name, line) => {
      const gone = at(`${wiping}${name}-${String(process.hrtime.bigint())}`)
      try {
        writeFileSync(join(at(name), last), line)
        renameSync(at(name), gone)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
        throw error
      }
      finishWiping(gone)
      return true
    },
    record: () => {
      const file = join(root, recorded)
      return existsSync(file)
        ? readFileSync(file, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
        : []
    },
    sweep: () => {
      if (!existsSync(root)) return
      for (const found of readdirSync(root)) {
        if (found.startsWith(wiping)) finishWiping(at(found))
        else if (found.startsWith(making) && isAbandoned(found.slice(making.length))) rmSync(at(found), { recursive: true, force: true })
      }
    },
  }
}
