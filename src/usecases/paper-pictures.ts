/** Pictures on a paper: where they stand among the shown options, and their bytes for whoever has that paper. */
import type { PaperItem } from '#contest/entry.ts'
import { ContestError } from '#contest/errors.ts'
import type { Question } from '#contest/question.ts'
import { openPicture, type StoredPicture } from '#store/pictures.ts'
import type { App } from './app.ts'
import { ownAttempt, paperOf } from './attempts.ts'
import type { SignedInContestant } from './sessions.ts'

export interface ShownPicture {
  readonly digest: string
  readonly alt: string
  /** Shown position of the option it stands with; null: the stem. */
  readonly option: number | null
}

/** In the order they are shown: the author's order would tell how the options were shuffled. */
export function shownPictures(question: Question | undefined, optionOrder: PaperItem['optionOrder']): ShownPicture[] {
  return (question?.pictures ?? [])
    .map(({ digest, alt, option }) => ({ digest, alt, option: option === null ? null : optionOrder.indexOf(option) }))
    .sort((a, b) => (a.option ?? -1) - (b.option ?? -1))
}

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
