/** A fake app whose links are signed: a JWS in the address, for two minutes. */
import { randomBytes } from 'node:crypto'
import { SignJWT, type JWTPayload } from 'jose'
import { audience } from './examples.ts'
import type { FakePerson } from './served.ts'

export const launchSecret = 'khoa-dung-chung-cua-ung-dung-32-ky-tu'

/** @param now in milliseconds @param change another claim; undefined leaves it out */
export function launchToken(
  { sub, name, phone }: FakePerson,
  now: number,
  change: JWTPayload = {},
  secret = launchSecret,
): Promise<string> {
  const seconds = Math.floor(now / 1000)
  const usual = {
    iss: 'ung-dung',
    aud: audience,
    sub,
    name,
    phone_number: phone,
    iat: seconds,
    exp: seconds + 120,
    jti: randomBytes(9).toString('base64url'),
  }
  return new SignJWT({ ...usual, ...change }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret))
}
