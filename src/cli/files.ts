/** Files named on the command line, bounded before they are read. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { ContestError } from '#contest/errors.ts'
import { fileLimits } from '#contest/limits.ts'
import type { ImportFile } from '#usecases/files.ts'

/** @throws ContestError `file-required` when it is not there or is no file, `payload-too-large` above `fileLimits.bytes` */
export function readImportFile(path: string): ImportFile {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isFile() !== true) throw new ContestError('file-required', { file: path })
  if (stat.size > fileLimits.bytes) throw new ContestError('payload-too-large', { file: path, limit: fileLimits.bytes })
  return { name: basename(path), bytes: readFileSync(path) }
}

/** Readable by its owner alone, since it may hold answers. @throws ContestError `target-exists` */
export function writeNewFile(path: string, bytes: Uint8Array): void {
  if (existsSync(path)) throw new ContestError('target-exists', { file: path })
  writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 })
}
