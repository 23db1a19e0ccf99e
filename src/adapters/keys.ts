/**
 * The server's secret keys as files, made at the first start with mode 0600 in a directory with mode 0700:
 * `data.key` (32 bytes, base64: everything sealed at rest, see store/database/codec.ts) and `ledger.pem` (Ed25519, PKCS #8: signs
 * the heads of the logs). Losing data.key loses names and entries; losing ledger.pem ends the log's identity.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Keys {
  readonly dataKey: Uint8Array
  readonly ledgerPrivateKey: KeyObject
  /** Raw 32-byte Ed25519 public key. */
  readonly ledgerPublicKey: Uint8Array
}

const names = ['data.key', 'ledger.pem'] as const

/** Which of the two are there. */
export const keysIn = (directory: string): readonly (typeof names)[number][] =>
  names.filter((name) => statSync(join(directory, name), { throwIfNoEntry: false }) !== undefined)

/** A key file that is there and is not used: empty or no key at all, or readable by others. */
export class KeyFileError extends Error {
  readonly code: 'key-damaged' | 'key-exposed'
  readonly file: string
  constructor(code: KeyFileError['code'], file: string) {
    super(`${code}: ${file}`)
    this.code = code
    this.file = file
  }
}

/** Reads both keys, making those that do not exist. @throws KeyFileError */
export function loadKeys(directory: string): Keys {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const dataKey = Buffer.from(
    readOrMake(join(directory, 'data.key'), () => randomBytes(32).toString('base64') + '\n'),
    'base64',
  )
  if (dataKey.length !== 32) throw new KeyFileError('key-damaged', join(directory, 'data.key'))
  const ledger = join(directory, 'ledger.pem')
  const pem = readOrMake(ledger, () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const ledgerPrivateKey = privateKeyIn(pem, ledger)
  const spki = createPublicKey(ledgerPrivateKey).export({ type: 'spki', format: 'der' })
  return { dataKey, ledgerPrivateKey, ledgerPublicKey: spki.subarray(spki.length - 32) }
}

function privateKeyIn(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw new KeyFileError('key-damaged', file)
  }
}

/** Written beside and linked into place, so that a crash or a second starter never leaves or replaces half a key. */
function readOrMake(file: string, make: () => string): string {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    const draft = `${file}.${randomBytes(6).toString('hex')}`
    writeFileSync(draft, make(), { mode: 0o600, flush: true })
    try {
      linkSync(draft, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(draft)
    }
  }
  if ((statSync(file).mode & 0o077) !== 0) throw new KeyFileError('key-exposed', file)
  return readFileSync(file, 'utf8')
}
