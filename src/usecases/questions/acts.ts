/** What people do to one question of the bank. Each act is one transaction with its line of the timeline. */
import type { Assignment, QuestionEdit, StateChange, Tie } from '#contract/questions.ts'
import type { AuditEvent } from '#contest/events.ts'
import { ContestError } from '#contest/errors.ts'
import { mostQuestions } from '#contest/limits.ts'
import { cleanContent } from '#contest/questions/clean.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import { changeOf, stateAfterEdit } from '#contest/questions/review.ts'
import { cleanLines } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { findingsOf } from '#formats/questions/draft.ts'
import { hasError } from '#formats/findings/findings.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { advanceBank, bankRecordsByCode, changeQuestions, openContents, putTie, type BankRecord } from '#store/questions/bank.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { keepPictures, knownPictures } from '#store/questions/pictures.ts'
import { countBank, insertQuestions, stemIndex } from '#store/questions/questions.ts'
import type { StaffRecord } from '#store/identity/staff.ts'
import { actorOf, authorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { assignableIn } from './lines.ts'
import { requireMove } from './question.ts'
import { contestFor } from '../find.ts'
import { codeOf } from './entering.ts'
import { newId } from '../ids.ts'

/** Runs an act on one question, alone on its bank. @throws ContestError `not-found` */
async function onQuestion(
  app: App,
  who: Who,
  slug: string,
  code: string,
  act: (db: Db, question: BankRecord, contestId: string) => Promise<void>,
): Promise<void> {
  const contest = await contestFor(app, who, slug)
  await inTransaction(app.database.db, async (db) => {
    await advanceBank(db, contest.id)
    await act(db, await requireQuestion(db, contest.id, code), contest.id)
  })
}

async function requireQuestion(db: Db, contestId: string, code: string): Promise<BankRecord> {
  const question = (await bankRecordsByCode(db, contestId, [code])).get(code)
  if (question === undefined) throw new ContestError('not-found', { question: code })
  return question
}

function requireVersion({ version }: BankRecord, from: number): void {
  if (version !== from) throw new ContestError('edited-meanwhile', { version })
}

const audit = (app: App, db: Db, who: Who, contestId: string, event: AuditEvent, data: object): Promise<void> =>
  writeAudit(db, { at: app.clock.now(), actor: actorOf(who), event, contestId, data })

const now = (app: App, who: Who) => ({ by: authorOf(who), at: app.clock.now() })

/** @throws ContestError `question-invalid` */
export function requireValid(content: QuestionContent, code: string, pictures: ReadonlySet<string>): void {
  refuse(findingsOf(cleanContent(content), code, code, pictures))
}

/** A draft may be unfinished, but names no picture that is not here. @throws ContestError `question-invalid` */
function requirePictures(content: QuestionContent, code: string, pictures: ReadonlySet<string>): void {
  refuse(findingsOf(content, code, code, pictures).filter((finding) => finding.code === 'picture-unknown'))
}

function refuse(findings: readonly Finding[]): void {
  if (hasError(findings)) throw new ContestError('question-invalid', { findings })
}

/** Writes a draft. @returns its code @throws ContestError `bank-full`, `question-invalid` for a picture that is not here */
export async function writeQuestion(app: App, who: Who, slug: string, typed: QuestionContent): Promise<string> {
  requireAccess(who, 'questions.edit')
  const contest = await contestFor(app, who, slug)
  return inTransaction(app.database.db, async (db) => {
    await advanceBank(db, contest.id)
    const count = await countBank(db, contest.id)
    if (count >= mostQuestions) throw new ContestError('bank-full', { questions: count })
    const code = codeOf(count + 1)
    const content = cleanContent(typed)
    requirePictures(content, code, await knownPictures(db, contest.id))
    const question = { id: newId(), contestId: contest.id, code, content, origin: '', state: 'draft', ...now(app, who) } as const
    await insertQuestions(db, app.codec, [question])
    await audit(app, db, who, contest.id, 'question.written', { code })
    return code
  })
}

/**
 * Makes a new version; nothing is made when nothing was changed.
 * @throws ContestError `edited-meanwhile`, `wrong-state` for a retired one, `question-invalid` unless it is a draft
 */
export async function editQuestion(app: App, who: Who, slug: string, code: string, edit: QuestionEdit): Promise<void> {
  requireAccess(who, 'questions.edit')
  await onQuestion(app, who, slug, code, async (db, question, contestId) => {
    requireVersion(question, edit.version)
    if (question.state === 'retired') throw new ContestError('wrong-state', { state: question.state })
    const content = cleanContent(edit.content)
    const before = (await openContents(db, app.codec, [question])).get(question.id)
    if (canonicalJson(before) === canonicalJson(content)) return
    const pictures = await knownPictures(db, contestId)
    if (question.state === 'draft') requirePictures(content, code, pictures)
    else requireValid(content, code, pictures)
    const set = { state: stateAfterEdit(question.state), stemIndex: stemIndex(app.codec, contestId, content.stem) }
    await changeQuestions(db, app.codec, { kind: 'edited', ...now(app, who), set }, [{ question, content }])
    await keepPictures(
      db,
      contestId,
      content.pictures.map(({ digest }) => digest),
    )
    await audit(app, db, who, contestId, 'question.edited', { code, version: question.version + 1 })
  })
}

/** @throws ContestError `edited-meanwhile`, `wrong-state`, `forbidden`, `second-person`, `comment-required`, `question-invalid` */
export async function moveQuestion(app: App, who: Who, slug: string, code: string, change: StateChange): Promise<void> {
  requireAccess(who, 'questions.see')
  const { version, to } = change
  const comment = cleanLines(change.comment ?? '')
  await onQuestion(app, who, slug, code, async (db, question, contestId) => {
    requireVersion(question, version)
    const move = requireMove(who, question, to)
    if (move === 'send-back' && comment === '') throw new ContestError('comment-required')
    if (to === 'submitted' || to === 'approved') {
      const content = (await openContents(db, app.codec, [question])).get(question.id)
      if (content !== undefined) requireValid(content, code, await knownPictures(db, contestId))
    }
    const changed = comment === '' ? { question } : { question, text: comment }
    await changeQuestions(db, app.codec, { kind: changeOf[move], ...now(app, who), set: { state: to } }, [changed])
    await audit(app, db, who, contestId, 'question.moved', { code, version, to })
  })
}

export async function commentQuestion(app: App, who: Who, slug: string, code: string, typed: string): Promise<void> {
  requireAccess(who, 'questions.review')
  const text = cleanLines(typed)
  if (text === '') throw new ContestError('comment-required')
  await onQuestion(app, who, slug, code, async (db, question) => {
    await changeQuestions(db, app.codec, { kind: 'commented', ...now(app, who) }, [{ question, text }])
  })
}

/** Who looks after it: somebody who sees the bank. @throws ContestError `not-found` */
export async function requireAssignee(db: Db, contestId: string, login: string): Promise<StaffRecord> {
  const account = (await assignableIn(db, contestId)).find((one) => one.login === login)
  if (account === undefined) throw new ContestError('not-found', { login })
  return account
}

export async function assignQuestion(app: App, who: Who, slug: string, code: string, { login }: Assignment): Promise<void> {
  requireAccess(who, 'questions.edit')
  await onQuestion(app, who, slug, code, async (db, question, contestId) => {
    const assignee = login === null ? null : (await requireAssignee(db, contestId, login)).id
    if (question.assigneeId === assignee) return
    const change = { kind: 'assigned', ...now(app, who), set: { assigneeId: assignee } } as const
    await changeQuestions(db, app.codec, change, [{ question, text: login ?? '' }])
    await audit(app, db, who, contestId, 'question.assigned', { code, assignee })
  })
}

/** Ties two questions never to be drawn together, or unties them; told in the timeline of both. @throws ContestError `not-found` */
export async function tieQuestions(app: App, who: Who, slug: string, code: string, { other, apart }: Tie): Promise<void> {
  requireAccess(who, 'questions.edit')
  if (other === code) throw new ContestError('invalid-request', { question: code })
  await onQuestion(app, who, slug, code, async (db, question, contestId) => {
    const second = await requireQuestion(db, contestId, other)
    if (!(await putTie(db, contestId, question.id, second.id, apart))) return
    await changeQuestions(db, app.codec, { kind: apart ? 'tied' : 'untied', ...now(app, who) }, [
      { question, text: other },
      { question: second, text: code },
    ])
    await audit(app, db, who, contestId, 'question.tied', { code, other, apart })
  })
}
