/**
 * The backup file: one line of 128 bytes, `hoithi-backup/1 <SHA-256 of the rest, hex> <length of the rest>` filled up
 * with spaces and ended by a newline; the rest is an SQLite database (docs/formats/backup.md).
 */
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, existsSync, fsyncSync, linkSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { ContestError } from '#contest/errors.ts'

const headerLength = 128
const chunkLength = 1 << 20

export interface BackupDigest {
  /** Lower-case hex. */
  readonly sha256: string
  /** Of the database inside. */
  readonly bytes: number
}

const header = ({ sha256, bytes }: BackupDigest): Buffer =>
  Buffer.from(`hoithi-backup/1 ${sha256} ${String(bytes)}`.padEnd(headerLength - 1) + '\n')

/** Joins header and database in `draft`, durably, then puts that in place. @throws ContestError `target-exists` */
export function writeBackupFile(database: string, draft: string, target: string): BackupDigest {
  const output = openSync(draft, 'wx', 0o600)
  try {
    const input = openSync(database, 'r')
    const hash = createHash('sha256')
    const chunk = Buffer.allocUnsafe(chunkLength)
    let bytes = 0
    for (let length = readSync(input, chunk); length > 0; length = readSync(input, chunk)) {
      hash.update(chunk.subarray(0, length))
      writeAll(output, chunk.subarray(0, length), headerLength + bytes)
      bytes += length
    }
    closeSync(input)
    const digest = { sha256: hash.digest('hex'), bytes }
    writeAll(output, header(digest), 0)
    fsyncSync(output)
    putInPlace(draft, target)
    return digest
  } finally {
    closeSync(output)
  }
}

/**
 * Checks the digest of the whole file and writes the database inside to `database`, which must not exist.
 * @throws ContestError `backup-damaged`
 */
export async function readBackupFile(source: string, database: string): Promise<BackupDigest> {
  const expected = readHeader(source)
  const output = openSync(database, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of createReadStream(source, { start: headerLength, highWaterMark: chunkLength }) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      writeAll(output, chunk, bytes)
      bytes += chunk.length
    }
    const sha256 = hash.digest('hex')
    if (bytes !== expected.bytes || sha256 !== expected.sha256) throw new ContestError('backup-damaged', { file: source })
    fsyncSync(output)
    return { sha256, bytes }
  } finally {
    closeSync(output)
  }
}

function readHeader(source: string): BackupDigest {
  const input = openSync(source, 'r')
  const line = Buffer.alloc(headerLength)
  const length = readSync(input, line)
  closeSync(input)
  const match = length === headerLength ? /^hoithi-backup\/1 ([0-9a-f]{64}) ([1-9][0-9]{0,15}) *\n$/.exec(line.toString('latin1')) : null
  if (match?.[1] === undefined) throw new ContestError('backup-damaged', { file: source })
  return { sha256: match[1], bytes: Number(match[2]) }
}

function writeAll(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at, position + at)
}

/** @throws ContestError `target-exists` */
export function refuseExisting(file: string): void {
  if (existsSync(file)) throw new ContestError('target-exists', { file })
}

/** A finished file gets its name at once or not at all, and never another file's. @throws ContestError `target-exists` */
export function putInPlace(draft: string, target: string): void {
  try {
    linkSync(draft, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new ContestError('target-exists', { file: target })
    throw error
  }
  rmSync(draft)
  syncDirectory(dirname(target))
}

/** Makes names durable, where the system lets a directory be synced. */
function syncDirectory(directory: string): void {
  if (!statSync(directory).isDirectory()) return
  const handle = openSync(directory, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
