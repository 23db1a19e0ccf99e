/** Accounts at providers as whoever helps a contestant sees them, and what is decided of those in doubt. */
import type { ProviderAccounts } from '#contract/identity.ts'
import { ContestError } from '#contest/errors.ts'
import { codeOf } from '#contest/person.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { accountsOf, bindAccount, doubtsOf, dropDoubts, releaseAccounts, takeDoubt } from '#store/identity/provider-accounts.ts'
import { endSessionsOf } from '#store/identity/sessions.ts'
import { contestantByCode } from '#store/people/contestants.ts'
import { actorOf, mayDo, requireAccess, type Who } from '../../access.ts'
import type { App } from '../../app.ts'
import { contestFor } from '../../find.ts'

const nameOf = ({ rules }: ContestRecord, id: string): string => rules.signIn?.providers.find((one) => one.id === id)?.name ?? id
const named = (index: Uint8Array): string => Buffer.from(index).toString('base64url')

/** @throws ContestError `not-found` */
export async function providerAccounts(app: App, who: Who, slug: string, typed: string): Promise<ProviderAccounts> {
  requireAccess(who, 'roster.see')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const person = await contestantByCode(db, app.codec, contest.id, codeOf(typed))
  if (person === null) throw new ContestError('not-found', { person: typed.slice(0, 50) })
  const accounts = await accountsOf(db, person.id)
  const doubts = await doubtsOf(db, person.id)
  return {
    accounts: accounts.map(({ provider, boundAt }) => ({ provider: nameOf(contest, provider), boundAt })),
    doubts: doubts.map(({ index, provider, why, seenAt }) => ({ account: named(index), provider: nameOf(contest, provider), why, seenAt })),
    mayDecide: mayDo(who, 'doubts.decide'),
  }
}

/**
 * The account is the person's, in place of the one that was, which is signed out; or it is not.
 * @param account as `providerAccounts` names it
 * @throws ContestError `not-found`, `conflict`
 */
export async function decideAccount(
  app: App,
  who: Who,
  slug: string,
  typed: string,
  { account, same }: { readonly account: string; readonly same: boolean },
): Promise<void> {
  requireAccess(who, 'doubts.decide')
  const contest = await contestFor(app, who, slug)
  const { codec } = app
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    const person = await contestantByCode(db, codec, contest.id, codeOf(typed))
    const doubt = person === null ? null : await takeDoubt(db, person.id, Buffer.from(account, 'base64url'))
    if (person === null || doubt === null) throw new ContestError('not-found', { person: typed.slice(0, 50) })
    if (same) {
      const { index, provider } = doubt
      await releaseAccounts(db, { contestantId: person.id, provider, index })
      const bound = { contestId: contest.id, provider, contestantId: person.id, boundAt: at }
      if (!(await bindAccount(db, codec, index, bound))) throw new ContestError('conflict', { person: person.id })
      await dropDoubts(db, index)
      await endSessionsOf(db, 'contestant', [person.id], at)
    }
    await writeAudit(db, {
      ...{ at, actor: actorOf(who), event: 'person.account-decided', contestId: contest.id, subjectId: person.id },
      data: { contestant: person.id, provider: nameOf(contest, doubt.provider), decision: same ? 'same' : 'different' },
    })
  })
}
