/** Whose of the roster an account at a provider is: known before, or found by what it says and then known; else a doubt for the organisers. */
import { ContestError } from '#contest/errors.ts'
import type { Claims } from '#contest/sign-in/claims.ts'
import { matchOf, type IdentityDoubt } from '#contest/sign-in/match.ts'
import type { Provider } from '#contest/sign-in/provider.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { accountBy, accountIndex, bindAccount, boundAmong, noteDoubt } from '#store/identity/provider-accounts.ts'
import { contestantsBy } from '#store/people/contestants.ts'
import { unitsOf } from '#store/people/roster.ts'
import type { App } from '../../app.ts'

/** Whose subjects they are: of OpenID Connect the issuer's, else the provider's of this name. */
const realmOf = ({ id, verify }: Provider): string => (verify.by === 'openid' ? `${id} ${verify.issuer}` : id)

const indexOf = ({ codec }: Pick<App, 'codec'>, contestId: string, provider: Provider, subject: string): Uint8Array =>
  accountIndex(codec, contestId, realmOf(provider), subject)

/** @returns the id of the contestant @throws ContestError `not-on-roster`, `identity-doubtful` */
export async function personOf(app: App, contest: ContestRecord, provider: Provider, claims: Claims): Promise<string> {
  const { codec } = app
  const index = indexOf(app, contest.id, provider, claims.subject)
  const known = await accountBy(app.database.db, codec, index)
  if (known?.contestId === contest.id) return known.contestantId
  const at = app.clock.now()
  const outcome = await inTransaction(app.database.db, async (db) => {
    const match = await matchIn(app, db, contest.id, provider, claims)
    if (match.kind === 'nobody') return null
    if (match.kind === 'doubt') return doubted(db, match.ids, match.why)
    const account = { contestId: contest.id, provider: provider.id, contestantId: match.id, boundAt: at }
    // Another of the same person, or the same at another process, was faster.
    if (!(await bindAccount(db, codec, index, account))) {
      const other = await accountBy(db, codec, index)
      return other?.contestId === contest.id ? other.contestantId : doubted(db, [match.id], 'bound')
    }
    await writeAudit(db, {
      ...{ at, actor: { kind: 'contestant', id: match.id }, event: 'person.account-bound', contestId: contest.id, subjectId: match.id },
      data: { contestant: match.id, provider: provider.name },
    })
    return match.id
  })
  if (outcome === null) throw new ContestError('not-on-roster')
  if (typeof outcome === 'string') return outcome
  throw new ContestError('identity-doubtful')

  /** Kept for the organisers, once each. */
  async function doubted(db: Db, ids: readonly string[], why: IdentityDoubt): Promise<{ readonly why: IdentityDoubt }> {
    for (const contestantId of ids) {
      if (!(await noteDoubt(db, contest.id, { index, contestantId, provider: provider.id, why, seenAt: at }))) continue
      await writeAudit(db, {
        ...{ at, actor: { kind: 'system' }, event: 'person.account-doubted', contestId: contest.id, subjectId: contestantId },
        data: { contestant: contestantId, provider: provider.name, why },
      })
    }
    return { why }
  }
}

async function matchIn({ codec }: App, db: Db, contestId: string, provider: Provider, claims: Claims) {
  const found = await contestantsBy(db, codec, contestId, claims)
  const units = claims.unitCode === null ? [] : await unitsOf(db, contestId)
  const bound = await boundAmong(
    db,
    found.map(({ id }) => id),
    provider.id,
  )
  return matchOf(
    claims,
    found.map(({ id, fullName, staffCode, phone, unitId }) => ({
      ...{ id, fullName, staffCode, phone, isBound: bound.has(id) },
      unitCode: units.find((unit) => unit.id === unitId)?.code ?? '',
    })),
  )
}
