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

/** Reads both keys, making those that do not exist. @throws when a key file can be read by others. */
export function loadKeys(directory: string): Keys {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const dataKey = Buffer.from(
    readOrMake(join(directory, 'data.key'), () => randomBytes(32).toString('base64') + '\n'),
    'base64',
  )
  if (dataKey.length !== 32) throw new Error(`${join(directory, 'data.key')} does not hold 32 bytes`)
  const pem = readOrMake(join(directory, 'ledger.pem'), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  const ledgerPrivateKey = createPrivateKey(pem)
  const spki = createPublicKey(ledgerPrivateKey).export({ type: 'spki', format: 'der' })
  return { dataKey, ledgerPrivateKey, ledgerPublicKey: spki.subarray(spki.length - 32) }
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
  if ((statSync(file).mode & 0o077) !== 0) throw new Error(`${file} can be read by others: chmod 600 ${file}`)
  return readFileSync(file, 'utf8')
}
