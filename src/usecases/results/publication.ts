/** Publication: what was approved is counted once more from the entries, and then shown to everybody. */
import { ContestError } from '#contest/errors.ts'
import { staffSteps } from '#contest/round-life.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { holdRules, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { approvalsOf } from '#store/results/approvals.ts'
import { insertPublication } from '#store/results/publications.ts'
import { resultHead } from '#store/results/results.ts'
import { stepRound, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findRound } from '../find.ts'
import { refuseDoubts } from './approval.ts'
import { differs, type CheckedResult } from './counting/checking.ts'
import { composeResults } from './published.ts'
import { checkApart } from './counting/tally-apart.ts'

/**
 * Makes the results of a round public and keeps them as they are then: worked out before the transaction begins, with turns for
 * others, and again when the rules have changed meanwhile.
 * @param seen `digest` of the result as shown
 * @throws ContestError `wrong-status`, `result-changed`, `result-differs` naming what does, `conflict`
 */
export async function publishRound(app: App, who: Who, slug: string, key: string, seen: { readonly digest: string }): Promise<void> {
  requireAccess(who, 'round.publish')
  const { digest } = seen
  await refuseDifferent(app, who, slug, key, digest)
  for (let tries = 3; tries > 0; tries--) {
    const contest = await contestFor(app, who, slug)
    const round = await findApproved(app, contest, key)
    const at = app.clock.now()
    const results = await composeResults(app, contest, { ...round, publishedAt: at })
    const published = await inTransaction(app.database.db, async (db) => {
      if (!(await holdRules(db, contest.id, contest.rulesDigest))) return false
      if (!(await stepRound(db, round.id, staffSteps.publish, { publishedAt: at }))) throw wrongStatus(round)
      if ((await resultHead(db, round.id))?.digest !== digest) throw new ContestError('result-changed', { round: key })
      // One may have arisen since the jury approved.
      await refuseDoubts(app, db, contest, round)
      const of = { contestId: contest.id, subject: round.id, version: 1, publishedAt: at }
      // Something is shown already that nobody published here.
      if (!(await insertPublication(db, app.codec, of, results))) throw new ContestError('result-differs', { round: key })
      await writeAudit(db, { at, actor: actorOf(who), event: 'round.published', contestId: contest.id, data: { round: key, digest } })
      return true
    })
    if (published) return
  }
  throw new ContestError('conflict', { round: key })
}

const wrongStatus = ({ key, status }: RoundRecord): ContestError => new ContestError('wrong-status', { round: key, status })

async function findApproved(app: App, contest: ContestRecord, key: string): Promise<RoundRecord> {
  const round = await findRound(app, contest, key)
  if (round.status !== staffSteps.publish.from) throw wrongStatus(round)
  return round
}

/** Whoever can write to the database can write a winner there; the entries, which are sealed and in the log, say who won. */
async function refuseDifferent(app: App, who: Who, slug: string, key: string, digest: string): Promise<void> {
  const { db } = app.database
  const contest = await contestFor(app, who, slug)
  const round = await findApproved(app, contest, key)
  const stored = await resultHead(db, round.id)
  if (stored?.digest !== digest) throw new ContestError('result-changed', { round: key })
  const approvals = (await approvalsOf(db, round.id)).filter((given) => given.digest === digest).length
  const needed = contest.rules.jury.approvals
  const checked = await checkApart(app, contest, round).catch(asChecked)
  const findings = [
    ...(approvals >= needed
      ? []
      : [
          differs('approvals', 'approvals-missing', {
            vi: `Mới có ${String(approvals)} trong ${String(needed)} thành viên Ban Giám khảo phê duyệt đúng kết quả này.`,
            en: `${String(approvals)} of ${String(needed)} jurors have approved exactly this result.`,
          }),
        ]),
    ...checked.findings,
    ...(checked.digest === digest || checked.findings.length > 0
      ? []
      : [
          differs('digest', 'digest-differs', {
            vi: 'Mã kiểm của kết quả đang lưu khác với mã kiểm của kết quả kiểm đếm lại.',
            en: 'The stored digest of the result differs from that of the fresh count.',
          }),
        ]),
  ]
  if (findings.length === 0) return
  const found = findings.map(({ place, code }) => `${place} ${code}`)
  const data = { round: key, digest, counted: checked.digest, found }
  await writeAudit(db, { at: app.clock.now(), actor: actorOf(who), event: 'round.differed', contestId: contest.id, data })
  throw new ContestError('result-differs', { round: key, findings })
}

/** Entries that are not those of the log are among what differs, and there is no count of them. */
function asChecked(error: unknown): CheckedResult {
  if (error instanceof ContestError && error.code === 'log-differs') return { digest: '', findings: error.detail.findings ?? [] }
  throw error
}
