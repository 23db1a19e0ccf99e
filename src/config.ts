/** Where things are and how the process is reached: the environment and the command line, read once, checked, explained. */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import type { DatabaseAddress } from '#store/database/database.ts'

export interface Config {
  /** Directory of the database file (SQLite), the key files and the lock. */
  readonly data: string
  readonly database: DatabaseAddress
  readonly host: string
  readonly port: number
  /** First part of the origin of every log. */
  readonly logHost: string
  /** Addresses and networks (CIDR) of the proxies whose X-Forwarded-* headers are believed. */
  readonly trustProxy: readonly string[]
  readonly closingGraceMs: number
  /** Where trial runs are served, beside the contests; and by which address people reach them where a proxy stands in front. */
  readonly rehearsals: { readonly port: number; readonly address: string | null }
  /** Hosts (`host` or `host:port`) of sign-in providers that may be asked at private addresses and without TLS. */
  readonly signInHosts: readonly string[]
  /** Asked for the time at start; null: none is named. */
  readonly timeServer: { readonly host: string; readonly port: number } | null
}

export interface ConfigOptions {
  readonly data?: string | undefined
  readonly database?: string | undefined
  readonly host?: string | undefined
  readonly port?: string | undefined
}

export class ConfigError extends Error {}

/**
 * The command line wins over the environment (HOITHI_DATA, DATABASE_URL, HOST, PORT, HOITHI_LOG_HOST,
 * HOITHI_TRUST_PROXY, HOITHI_CLOSING_GRACE_MS, HOITHI_TIME_SERVER, HOITHI_SIGN_IN_HOSTS, HOITHI_REHEARSAL_PORT, HOITHI_REHEARSAL_ADDRESS), which wins over what is usual.
 * @throws ConfigError naming the setting
 */
export function readConfig(
  options: ConfigOptions,
  environment: Readonly<Record<string, string | undefined>>,
  usualData = './data',
): Config {
  const data = resolve(options.data ?? environment['HOITHI_DATA'] ?? usualData)
  const url = options.database ?? environment['DATABASE_URL'] ?? ''
  if (url !== '' && !/^postgres(ql)?:\/\//.test(url)) throw new ConfigError('DATABASE_URL must begin with postgres:// or postgresql://')
  const logHost = environment['HOITHI_LOG_HOST'] ?? 'hoithi.local'
  if (!/^[a-z0-9.-]{1,100}$/.test(logHost)) throw new ConfigError('HOITHI_LOG_HOST must be a host name')
  return {
    data,
    database: url === '' ? { dialect: 'sqlite', file: resolve(data, 'hoithi.sqlite') } : { dialect: 'postgres', url },
    host: options.host ?? environment['HOST'] ?? '127.0.0.1',
    port: wholeNumber('PORT', options.port ?? environment['PORT'] ?? '3000', 65_535),
    logHost,
    trustProxy: proxies(environment['HOITHI_TRUST_PROXY'] ?? ''),
    closingGraceMs: wholeNumber('HOITHI_CLOSING_GRACE_MS', environment['HOITHI_CLOSING_GRACE_MS'] ?? '15000', 600_000),
    rehearsals: rehearsalsOf(environment),
    signInHosts: signInHostsOf(environment['HOITHI_SIGN_IN_HOSTS'] ?? ''),
    timeServer: timeServerOf(environment['HOITHI_TIME_SERVER'] ?? ''),
  }
}

function signInHostsOf(text: string): readonly string[] {
  const hosts = text.split(',').flatMap((one) => one.trim().toLowerCase() || [])
  const wrong = hosts.find((one) => !/^([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/.test(one))
  if (wrong !== undefined) throw new ConfigError(`HOITHI_SIGN_IN_HOSTS lists hosts like “sso.noi-bo.vn, 10.0.0.5:8080”, not “${wrong}”`)
  return hosts
}

function rehearsalsOf(environment: Readonly<Record<string, string | undefined>>): Config['rehearsals'] {
  const address = environment['HOITHI_REHEARSAL_ADDRESS'] ?? ''
  if (address !== '' && !/^https?:\/\/[^/]+$/.test(address))
    throw new ConfigError('HOITHI_REHEARSAL_ADDRESS must be like https://dien-tap.example.vn, without a path')
  return {
    // Any free one.
    port: wholeNumber('HOITHI_REHEARSAL_PORT', environment['HOITHI_REHEARSAL_PORT'] ?? '0', 65_535),
    address: address === '' ? null : address,
  }
}

/** The port of NTP (RFC 5905). */
const NTP_PORT = '123'

/** `host` or `host:port`. */
function timeServerOf(text: string): Config['timeServer'] {
  if (text === '') return null
  const match = /^([A-Za-z0-9.-]{1,200})(?::(\d+))?$/.exec(text)
  if (match?.[1] === undefined) throw new ConfigError('HOITHI_TIME_SERVER must be a host name, and :port when it is not 123')
  return { host: match[1], port: wholeNumber('HOITHI_TIME_SERVER', match[2] ?? NTP_PORT, 65_535) }
}

function proxies(text: string): readonly string[] {
  const named = text.split(',').flatMap((one) => one.trim() || [])
  for (const one of named) {
    const [address = '', prefix, ...more] = one.split('/')
    const family = isIP(address)
    if (family === 0 || more.length > 0)
      throw new ConfigError(
        `HOITHI_TRUST_PROXY lists the addresses of the proxies in front, like “127.0.0.1, 10.0.0.0/8”, not “${one}”: whoever is believed chooses the address everybody is counted by`,
      )
    if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= (family === 4 ? 32 : 128)))
      throw new ConfigError(
        `HOITHI_TRUST_PROXY: “${one}” is no network that can be believed; its prefix is from 1 to ${family === 4 ? '32' : '128'}`,
      )
  }
  return named
}

function wholeNumber(name: string, text: string, maximum: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > maximum)
    throw new ConfigError(`${name} must be a whole number from 0 to ${String(maximum)}, not “${text}”`)
  return value
}
