/**
 * The second step of signing in: six digits an authenticator app shows (TOTP, RFC 6238), or one of ten codes kept on paper. Each is used
 * once. Whoever sets it up, takes it off or makes codes anew shows the password again.
 */
import { randomInt } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import type { Instant } from '#contest/values.ts'
import type { SecondFactorProposal, SecondFactorState } from '#contract/identity.ts'
import { countRefusal, writeAudit } from '#store/audit/lines.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import {
  confirmSecondFactor,
  proposeSecondFactor,
  putRecoveryCodes,
  recoveryCodesLeft,
  removeSecondFactor,
  secondFactorOf,
  useRecoveryCode,
  useStep,
} from '#store/identity/second-factors.ts'
import { rolesOfStaff } from '#store/identity/roles.ts'
import { staffById, staffByLogin } from '#store/identity/staff.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { loginOf, requirePassword } from './staff-accounts.ts'
import { countTriesAt, type TryKey } from './tries.ts'

interface Account {
  readonly id: string
  readonly login: string
}

const stepSeconds = 30
/** A phone's clock may be so far off. */
const toleranceSeconds = 30
const recoveryCodes = 10
/** No letter or digit that is taken for another; 50 bits. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLetters = 10

/** What it is called in the app that holds it. */
const issuer = 'Hội Thi'

export async function secondFactorState(app: App, { id }: Account): Promise<SecondFactorState> {
  const { db } = app.database
  const known = await secondFactorOf(db, app.codec, id)
  const since = known?.confirmedAt ?? null
  return { since, recoveryCodes: since === null ? 0 : await recoveryCodesLeft(db, id) }
}

/** @throws ContestError `wrong-credentials`, `too-many-attempts`, `conflict` when the account has one, `password-given` */
export async function beginSecondFactor(app: App, account: Account, password: string): Promise<SecondFactorProposal> {
  const { id, login } = account
  const { passwordGiven } = await requirePassword(app, account, password)
  // Whoever made it would bind their own phone to it.
  if (passwordGiven) throw new ContestError('password-given')
  const { generateSecret, generateURI } = await import('otplib')
  const secret = generateSecret({ length: 20 })
  if (!(await proposeSecondFactor(app.database.db, app.codec, id, secret, app.clock.now()))) throw new ContestError('conflict', { login })
  return { secret, address: generateURI({ issuer, label: login, secret }) }
}

/**
 * Of whoever shows that an app holds it. Ends no session: they are here.
 * @returns recovery codes, shown this once
 * @throws ContestError `wrong-code`, `too-many-attempts`, `not-found` when none was begun, `conflict` when there is one
 */
export async function confirmOwnSecondFactor(app: App, { id, login }: Account, code: string): Promise<readonly string[]> {
  const { db } = app.database
  const known = await secondFactorOf(db, app.codec, id)
  if (known === null) throw new ContestError('not-found', { login })
  if (known.confirmedAt !== null) throw new ContestError('conflict', { login })
  const at = app.clock.now()
  const nobody = (): Promise<void> => Promise.resolve()
  const step = await counted(app, { kind: 'second-step', of: `own ${id}` }, nobody, () => stepOf(known.secret, code, at))
  const codes = newRecoveryCodes()
  await inTransaction(db, async (inside) => {
    // Begun anew meanwhile, on another page: this code is of a secret that is none any more.
    if ((await secondFactorOf(inside, app.codec, id))?.secret !== known.secret || !(await confirmSecondFactor(inside, id, step, at)))
      throw new ContestError('conflict', { login })
    await putRecoveryCodes(inside, app.codec, id, codes)
    await tell(inside, at, id, 'staff.second-factor-set')
  })
  return codes
}

/** In place of those before. @throws ContestError `wrong-credentials`, `too-many-attempts`, `not-found` without a second step */
export async function newOwnRecoveryCodes(app: App, account: Account, password: string): Promise<readonly string[]> {
  const { id, login } = account
  await requirePassword(app, account, password)
  const codes = newRecoveryCodes()
  await inTransaction(app.database.db, async (db) => {
    if (((await secondFactorOf(db, app.codec, id))?.confirmedAt ?? null) === null) throw new ContestError('not-found', { login })
    await putRecoveryCodes(db, app.codec, id, codes)
    await tell(db, app.clock.now(), id, 'staff.recovery-codes-made')
  })
  return codes
}

