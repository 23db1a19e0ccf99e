/** What anybody may practise with: no account, nothing kept, nobody counted. */
import { ContestError } from '#contest/errors.ts'
import { practicePaper } from '#contest/questions/practice.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import type { PracticePaper } from '#contract/contests.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { bankRevision } from '#store/questions/bank.ts'
import { openPicture, type StoredPicture } from '#store/questions/pictures.ts'
import { practiceQuestions } from '#store/questions/practice.ts'
import type { App } from '../app.ts'
import { findAnnounced } from '../find.ts'

/** Read once for every state of the bank, and without the rest of it. */
export const practiceFor = async (
  { database: { db }, codec, derived }: App,
  { id }: Pick<ContestRecord, 'id'>,
): Promise<readonly QuestionContent[]> =>
  derived.get(`practice ${id}`, String(await bankRevision(db, id)), () => practiceQuestions(db, codec, id))

/**
 * A paper of the questions that were released for practice.
 * @throws ContestError `not-found` where there is no such paper
 */
export async function practice(app: App, slug: string, paper: number): Promise<PracticePaper> {
  const contest = await findAnnounced(app, slug)
  const { papers, questions } = practicePaper(await practiceFor(app, contest), contest.rules.paper.questions, paper)
  if (questions.length === 0) throw new ContestError('not-found', { contest: slug, paper })
  return {
    ...{ title: contest.rules.title, papers, paper },
    questions: questions.map(({ stem, options, pictures, correct, source, explanation }) => ({
      ...{ stem, options: [...options], correct: [...correct], explanation },
      pictures: pictures.map(({ digest, alt, option }) => ({ digest, alt, option })),
      source: source === null ? null : [source.document, source.detail].filter((text) => text !== '').join(', '),
    })),
  }
}

/** A picture of a question that is released for practice. @throws ContestError `not-found` for every other */
export async function practicePicture(app: App, slug: string, digest: string): Promise<StoredPicture> {
  const contest = await findAnnounced(app, slug)
  const isReleased = (await practiceFor(app, contest)).some(({ pictures }) => pictures.some((one) => one.digest === digest))
  const picture = isReleased ? await openPicture(app.database.db, app.codec, contest.id, digest) : null
  if (picture === null) throw new ContestError('not-found', { contest: slug })
  return picture
}
