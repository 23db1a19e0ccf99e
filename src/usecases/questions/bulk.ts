/** The same act on many questions: first what it would do, then that, in one transaction. */
import type { BulkAct, BulkOutcome } from '#contract/questions.ts'
import { ContestError, type ErrorCode } from '#contest/errors.ts'
import { cleanContent } from '#contest/questions/clean.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import { changeOf, stateAfterEdit } from '#contest/questions/review.ts'
import { cleanLines } from '#contest/text.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { writeAudit } from '#store/audit/lines.ts'
import {
  advanceBank,
  bankRecordsByCode,
  changeQuestions,
  openContents,
  type BankRecord,
  type ChangedQuestion,
  type ChangeWrite,
} from '#store/questions/bank.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { startTurns } from '#store/database/turns.ts'
import { knownPictures } from '#store/questions/pictures.ts'
import { actorOf, authorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { requireAssignee, requireValid } from './acts.ts'
import { changePractice } from './practice.ts'
import { requireMove } from './question.ts'
import { contestFor } from '../find.ts'

type Act = Exclude<BulkAct['act'], { readonly kind: 'practice' }>

/** What an act does to one question; null: nothing. Questions with the same `change` are written together. */
type Planned = { readonly change: Omit<ChangeWrite, 'by' | 'at'>; readonly changed: ChangedQuestion } | null

type Plan = (question: BankRecord, content: QuestionContent) => Planned

/** @throws ContestError `forbidden`, `not-found` for an unknown assignee; what stands in the way of one question is in the outcome */
export async function changeMany(app: App, who: Who, slug: string, { codes, act, dryRun, asOf }: BulkAct): Promise<BulkOutcome> {
  if (act.kind === 'practice') return changePractice(app, who, slug, { codes, released: act.released, dryRun, asOf })
  requireAccess(who, 'questions.see')
  // To bring a question to a state needs what that move needs; the plan asks for it question by question.
  if (act.kind !== 'state') requireAccess(who, 'questions.edit')
  const contest = await contestFor(app, who, slug)
  return inTransaction(app.database.db, async (db) => {
    if (!dryRun) await advanceBank(db, contest.id)
    const wanted = [...new Set(codes)]
    const records = await bankRecordsByCode(db, contest.id, wanted)
    const contents = await openContents(db, app.codec, [...records.values()])
    const plan = await planFor(db, who, contest.id, act)
    const outcome: BulkOutcome = { dryRun, asOf: app.clock.now(), changed: [], unchanged: [], refused: [] }
    /** By what is the same for all of them. */
    const writes = new Map<string, { readonly change: Omit<ChangeWrite, 'by' | 'at'>; readonly changed: ChangedQuestion[] }>()
    const turns = startTurns()
    for (const code of wanted) {
      if (turns.due()) await turns.give()
      const record = records.get(code)
      const planned =
        asOf !== undefined && record !== undefined && record.writtenAt > asOf ? 'edited-meanwhile' : tryPlan(plan, record, contents)
      if (typeof planned === 'string') outcome.refused.push({ code, reason: planned })
      else if (planned === null) outcome.unchanged.push(code)
      else {
        outcome.changed.push(code)
        const key = JSON.stringify(planned.change)
        const write = writes.get(key)
        if (write === undefined) writes.set(key, { change: planned.change, changed: [planned.changed] })
        else write.changed.push(planned.changed)
      }
    }
    if (dryRun || outcome.changed.length === 0) return outcome
    const at = app.clock.now()
    for (const { change, changed } of writes.values()) await changeQuestions(db, app.codec, { ...change, by: authorOf(who), at }, changed)
    const data = { act: act.kind, ...(act.kind === 'state' ? { to: act.to } : {}), codes: outcome.changed }
    await writeAudit(db, { at, actor: actorOf(who), event: 'questions.changed', contestId: contest.id, data })
    return outcome
  })
}

/** The plan for one question, or the code of what stands in its way. */
function tryPlan(plan: Plan, question: BankRecord | undefined, contents: ReadonlyMap<string, QuestionContent>): Planned | ErrorCode {
  const content = question === undefined ? undefined : contents.get(question.id)
  if (question === undefined || content === undefined) return 'not-found'
  try {
    return plan(question, content)
  } catch (error) {
    if (error instanceof ContestError) return error.code
    throw error
  }
}

async function planFor(db: Db, who: Who, contestId: string, act: Act): Promise<Plan> {
  switch (act.kind) {
    case 'state':
      return planMove(who, act.to, cleanLines(act.comment ?? ''), await knownPictures(db, contestId))
    case 'assignee': {
      const assignee = act.login === null ? null : (await requireAssignee(db, contestId, act.login)).id
      return (question) =>
        question.assigneeId === assignee
          ? null
          : { change: { kind: 'assigned', set: { assigneeId: assignee } }, changed: { question, text: act.login ?? '' } }
    }
    case 'topic':
      return planEdit((content) => ({ ...content, topic: act.topic }))
    case 'difficulty':
      return planEdit((content) => ({ ...content, difficulty: act.difficulty }))
    case 'source':
      return planEdit((content) => ({ ...content, source: { document: act.document, detail: content.source?.detail ?? '' } }))
  }
}

function planMove(who: Who, to: BankRecord['state'], comment: string, pictures: ReadonlySet<string>): Plan {
  return (question, content) => {
    if (question.state === to) return null
    const move = requireMove(who, question, to)
    if (move === 'send-back' && comment === '') throw new ContestError('comment-required')
    if (to === 'submitted' || to === 'approved') requireValid(content, question.code, pictures)
    return { change: { kind: changeOf[move], set: { state: to } }, changed: comment === '' ? { question } : { question, text: comment } }
  }
}

function planEdit(edit: (content: QuestionContent) => QuestionContent): Plan {
  return (question, content) => {
    const next = cleanContent(edit(content))
    if (canonicalJson(next) === canonicalJson(content)) return null
    if (question.state === 'retired') throw new ContestError('wrong-state', { state: question.state })
    return { change: { kind: 'edited', set: { state: stateAfterEdit(question.state) } }, changed: { question, content: next } }
  }
}
