/** Files of questions on their way into the bank: upload, mend, leave out, submit. Everybody handles their own only. */
import type { Contribution, ContributionLine, ItemChange, Submitted } from '#contract/contributions.ts'
import { ContestError } from '#contest/errors.ts'
import { fileLimits } from '#contest/limits.ts'
import { cleanContent } from '#contest/questions/clean.ts'
import { findingsOf } from '#formats/questions/draft.ts'
import { hasError } from '#formats/findings/findings.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { advanceBank } from '#store/questions/bank.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import {
  contributionById,
  contributionsOf,
  countStaged,
  deleteStaged,
  insertContribution,
  markSubmitted,
  updateContribution,
  type ContributionRecord,
  type StagedItem,
} from '#store/contributions/contributions.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { heldPictures, holdPictures, putPicture, releasePictures } from '#store/questions/pictures.ts'
import { spendUploadLink, uploadLinkById } from '#store/contributions/upload-links.ts'
import { actorOf, authorOf, mayDo, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { bankNames } from '../questions/lines.ts'
import { contestFor } from '../find.ts'
import { contributionLine, contributionView, countsOf, isBroken, withRepeatedStems } from './view.ts'
import { enterQuestions } from '../questions/entering.ts'
import type { ImportFile } from '../files.ts'
import { withRemadePictures } from '../questions/remade-pictures.ts'
import { newId } from '../ids.ts'

interface Owner {
  readonly kind: 'staff' | 'link'
  readonly id: string
  readonly unitId: string | null
}

/** The contest, and this person as an owner of contributions to it. @throws ContestError `forbidden`, `not-found` */
export async function ownerIn(app: App, who: Who, slug: string): Promise<{ readonly contest: ContestRecord; readonly owner: Owner }> {
  requireAccess(who, 'contributions.own')
  const contest = await contestFor(app, who, slug)
  if (who.kind !== 'staff' && who.kind !== 'link') throw new ContestError('forbidden')
  return { contest, owner: { kind: who.kind, id: who.id, unitId: who.kind === 'link' ? who.link.unitId : who.unitId } }
}

/** Somebody else's is as unknown as none. @throws ContestError `not-found` */
async function requireContribution(
  app: App,
  db: Db,
  contest: ContestRecord,
  id: string,
  ownerId: string | null,
): Promise<ContributionRecord> {
  const contribution = await contributionById(db, app.codec, contest.id, id)
  if (contribution === null || (ownerId !== null && contribution.owner.id !== ownerId))
    throw new ContestError('not-found', { contribution: id })
  return contribution
}

/** @throws ContestError `contribution-submitted`, `edited-meanwhile` */
function requireStaged({ state, version }: ContributionRecord, from?: number): void {
  if (state !== 'staged') throw new ContestError('contribution-submitted')
  if (from !== undefined && version !== from) throw new ContestError('edited-meanwhile', { version })
}

/** A link is open as long as something of it waits, and read-only afterwards. */
function requireOpen(who: Who): void {
  if (who.kind === 'link' && who.link.usedAt !== null) throw new ContestError('contribution-submitted')
}

/** The link may have been spent while its file was being read. @throws ContestError `contribution-submitted` */
async function requireOpenStill(app: App, db: Db, who: Who): Promise<void> {
  if (who.kind !== 'link') return
  const link = await uploadLinkById(db, app.codec, who.id)
  if (link === null || link.usedAt !== null || link.revokedAt !== null) throw new ContestError('contribution-submitted')
}

/** One's own; everybody's for those who see the whole bank. Newest first. */
export async function contributionList(app: App, who: Who, slug: string): Promise<readonly ContributionLine[]> {
  const { contest, owner } = await ownerIn(app, who, slug)
  const names = await bankNames(app, contest)
  const all = await contributionsOf(app.database.db, app.codec, contest.id, mayDo(who, 'contributions.see') ? null : owner.id)
  return all.map((contribution) => contributionLine(contribution, names))
}

/** @throws ContestError `not-found` */
export async function contribution(app: App, who: Who, slug: string, id: string): Promise<Contribution> {
  const { contest, owner } = await ownerIn(app, who, slug)
  const record = await requireContribution(app, app.database.db, contest, id, mayDo(who, 'contributions.see') ? null : owner.id)
  return contributionView(app, who, record)
}

/**
 * Reads a file and keeps what was understood of it.
 * @throws ContestError `file-invalid` for a damaged or unknown file; doubt about single questions is kept to be mended
 */
export async function uploadContribution(app: App, who: Who, slug: string, file: ImportFile): Promise<Contribution> {
  const { contest, owner } = await ownerIn(app, who, slug)
  requireOpen(who)
  // Asked before the file is read, and again with the bank held.
  await refuseTooMany(app.database.db, contest.id, owner.id)
  const unmade = await app.readQuestions(file.bytes, { fileName: file.name })
  if (unmade.format === null || hasError(unmade.findings)) throw new ContestError('file-invalid', { findings: unmade.findings })
  const read = await withRemadePictures(app, unmade)
  const items = withRepeatedStems(
    read.questions.map(({ place, content, findings }) => ({ place, content, findings, leftOut: false, mended: false })),
  )
  const at = app.clock.now()
  const record: ContributionRecord = {
    id: newId(),
    contestId: contest.id,
    unitId: owner.unitId,
    owner: { kind: owner.kind, id: owner.id },
    state: 'staged',
    version: 1,
    staged: { fileName: file.name, format: read.format, findings: read.findings, items },
    ...countsOf(items),
    createdAt: at,
    submittedAt: null,
  }
  await inTransaction(app.database.db, async (db) => {
    await advanceBank(db, contest.id)
    await requireOpenStill(app, db, who)
    await refuseTooMany(db, contest.id, owner.id)
    await insertContribution(db, app.codec, record)
    for (const picture of read.pictures) await putPicture(db, app.codec, contest.id, picture, record.id, at)
    const data = { contribution: record.id, format: read.format, questions: items.length }
    await writeAudit(db, { at, actor: actorOf(who), event: 'contribution.uploaded', contestId: contest.id, data })
  })
  return contributionView(app, who, record)
}

async function refuseTooMany(db: Db, contestId: string, ownerId: string): Promise<void> {
  if ((await countStaged(db, contestId, ownerId)) >= fileLimits.waiting)
    throw new ContestError('too-many-contributions', { limit: fileLimits.waiting })
}

/** Mends one question, or leaves it out or takes it in again. @throws ContestError `edited-meanwhile`, `contribution-submitted`, `not-found` */
export async function changeItem(app: App, who: Who, slug: string, id: string, index: number, change: ItemChange): Promise<Contribution> {
  const { contest, owner } = await ownerIn(app, who, slug)
  requireOpen(who)
  const { db } = app.database
  const record = await requireContribution(app, db, contest, id, owner.id)
  requireStaged(record, change.version)
  const item = record.staged.items[index]
  if (item === undefined) throw new ContestError('not-found', { item: index })
  const mended = change.content === undefined ? item : mend(item, index, change.content, await heldPictures(db, contest.id, [id, owner.id]))
  const changed = { ...mended, leftOut: change.leftOut ?? item.leftOut }
  const items = withRepeatedStems(record.staged.items.map((one, at) => (at === index ? changed : one)))
  const staged = { ...record.staged, items }
  // Compares and swaps the version, so it needs no transaction.
  if (!(await updateContribution(db, app.codec, record, staged, countsOf(items)))) throw new ContestError('edited-meanwhile')
  return contributionView(app, who, { ...record, ...countsOf(items), staged, version: record.version + 1 })
}

function mend(item: StagedItem, index: number, typed: StagedItem['content'], pictures: ReadonlySet<string>): StagedItem {
  const content = cleanContent(typed)
  return { ...item, content, findings: findingsOf(content, `Câu ${String(index + 1)}`, item.place, pictures), mended: true }
}

/**
 * Brings what was not left out and is whole into the bank, to be approved by somebody else. Questions that cannot enter as
 * they are stay staged under this id, to be mended or left out; what entered is from then on a contribution of its own.
 * @throws ContestError `edited-meanwhile`, `contribution-submitted`, `contribution-not-ready` with the findings when nothing is whole
 */
export async function submitContribution(app: App, who: Who, slug: string, id: string, version: number): Promise<Submitted> {
  const { contest, owner } = await ownerIn(app, who, slug)
  requireOpen(who)
  const at = app.clock.now()
  return inTransaction(app.database.db, async (db) => {
    await advanceBank(db, contest.id)
    const record = await requireContribution(app, db, contest, id, owner.id)
    requireStaged(record, version)
    const { fileName, items } = record.staged
    const broken = items.filter((item) => !item.leftOut && isBroken(item))
    const whole = items.filter((item) => !broken.includes(item))
    const wanted = whole.filter(({ leftOut }) => !leftOut)
    if (wanted.length === 0) throw new ContestError('contribution-not-ready', { findings: broken.flatMap(({ findings }) => findings) })
    // What was said twice in the file may not be so in what is left of it.
    const left = withRepeatedStems(broken)
    const enteredAs = broken.length === 0 ? id : newId()
    if (enteredAs !== id) {
      const staged = { ...record.staged, items: whole }
      const counts = countsOf(whole)
      await insertContribution(db, app.codec, {
        ...record,
        id: enteredAs,
        state: 'submitted',
        version: 1,
        staged,
        ...counts,
        submittedAt: at,
      })
      await holdPictures(
        db,
        contest.id,
        whole.flatMap(({ content }) => content.pictures.map(({ digest }) => digest)),
        enteredAs,
      )
    }
    const outcome = await enterQuestions(
      app,
      db,
      { contestId: contest.id, state: 'submitted', by: authorOf(who), at, unitId: record.unitId, contributionId: enteredAs },
      wanted.map(({ content, place }) => ({ content, origin: `${fileName}, ${place}` })),
    )
    // An item may have been mended since the record was read.
    const isStill =
      enteredAs === id
        ? await markSubmitted(db, record, at)
        : await updateContribution(db, app.codec, record, { ...record.staged, items: left }, countsOf(left))
    if (!isStill) throw new ContestError('edited-meanwhile')
    if (who.kind === 'link') await spendWhenDone(db, contest.id, who.id, at)
    const entered = outcome.flatMap(({ code }) => code ?? [])
    const data = { contribution: enteredAs, added: entered.length, leftOut: record.leftOut, toMend: broken.length }
    await writeAudit(db, { at, actor: actorOf(who), event: 'contribution.submitted', contestId: contest.id, data })
    // Whoever may not see the bank is told of the file alone, not of what is in the bank already.
    const sees = mayDo(who, 'questions.see')
    const added = outcome.filter(({ code, repeats }) => (sees ? code !== null : repeats?.ofFile !== true)).length
    return { added, codes: sees ? entered : [], repeated: wanted.length - added, leftOut: record.leftOut, toMend: broken.length }
  })
}

/** A link is spent once nothing it uploaded waits to be submitted. */
async function spendWhenDone(db: Db, contestId: string, linkId: string, at: number): Promise<void> {
  if ((await countStaged(db, contestId, linkId)) === 0) await spendUploadLink(db, linkId, at)
}

/** Throws a staged file away. @throws ContestError `contribution-submitted`, `not-found` */
export async function discardContribution(app: App, who: Who, slug: string, id: string): Promise<void> {
  const { contest, owner } = await ownerIn(app, who, slug)
  requireOpen(who)
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    await advanceBank(db, contest.id)
    requireStaged(await requireContribution(app, db, contest, id, owner.id))
    await releasePictures(db, contest.id, id)
    if (!(await deleteStaged(db, id))) throw new ContestError('contribution-submitted')
    await writeAudit(db, { at, actor: actorOf(who), event: 'contribution.discarded', contestId: contest.id, data: { contribution: id } })
  })
}
