/**
 * Questions the organisers release for practice, answers and all, and withdraw. No question of a locked set is released, and none that
 * was released comes into a set (rounds/set-candidate.ts). Both acts begin by holding the rules, so that of two at the same instant
 * the later sees what the earlier did.
 */
import type { BulkOutcome } from '#contract/questions.ts'
import { ContestError, type ErrorCode } from '#contest/errors.ts'
import { wordsOf } from '#contest/questions/practice.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import type { Instant } from '#contest/values.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { holdRules, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { advanceBank, bankRecordsByCode, openContents, type BankRecord } from '#store/questions/bank.ts'
import { practiceOf, putPractice, type PracticeState } from '#store/questions/practice.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'

interface Asked {
  readonly codes: readonly string[]
  readonly released: boolean
  readonly dryRun: boolean
  /** Of the dry run that was looked at. */
  readonly asOf: Instant | undefined
}

/** @throws ContestError `forbidden`, `conflict`; what stands in the way of one question is in the outcome */
export async function changePractice(app: App, who: Who, slug: string, asked: Asked): Promise<BulkOutcome> {
  requireAccess(who, 'questions.edit')
  for (let tries = 3; tries > 0; tries--) {
    const contest = await contestFor(app, who, slug)
    const held = await heldCodes(app, contest)
    const outcome = await inTransaction(app.database.db, async (db) => {
      if (!asked.dryRun) {
        if (!(await holdRules(db, contest.id, contest.rulesDigest))) return null
        await advanceBank(db, contest.id)
      }
      // A set that was locked meanwhile is read first.
      if ((await setsOf(db, contest.id)).join() !== held.sets.join()) return null
      return plan(app, db, who, contest, held, asked)
    })
    if (outcome !== null) return outcome
  }
  throw new ContestError('conflict', { contest: slug })
}

const setsOf = async (db: Db, contestId: string): Promise<readonly string[]> =>
  (await roundsOf(db, contestId)).flatMap(({ lockedSetId }) => lockedSetId ?? [])

/** Of every round, also of those that are over: outside of a transaction, because sets are read once and remembered. */
async function heldCodes(app: App, contest: ContestRecord) {
  const sets = await setsOf(app.database.db, contest.id)
  const codes = new Set<string>()
  // A question written twice is one question to whoever reads it.
  const words = new Set<string>()
  // A picture of a locked set is seen by nobody before its round, whichever other question has it too.
  const pictures = new Set<string>()
  for (const set of sets)
    for (const question of (await app.sets.get(set)).questions) {
      codes.add(question.code)
      words.add(wordsOf(question))
      for (const { digest } of question.pictures) pictures.add(digest)
    }
  return { sets, codes, words, pictures }
}

async function plan(
  app: App,
  db: Db,
  who: Who,
  contest: ContestRecord,
  held: Pick<Awaited<ReturnType<typeof heldCodes>>, 'codes' | 'words' | 'pictures'>,
  { codes, released, dryRun, asOf }: Asked,
): Promise<BulkOutcome> {
  const at = app.clock.now()
  const wanted = [...new Set(codes)]
  const records = await bankRecordsByCode(db, contest.id, wanted)
  const contents = await openContents(db, app.codec, [...records.values()])
  const practised = await practiceOf(db, contest.id)
  const to: PracticeState = released ? 'released' : 'withdrawn'
  const outcome: BulkOutcome = { dryRun, asOf: at, changed: [], unchanged: [], refused: [] }
  const ids: string[] = []
  for (const code of wanted) {
    const record = records.get(code)
    const content = record === undefined ? undefined : contents.get(record.id)
    const reason =
      record === undefined || content === undefined
        ? 'not-found'
        : refuse(record, { released, asOf, isHeld: held.codes.has(code) || isHeld(held, content) })
    const now = practised.get(record?.id ?? '') ?? null
    if (record !== undefined && (now === to || (now === null && !released))) outcome.unchanged.push(code)
    else if (reason !== null) outcome.refused.push({ code, reason })
    else {
      outcome.changed.push(code)
      if (record !== undefined) ids.push(record.id)
    }
  }
  if (dryRun || ids.length === 0) return outcome
  await putPractice(db, contest.id, { ids, to, at })
  const data = { act: 'practice', to, codes: outcome.changed }
  await writeAudit(db, { at, actor: actorOf(who), event: 'questions.changed', contestId: contest.id, data })
  return outcome
}

/** Another question of a set says the same, or has a picture of it. */
const isHeld = (held: { readonly words: ReadonlySet<string>; readonly pictures: ReadonlySet<string> }, content: QuestionContent): boolean =>
  held.words.has(wordsOf(content)) || content.pictures.some(({ digest }) => held.pictures.has(digest))

function refuse(
  record: BankRecord,
  { released, asOf, isHeld: stands }: { readonly released: boolean; readonly asOf: Instant | undefined; readonly isHeld: boolean },
): ErrorCode | null {
  if (asOf !== undefined && record.writtenAt > asOf) return 'edited-meanwhile'
  if (!released) return null
  if (stands) return 'practice-locked'
  if (record.state !== 'approved') return 'wrong-state'
  return null
}
