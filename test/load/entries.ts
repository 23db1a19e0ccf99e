/** A closed round of many sealed entries: rows and log as the commit queue would have left them, but for the proofs, which a tally does not read. */
import { randomBytes } from 'node:crypto'
import { drawPaper } from '#contest/paper/paper.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { commitment, entryLeafText, leafBytes } from '#ledger/leaves.ts'
import { append, joinHashes, leafHash, rootOf, type Frontier } from '#ledger/merkle.ts'
import { sealJson, sealingKey } from '#store/database/codec.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { sealEntry } from '#store/commit-queue/entry-seal.ts'
import { staffCodeIndex, unitsOf } from '#store/people/roster.ts'
import { stepRound } from '#store/rounds/rounds.ts'
import { logHead } from '#store/taking-part/logs.ts'
import { pseudonymKeyOf, pseudonymOf } from '#store/taking-part/pseudonyms.ts'
import type { App } from '#usecases/app.ts'
import { newId, timedId, sha256 } from '#usecases/ids.ts'
import type { LiveContest } from '#test/support/live.ts'

/** Each its own, in letters that receipts have. */
const codeOf = (i: number): string =>
  i
    .toString(8)
    .padStart(10, '0')
    .replace(/\d/g, (digit) => 'KMNPQRST'.charAt(Number(digit)))

/** @param people who made them in turns: the later ones are further attempts */
export async function fillRound(app: App, contest: LiveContest, entries: number, people = entries): Promise<void> {
  const { db } = app.database
  const runtime = await app.runtimes.get(contest.roundId)
  const stored = await contestBySlug(db, contest.slug)
  const contestId = stored?.id ?? ''
  const units = await unitsOf(db, contestId)
  const key = sealingKey(runtime.secrets.entryKey)
  const papers = Array.from({ length: 2000 }, (_, i) =>
    drawPaper(sha256, runtime.plan, runtime.secrets.paperSeed, { contestantId: `paper-${String(i)}`, attempt: 1 }),
  )
  const pseudonymKey = pseudonymKeyOf(app.codec, contest.roundId)
  const begun = await logHead(db, contest.roundId)
  if (begun?.size !== 1) throw new Error('the round has entries already, or is not open')
  let frontier: Frontier = { size: 1, nodes: [begun.root] }
  const now = app.clock.now()
  const chunk = 1000
  const blank = randomBytes(40)
  const ids: string[] = []
  for (let from = 0; from < entries; from += chunk) {
    // Ids as the server makes them: people's at random, attempts' and entries' by their instant.
    const made = Array.from({ length: Math.min(chunk, entries - from) }, (_, at) => {
      const i = from + at
      if (i < people) ids.push(newId())
      return { i, id: ids[i % people] ?? '', attempt: timedId(now + i), number: 1 + Math.floor(i / people) }
    })
    const newcomers = made.filter(({ i }) => i < people)
    const leaves: Uint8Array[] = []
    await inTransaction(db, async (tx) => {
      if (newcomers.length > 0)
        await tx
          .insertInto('contestant')
          .values(
            newcomers.map(({ i, id }) => ({
              id,
              contest_id: contestId,
              unit_id: units[i % units.length]?.id ?? '',
              personal: sealJson(app.codec, 'personal', `contestant ${id}`, {
                ...{ fullName: `Thí sinh ${String(i)}`, staffCode: `CB${String(i)}`, position: 'Cán bộ', phone: null },
              }),
              staff_code_index: staffCodeIndex(app.codec, contestId, `CB${String(i)}`),
              phone_index: null,
              consented_at: now,
              created_at: now,
            })),
          )
          .execute()
      await tx
        .insertInto('attempt')
        .values(
          made.map(({ i, id, attempt, number }) => ({
            id: attempt,
            round_id: contest.roundId,
            contestant_id: id,
            number,
            started_at: now + i,
            deadline_at: runtime.round.closesAt,
            paper_set: 0,
          })),
        )
        .execute()
      await tx
        .insertInto('entry')
        .values(
          made.map(({ i, id: contestant, attempt }) => {
            const id = `${attempt}-${String(i).padStart(8, '0')}`
            const paper = papers[i % papers.length] ?? []
            // One in ten is all-correct; the others miss some.
            const answers = paper.map(({ question, optionOrder }, at) => {
              const right = optionOrder.indexOf(runtime.set.questions[question]?.correct[0] ?? 0)
              return [i % 10 === 0 || (i + at) % 3 !== 0 ? right : (right + 1) % optionOrder.length]
            })
            const opening = canonicalJson({
              answers,
              paper: paper.map(({ question, optionOrder }) => [question, ...optionOrder]),
              prediction: (i * 7919) % (entries / 5),
            })
            const salted = { salt: randomBytes(16), opening: Buffer.from(opening) }
            const submittedAt = now + 60_000 + ((i * 7) % 400_000)
            const pseudonym = pseudonymOf(pseudonymKey, contestant)
            const committed = commitment(salted.salt, salted.opening, sha256)
            const leaf = Buffer.from(entryLeafText({ round: contest.roundKey, submittedAt, pseudonym, commitment: committed }))
            leaves.push(leafHash(leaf, sha256))
            return {
              id,
              round_id: contest.roundId,
              attempt_id: attempt,
              contestant_id: contestant,
              log_index: i + 1,
              submitted_at: submittedAt,
              body_digest: sha256(Buffer.from(id)),
              sealed: sealEntry(key, id, salted),
              leaf,
              proof: blank,
              tree_size: i + 2,
              code: codeOf(i),
            }
          }),
        )
        .execute()
    })
    frontier = append(frontier, leaves, sha256).frontier
    if (from % 100_000 === 0) process.stderr.write(`${String(from)} entries\n`)
  }
  const head = { size: frontier.size, root: Buffer.from(rootOf(frontier, sha256)), frontier: Buffer.from(joinHashes(frontier.nodes)) }
  await db.updateTable('log_head').set(head).where('round_id', '=', contest.roundId).execute()
  await stepRound(db, contest.roundId, { from: 'open', to: 'closing' }, {})
  // The queue signs what it adds to, and so all of it.
  const close = leafBytes({ schema: 'contest-close/v1', round: contest.roundKey, closedAt: runtime.round.closesAt, entries })
  await app.queue.appendMarker(contest.roundId, 'close', close)
  await stepRound(db, contest.roundId, { from: 'closing', to: 'closed' }, { closedAt: now })
}