/** @throws ContestError `wrong-credentials`, `too-many-attempts`, `not-found` when there is none */
export async function removeOwnSecondFactor(app: App, account: Account, password: string): Promise<void> {
  await requirePassword(app, account, password)
  await inTransaction(app.database.db, async (db) => {
    if (!(await removeSecondFactor(db, account.id))) throw new ContestError('not-found', { login: account.login })
    await tell(db, app.clock.now(), account.id, 'staff.second-factor-removed')
  })
}

/** For somebody whose phone and codes are lost. @throws ContestError `not-found`, also when there is none */
export async function removeSecondFactorOf(app: App, who: Who, login: string): Promise<void> {
  requireAccess(who, 'staff.manage')
  await inTransaction(app.database.db, async (db) => {
    const staff = await staffByLogin(db, loginOf(login))
    if (staff === null || !(await removeSecondFactor(db, staff.id))) throw new ContestError('not-found', { login })
    const of = { at: app.clock.now(), actor: actorOf(who), event: 'staff.second-factor-removed', subjectId: staff.id } as const
    // With a password it set too, whoever does this can act as the account: the contests it works on are told.
    for (const contestId of [null, ...(await rolesOfStaff(db, staff.id)).map((role) => role.contestId)])
      await writeAudit(db, { ...of, contestId, data: { staff: staff.id } })
  })
}

/** Whether the account asks for a second step. */
export const hasSecondFactor = async ({ database, codec }: App, id: string): Promise<boolean> =>
  ((await secondFactorOf(database.db, codec, id))?.confirmedAt ?? null) !== null

/**
 * The code of an app or one kept on paper, used up by this. Whoever comes to it has shown the password: a wrong one is told.
 * @param device that signed in to the account before: strangers keep it from nothing
 * @throws ContestError `wrong-code`, `too-many-attempts`, `not-signed-in` when there is no such account (any more)
 */
export async function passSecondFactor(app: App, { id }: Account, typed: string, device: string | null): Promise<void> {
  const { db } = app.database
  const staff = await staffById(db, id)
  const known = await secondFactorOf(db, app.codec, id)
  if (staff === null || staff.disabledAt !== null || known === null || known.confirmedAt === null) throw new ContestError('not-signed-in')
  const at = app.clock.now()
  const key: TryKey = device === null ? { kind: 'second-step', of: id } : { kind: 'device', of: `${device} second step ${id}` }
  const tellWrong = (): Promise<void> =>
    countRefusal(app.database.soon, {
      ...{ at, actor: { kind: 'system' }, event: 'staff.second-step-refused', contestId: null, subjectId: id, data: { staff: id } },
    })
  await counted(app, key, tellWrong, async () => {
    const onPaper = typed.toUpperCase().replace(/[\s-]/g, '')
    if (onPaper.length === codeLetters) {
      const isOne = await inTransaction(db, async (inside) => {
        const used = await useRecoveryCode(inside, app.codec, id, onPaper)
        if (used) await tell(inside, at, id, 'staff.recovery-code-used')
        return used
      })
      return isOne ? 0 : null
    }
    const step = await stepOf(known.secret, typed, at)
    return step !== null && (await inTransaction(db, (inside) => useStep(inside, id, step))) ? step : null
  })
}

/** A try at the second step, counted before it is looked at. @throws ContestError `wrong-code`, `too-many-attempts` */
async function counted(app: App, key: TryKey, tellWrong: () => Promise<void>, look: () => Promise<number | null>): Promise<number> {
  const tried = await countTriesAt(app, `second ${key.of}`, [key])
  const found = await look()
  if (found === null) {
    await tried.keep()
    await tellWrong()
    throw new ContestError('wrong-code')
  }
  await tried.giveBack()
  return found
}

/** Which thirty seconds the code is of; null: of none near now. */
async function stepOf(secret: string, typed: string, at: Instant): Promise<number | null> {
  const token = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const { verify } = await import('otplib')
  const epoch = Math.floor(at / 1000)
  const found = await verify({ secret, token, epoch, period: stepSeconds, epochTolerance: toleranceSeconds })
  return found.valid ? Math.floor(epoch / stepSeconds) + ('delta' in found ? found.delta : 0) : null
}

const newRecoveryCodes = (): readonly string[] =>
  Array.from({ length: recoveryCodes }, () => Array.from({ length: codeLetters }, () => letters[randomInt(letters.length)]).join(''))

type OwnEvent = 'staff.second-factor-set' | 'staff.second-factor-removed' | 'staff.recovery-codes-made' | 'staff.recovery-code-used'

const tell = (db: Db, at: Instant, id: string, event: OwnEvent): Promise<void> =>
  writeAudit(db, { at, actor: { kind: 'staff', id }, event, contestId: null, subjectId: id, data: { staff: id } })
