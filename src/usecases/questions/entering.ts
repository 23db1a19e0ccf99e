/** How questions come into the bank, from wherever: what is there already stays out, the rest gets the next codes. */
import { ContestError } from '#contest/errors.ts'
import { mostQuestions } from '#contest/limits.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import type { QuestionState } from '#contest/questions/review.ts'
import { repeatsQuestion } from '#contest/questions/similarity.ts'
import type { Instant } from '#contest/values.ts'
import { advanceBank, openContents, type Author } from '#store/questions/bank.ts'
import type { Db } from '#store/database/database.ts'
import { mapInTurns } from '#store/database/turns.ts'
import { keepPictures } from '#store/questions/pictures.ts'
import { countBank, insertQuestions, stemHolders, stemIndex, type NewQuestion } from '#store/questions/questions.ts'
import type { App } from '../app.ts'
import { newId } from '../ids.ts'

export interface Incoming {
  readonly content: QuestionContent
  readonly origin: string
}

export interface Repetition {
  /** Code of the first question of the bank with the same stem; `''` when the stem stands earlier among what comes in. */
  readonly stem: string
  /** The right answers are the same too, so that it does not enter. With another key it does: one of the two is wrong. */
  readonly whole: boolean
  /** It says the same as an earlier one of what comes in: all that whoever may not see the bank is told. */
  readonly ofFile: boolean
}

/** For each content what it repeats; null: nothing. */
export async function findRepetitions(
  app: App,
  db: Db,
  contestId: string,
  contents: readonly QuestionContent[],
): Promise<readonly (Repetition | null)[]> {
  const indexes = await mapInTurns(contents, ({ stem }) =>
    stem.trim() === '' ? null : Buffer.from(stemIndex(app.codec, contestId, stem)).toString('hex'),
  )
  const asked = [...new Set(indexes)].flatMap((index) => (index === null ? [] : [Buffer.from(index, 'hex')]))
  const holders = await stemHolders(db, contestId, asked)
  const stored = await openContents(db, app.codec, [...holders.values()].flat())
  const earlier = new Map<string, QuestionContent[]>()
  return mapInTurns(contents, (content, at) => {
    const index = indexes[at] ?? null
    if (index === null) return null
    const inBank = holders.get(index) ?? []
    const before = earlier.get(index) ?? []
    earlier.set(index, [...before, content])
    if (inBank.length === 0 && before.length === 0) return null
    const repeats = (other: QuestionContent): boolean => repeatsQuestion(content, other)
    const ofFile = before.some(repeats)
    return { stem: inBank[0]?.code ?? '', ofFile, whole: ofFile || inBank.flatMap(({ id }) => stored.get(id) ?? []).some(repeats) }
  })
}

export interface Entering {
  readonly contestId: string
  readonly state: QuestionState
  readonly by: Author
  readonly at: Instant
  readonly unitId?: string | null
  readonly contributionId?: string
}

export const codeOf = (number: number): string => `Q${String(number).padStart(3, '0')}`

/**
 * Enters what is new, in the caller's transaction; begins the act on the bank.
 * @returns for each question the code it got, and what it repeats
 * @throws ContestError `bank-full`, and then nothing may be kept
 */
export async function enterQuestions(
  app: App,
  db: Db,
  entering: Entering,
  incoming: readonly Incoming[],
): Promise<readonly { readonly code: string | null; readonly repeats: Repetition | null }[]> {
  const { contestId } = entering
  await advanceBank(db, contestId)
  const repetitions = await findRepetitions(
    app,
    db,
    contestId,
    incoming.map(({ content }) => content),
  )
  let count = await countBank(db, contestId)
  const entered: NewQuestion[] = []
  const outcome = incoming.map(({ content, origin }, at) => {
    const repeats = repetitions[at] ?? null
    if (repeats?.whole === true) return { code: null, repeats }
    const code = codeOf(++count)
    entered.push({ ...entering, id: newId(), code, content, origin })
    return { code, repeats }
  })
  if (count > mostQuestions) throw new ContestError('bank-full', { questions: count })
  await insertQuestions(db, app.codec, entered)
  await keepPictures(
    db,
    contestId,
    entered.flatMap(({ content }) => content.pictures.map(({ digest }) => digest)),
  )
  return outcome
}
