/**
 * Devices that signed in before. A device keeps a name of its own, 12 random bytes, and behind it a mark for each of the last
 * accounts it signed in to: HMAC-SHA-256 of name and account, cut to 12 bytes; all of it as base64url without separators. It
 * signs nobody in: it only keeps whoever holds it from waiting for the tries of strangers.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { App } from '../app.ts'

/** Letters of a name and of a mark. */
const PART = 16
const MOST_MARKS = 5
const form = new RegExp(`^[A-Za-z0-9_-]{${String(PART * 2)},${String(PART * (1 + MOST_MARKS))}}$`)

const marksOf = (device: string): readonly string[] =>
  Array.from({ length: Math.floor(device.length / PART) - 1 }, (_, at) => device.slice((at + 1) * PART, (at + 2) * PART))

const markOf = ({ codec }: Pick<App, 'codec'>, name: string, account: string): string =>
  createHmac('sha256', codec.key('device')).update(`${name} ${account}`).digest('base64url').slice(0, PART)

/** The name of the device when it signed in to this account before; null for any other. */
export function knownDevice(app: Pick<App, 'codec'>, device: string | null, account: string): string | null {
  if (device === null || !form.test(device)) return null
  const name = device.slice(0, PART)
  const wanted = Buffer.from(markOf(app, name, account))
  return marksOf(device).some((mark) => timingSafeEqual(Buffer.from(mark), wanted)) ? name : null
}

/** What the device keeps from now on, the account just signed in to first. */
export function rememberOn(app: Pick<App, 'codec'>, device: string | null, account: string): string {
  const before = device !== null && form.test(device) ? device : randomBytes(12).toString('base64url')
  const name = before.slice(0, PART)
  const mark = markOf(app, name, account)
  return [name, mark, ...marksOf(before).filter((other) => other !== mark)].slice(0, 1 + MOST_MARKS).join('')
}
