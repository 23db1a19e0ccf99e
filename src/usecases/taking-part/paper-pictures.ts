/** The bytes of the pictures of a paper, for whoever has that paper. */
import { ContestError } from '#contest/errors.ts'
import { openPicture, type StoredPicture } from '#store/questions/pictures.ts'
import type { App } from '../app.ts'
import { ownAttempt, paperOf } from './attempts.ts'
import type { SignedInContestant } from '#memory/sessions.ts'

/**
 * A picture of the contestant's own paper: of no other question of the set, so that nobody reads the set picture by picture.
 * @throws ContestError `not-found`
 */
export async function paperPicture(app: App, who: SignedInContestant, attemptId: string, digest: string): Promise<StoredPicture> {
  const open = await ownAttempt(app, who, attemptId)
  const { runtime } = open
  const shown = paperOf(open).some(({ question }) => runtime.set.questions[question]?.pictures.some((picture) => picture.digest === digest))
  const picture = shown ? await openPicture(app.database.db, app.codec, runtime.contest.id, digest) : null
  if (picture === null) throw new ContestError('not-found', { picture: digest })
  return picture
}
