/**
 * A session that goes on in another browser: the signed-in page stands at an address of its own and shows six digits; whoever opens that
 * address elsewhere is asked for them. Two minutes, once, five tries. Both browsers are signed in after it.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import { moveLimits } from '#contest/limits.ts'
import type { Instant } from '#contest/values.ts'
import { inTransaction } from '#store/database/database.ts'
import { moveEnds, putMove, takeMove, tryMove } from '#store/identity/session-moves.ts'
import { contestantById } from '#store/people/contestants.ts'
import type { App, SignedInContestant } from '../../app.ts'
import { rememberOn } from '../known-devices.ts'
import { personTag, type From, type SignedInPerson } from '../sign-in.ts'
import { countedLookUp, entrantAccount } from '../tries.ts'

export interface Move {
  /** The last part of the address. */
  readonly handle: string
  readonly code: string
  readonly expiresAt: Instant
}

/** In place of the one this person had. */
export async function beginMove(app: App, { id, contestId }: SignedInContestant): Promise<Move> {
  const move = {
    handle: randomBytes(9).toString('base64url'),
    code: String(randomInt(10 ** moveLimits.digits)).padStart(moveLimits.digits, '0'),
    expiresAt: app.clock.now() + moveLimits.ms,
  }
  await inTransaction(app.database.soon, (db) => putMove(db, app.codec, { ...move, contestantId: id, contestId, tries: moveLimits.tries }))
  return move
}

/** Until when it counts. @throws ContestError `move-ended`, `too-many-attempts` */
export async function moveState(app: App, handle: string, address: string): Promise<{ readonly expiresAt: Instant }> {
  return countedLookUp(app, address, async () => {
    const expiresAt = await moveEnds(app.database.db, app.codec, handle, app.clock.now())
    if (expiresAt === null) throw new ContestError('move-ended')
    return { expiresAt }
  })
}

/** @throws ContestError `wrong-move-code`, `move-ended`, `too-many-attempts` */
export async function finishMove(app: App, handle: string, typed: string, from: From): Promise<SignedInPerson> {
  const code = typed.replace(/\D/g, '')
  return countedLookUp(app, from.address, async () => {
    const { codec } = app
    const now = app.clock.now()
    // Counted by itself, so that a failure after it gives no try back.
    const tried = await tryMove(app.database.soon, codec, handle, code, now)
    if (tried === null) throw new ContestError('move-ended')
    if (!tried.isRight) throw new ContestError(tried.triesLeft === 0 ? 'move-ended' : 'wrong-move-code')
    return inTransaction(app.database.soon, async (db) => {
      const person = await contestantById(db, codec, tried.contestantId)
      if (person === null || !(await takeMove(db, codec, handle))) throw new ContestError('move-ended')
      const session = await app.sessions.start({ kind: 'contestant', id: person.id, contestId: person.contestId }, now, db)
      const account = entrantAccount(person.contestId, person.staffCode)
      return { session, device: rememberOn(app, from.device, account), person: personTag(app, person.id) }
    })
  })
}
