/**
 * Secrets of providers as files: `<data>/sign-in/<contest>/<provider>.json`, mode 0600, written by `hoithi sign-in secret`. Each says to
 * which hosts it may be sent: who may change the rules of a contest cannot have it sent elsewhere.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'

export interface SecretFile {
  readonly secret: string
  /** `host` or `host:port`; empty: it is sent nowhere (a key both know). */
  readonly hosts: readonly string[]
}

/** Below the data directory. */
export const providerSecrets = 'sign-in'

const plain = /^[a-z0-9-]{1,80}$/

const fileOf = (folder: string, contest: string, provider: string): string => {
  if (!plain.test(contest) || !plain.test(provider)) throw new RangeError('no name of a contest and a provider')
  return join(folder, contest, `${provider}.json`)
}

/** Null: there is none, or it is nothing we wrote. @throws when others may read it */
export function readSecret(folder: string, contest: string, provider: string): SecretFile | null {
  const file = fileOf(folder, contest, provider)
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) return null
  if ((found.mode & 0o077) !== 0) throw new Error(`others may read ${file}`)
  const { secret, hosts } = JSON.parse(readFileSync(file, 'utf8')) as Partial<SecretFile>
  return typeof secret === 'string' && secret !== '' && Array.isArray(hosts) ? { secret, hosts } : null
}

/** In place of what was there, whole or not at all. */
export function writeSecret(folder: string, contest: string, provider: string, secret: SecretFile): void {
  const file = fileOf(folder, contest, provider)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, JSON.stringify(secret), { mode: 0o600, flush: true })
  renameSync(draft, file)
}

export const maySendTo = ({ hosts }: SecretFile, url: string | URL): boolean => {
  const { host, hostname } = new URL(url)
  return hosts.includes(host) || hosts.includes(hostname)
}
