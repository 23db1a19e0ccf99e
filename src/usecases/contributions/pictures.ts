/** Pictures of questions: sent by whoever writes them, shown to whoever may see the question. */
import type { KeptPicture } from '#contract/question.ts'
import { ContestError } from '#contest/errors.ts'
import { pictureLimits } from '#contest/limits.ts'
import { found } from '#formats/findings/findings.ts'
import { readPicture } from '#formats/files/pictures.ts'
import { advanceBank } from '#store/questions/bank.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { heldPictures, openPicture, ownsPicture, putPicture, type StoredPicture } from '#store/questions/pictures.ts'
import { mayDo, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'
import { ownerIn } from './contributions.ts'
import { remadePicture } from '../questions/remade-pictures.ts'

/** @throws ContestError `file-invalid` with the findings, `too-many-pictures` */
export async function addPicture(app: App, who: Who, slug: string, bytes: Uint8Array): Promise<KeptPicture> {
  requireAccess(who, 'contributions.own')
  // Who may, and may still: before a picture costs anything.
  const edits = mayDo(who, 'questions.edit')
  const { contest, owner } = edits ? { contest: await contestFor(app, who, slug), owner: null } : await ownerIn(app, who, slug)
  const refuseMore = async (db: Db, ownerId: string): Promise<void> => {
    if ((await heldPictures(db, contest.id, [ownerId])).size >= pictureLimits.held) throw new ContestError('too-many-pictures')
  }
  if (owner !== null) await refuseMore(app.database.db, owner.id)
  const read = readPicture(bytes, 'Hình', '')
  if (!read.ok) throw new ContestError('file-invalid', { findings: read.findings })
  const picture = await remadePicture(app, read.value)
  if (picture === null) throw new ContestError('file-invalid', { findings: [found('picture-damaged', '', { question: 'Hình' })] })
  const { digest, mediaType } = picture
  const at = app.clock.now()
  if (owner === null) {
    await inTransaction(app.database.db, (db) => putPicture(db, app.codec, contest.id, picture, null, at))
    return { digest, mediaType }
  }
  await inTransaction(app.database.db, async (db) => {
    await advanceBank(db, contest.id)
    await refuseMore(db, owner.id)
    await putPicture(db, app.codec, contest.id, picture, owner.id, at)
  })
  return { digest, mediaType }
}

/** Any picture of the contest for those who see the bank, one's own for everybody else. @throws ContestError `not-found` */
export async function bankPicture(app: App, who: Who, slug: string, digest: string): Promise<StoredPicture> {
  requireAccess(who, 'pictures.see')
  const { db } = app.database
  const seesAll = mayDo(who, 'questions.see')
  const { contest, owner } = seesAll ? { contest: await contestFor(app, who, slug), owner: null } : await ownerIn(app, who, slug)
  const may = owner === null || (await ownsPicture(db, contest.id, digest, owner.id))
  const picture = may ? await openPicture(db, app.codec, contest.id, digest) : null
  if (picture === null) throw new ContestError('not-found', { picture: digest })
  return picture
}
