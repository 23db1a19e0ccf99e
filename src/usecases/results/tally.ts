/**
 * Tally of a closed round. A thread of its own computes it and writes it in chunks (counting/computing.ts); nothing shows before the
 * round's status is changed here at the very end, so a tally that dies half-way is simply run again. Of several at once the
 * one that was started last goes on; the others are told at their next chunk and have shown nothing.
 */
import { ContestError } from '#contest/errors.ts'
import { refuseAct, retractionFrom, staffSteps } from '#contest/round-life.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { inTransaction } from '#store/database/database.ts'
import { clearApprovals } from '#store/results/approvals.ts'
import { finishResult, insertAwards } from '#store/results/results.ts'
import { revokedIn } from '#store/results/revocations.ts'
import { decidedTiesOf } from '#store/results/tie-decisions.ts'
import { openLockedSet } from '#store/rounds/locked-sets.ts'
import { roundsOf, claimTally, holdsTally, roundSecrets, stepRound, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findRound } from '../find.ts'
import { newId } from '../ids.ts'
import type { Computed, Progress } from './counting/computing.ts'
import { computeApart } from './counting/tally-apart.ts'

export interface Tally extends Omit<Computed, 'awards'> {
  readonly round: string
  readonly awards: number
}

/**
 * Counted anew, what the jury has approved of it is approved no more.
 * @throws ContestError `wrong-status` unless the round is closed (or has a result nobody has published: then it is tallied anew),
 * `log-differs` when the entries are not those of the signed log, `sealed-damaged` when what they are counted with does not open
 */
export async function tallyRound(app: App, who: Who, slug: string, key: string, progress: Progress = () => undefined): Promise<Tally> {
  requireAccess(who, 'round.tally')
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  const refused = refuseAct('tally', round)
  if (refused !== null) throw new ContestError(refused, { round: key, status: round.status })
  const { db } = app.database
  // Before anything is taken back: what does not open leaves the result that is there as it is.
  await requireOpening(app, round)
  const retraction = retractionFrom(round.status)
  const claim = newId()
  await inTransaction(db, async (tx) => {
    const back = retraction === null || (await stepRound(tx, round.id, retraction, { approvedAt: null }))
    if (!back || !(await claimTally(tx, round.id, claim))) throw new ContestError('conflict', { round: key })
    await clearApprovals(tx, round.id)
  })
  const { awards, ...computed } = await computeApart(app, { contest, round }, { claim, at: app.clock.now() }, progress).catch(
    async (error: unknown) => {
      if (error instanceof ContestError && error.code === 'log-differs') {
        const found = (error.detail.findings ?? []).map(({ place, code }) => `${place} ${code}`)
        const of = { at: app.clock.now(), actor: actorOf(who), contestId: contest.id } as const
        await writeAudit(db, { ...of, event: 'round.differed', data: { round: key, found } })
      }
      throw error
    },
  )
  await inTransaction(db, async (tx) => {
    if (!(await holdsTally(tx, round.id, claim))) throw new ContestError('conflict', { round: key })
    await insertAwards(tx, app.codec, awards)
    await finishResult(tx, round.id, computed.digest)
    const at = app.clock.now()
    if (!(await stepRound(tx, round.id, staffSteps.tally, { talliedAt: at }))) throw new ContestError('conflict', { round: key })
    const { digest, participants, setAside } = computed
    const data = { round: key, digest, participants, setAside }
    await writeAudit(tx, { at, actor: actorOf(who), event: 'round.tallied', contestId: contest.id, data })
  })
  return { round: key, ...computed, awards: awards.length }
}

/** As they are stored now, not as they are remembered. @throws ContestError `sealed-damaged`, `result-differs` */
async function requireOpening({ database: { db }, codec }: App, round: RoundRecord): Promise<void> {
  await roundSecrets(db, codec, round.id)
  if (round.lockedSetId !== null) await openLockedSet(db, codec, round.lockedSetId)
  await decidedTiesOf(db, codec, round.id)
  const rounds = await roundsOf(db, round.contestId)
  await revokedIn(
    db,
    codec,
    rounds.map(({ id }) => id),
  )
}
