/**
 * The first account of a server nobody runs yet: made by whoever sits at its terminal, where the code is printed. There is one code
 * for each server, made from its keys, so that every process of it prints the same; once somebody runs the server it opens nothing.
 */
import { timingSafeEqual } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import { holdServer } from '#store/database/key-fingerprints.ts'
import { hasAdministrator } from '#store/identity/staff.ts'
import type { App } from '../app.ts'
import { makeAccount, type NewStaff, type StaffAccount } from './staff-accounts.ts'
import { countedLookUp } from './tries.ts'

/** Without letters that are taken for each other (Crockford's base 32). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

export const awaitsFirstAdministrator = async ({ database: { db } }: App): Promise<boolean> => !(await hasAdministrator(db))

/** 80 bits, as a person reads them off: `0Q9K-3M7T-VW2E-5R8A`. */
export function firstCode({ codec }: App): string {
  const bytes = codec.index('first administrator', '').subarray(0, LENGTH)
  return groups([...bytes].map((byte) => letters[byte % letters.length]).join(''))
}

const groups = (text: string): string => (text.match(/.{4}/g) ?? []).join('-')

/** As it was meant: small letters, other or no hyphens, and the letters that look like a digit. */
const readCode = (typed: string): string =>
  groups(
    typed
      .toUpperCase()
      .replace(/[^\dA-Z]/g, '')
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1'),
  )

/**
 * @param address of whoever asks: guesses are counted by network
 * @throws ContestError `not-found` when somebody runs the server already, `wrong-credentials`, `too-many-attempts`, `weak-password`,
 * `invalid-request` for the login
 */
export function makeFirstAdministrator(
  app: App,
  { code, ...account }: Omit<NewStaff, 'in'> & { readonly code: string },
  address: string,
): Promise<StaffAccount> {
  return countedLookUp(app, address, async () => {
    if (!(await awaitsFirstAdministrator(app))) throw new ContestError('not-found')
    const [given, right] = [readCode(code), firstCode(app)].map((text) => Buffer.from(text))
    if (given === undefined || right === undefined || given.length !== right.length || !timingSafeEqual(given, right))
      throw new ContestError('wrong-credentials')
    return makeAccount(app, { kind: 'system' }, { ...account, in: null }, async (db) => {
      await holdServer(db)
      if (await hasAdministrator(db)) throw new ContestError('not-found')
    })
  })
}
