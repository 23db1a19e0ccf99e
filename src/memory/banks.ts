/**
 * The banks in memory, and the one way to them: whoever needs more than some questions by their code asks here. A bank is
 * read again when its revision has changed, opening only new versions, and with turns for others in between. What the desk
 * shows beside the questions (who is like whom) is worked out for those who look at the desk. At most three are kept.
 */
import type { QuestionContent } from '#contest/questions/question.ts'
import { countWords, createSimilarityIndex, type Likeness, type SimilarityIndex } from '#contest/questions/similarity.ts'
import { foldText } from '#contest/text.ts'
import { bankRecordsByCode, bankRevision, type BankRecord } from '#store/questions/bank.ts'
import type { Codec } from '#store/database/codec.ts'
import type { Database } from '#store/database/database.ts'
import { mapInTurns, startTurns } from '#store/database/turns.ts'
import { questionsOf, type QuestionRecord } from '#store/questions/whole-bank.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { bounded } from './bounded.ts'
import { createLastKnown } from './last-known.ts'
import type { LockedSets } from './locked-sets.ts'

export interface BankEntry extends BankRecord {
  readonly content: QuestionContent
  readonly apart: readonly string[]
  readonly practice: QuestionRecord['practice']
  /** All its words without diacritics, for searching. */
  readonly words: string
  /** Questions that are the same or almost; none for a retired one, and retired ones are not among them. */
  readonly like: readonly Likeness[]
  /** There are, or may be, more. */
  readonly likeMore: boolean
}

/** The questions as sets are made of them. */
interface OpenedBank {
  readonly revision: number
  /** In ascending order of code. */
  readonly questions: readonly QuestionRecord[]
}

export interface BankSnapshot {
  readonly revision: number
  /** In the order of the codes' numbers. */
  readonly entries: readonly BankEntry[]
  readonly byCode: ReadonlyMap<string, BankEntry>
}

/** Question code → keys of the rounds whose locked set holds it. */
type UsedIn = ReadonlyMap<string, readonly string[]>

export interface BankCache {
  opened(contestId: string): Promise<OpenedBank>
  /** As the desk shows it. */
  read(contestId: string): Promise<BankSnapshot>
  usedIn(contestId: string): Promise<UsedIn>
}

interface Opened extends OpenedBank {
  readonly byId: ReadonlyMap<string, QuestionRecord>
}

interface Shown extends BankSnapshot {
  readonly byId: ReadonlyMap<string, BankEntry>
  readonly index: SimilarityIndex
  /** Questions its index was made for. */
  readonly indexed: number
}

const mostBanks = 3

export function createBankCache({ db }: Database, codec: Codec, sets: LockedSets): BankCache {
  const banks = createRevised((contestId) => bankRevision(db, contestId), readBank)
  const shown = createRevised(async (contestId) => (await banks(contestId)).revision, showBank)
  const used = createLastKnown(mostBanks)

  async function readBank(contestId: string, revision: number, known: Opened | undefined): Promise<Opened> {
    const questions = await questionsOf(db, codec, contestId, known?.byId)
    return { revision, questions, byId: new Map(questions.map((question) => [question.id, question])) }
  }

  async function showBank(contestId: string, revision: number, known: Shown | undefined): Promise<Shown> {
    const { questions } = await banks(contestId)
    const records = await bankRecordsByCode(
      db,
      contestId,
      questions.map(({ question }) => question.code),
    )
    const { index, indexed } = await indexOf(questions, known)
    const ordered = questions.toSorted((one, other) => byNumber(one.question, other.question))
    const entries = await mapInTurns(ordered, ({ id, version, state, question, practice }): BankEntry => {
      const { code, apart, ...content } = question
      const before = known?.byId.get(id)
      return {
        // The row may have been changed since; what it says is then of the revision that is read next.
        ...(records.get(code) as BankRecord),
        ...{ version, state, content, apart, practice, like: index.like(code), likeMore: index.hasMore(code) },
        words: before?.version === version ? before.words : wordsOf(code, content),
      }
    })
    return {
      ...{ revision, index, indexed, entries },
      byCode: new Map(entries.map((entry) => [entry.code, entry])),
      byId: new Map(entries.map((entry) => [entry.id, entry])),
    }
  }

  return {
    opened: banks,
    read: shown,
    usedIn: async (contestId) => {
      const locked = (await roundsOf(db, contestId)).flatMap(({ key, lockedSetId }) => (lockedSetId === null ? [] : [{ key, lockedSetId }]))
      return used.get(contestId, JSON.stringify(locked), async () => {
        const keys = new Map<string, readonly string[]>()
        for (const { key, lockedSetId } of locked)
          for (const code of await sets.codesOf(lockedSetId)) keys.set(code, [...(keys.get(code) ?? []), key])
        return keys
      })
    },
  }
}

/** Keeps what was read of the contests asked for last, and reads it again, from what is known, when its revision has changed. */
function createRevised<T extends { readonly revision: number }>(
  revisionOf: (contestId: string) => Promise<number>,
  read: (contestId: string, revision: number, known: T | undefined) => Promise<T>,
): (contestId: string) => Promise<T> {
  /** The promise is kept while it is under way, so that nothing is read twice at once. */
  const kept = bounded<Promise<T>>(mostBanks)
  const current = async (contestId: string, before: Promise<T> | undefined): Promise<T> => {
    const known = await before?.catch(() => undefined)
    const revision = await revisionOf(contestId)
    return known?.revision === revision ? known : read(contestId, revision, known)
  }
  return (contestId) => {
    const reading = current(contestId, kept.get(contestId))
    kept.set(contestId, reading)
    return reading
  }
}

/** Brings the index up to date, or makes it anew once the words it was made for are a minority. */
async function indexOf(
  questions: readonly QuestionRecord[],
  known: Shown | undefined,
): Promise<{ readonly index: SimilarityIndex; readonly indexed: number }> {
  const asked = questions.filter(({ state }) => state !== 'retired')
  const kept = known !== undefined && asked.length <= 2 * known.indexed + 100 ? known : undefined
  const index = kept?.index ?? createSimilarityIndex(await wordsIn(asked))
  const turns = startTurns()
  for (const { id, state, version, question } of questions) {
    const before = kept?.byId.get(id)
    const asBefore = before !== undefined && (before.version === version || asksAsBefore(before.content, question))
    if (asBefore && (before.state === 'retired') === (state === 'retired')) continue
    if (state === 'retired') index.drop(question.code)
    else index.put(question.code, question)
    if (turns.due()) await turns.give()
  }
  return { index, indexed: kept?.indexed ?? asked.length }
}

async function wordsIn(questions: readonly QuestionRecord[]) {
  const words = countWords()
  await mapInTurns(questions, ({ question }) => words.add(question.stem))
  return words
}

/** A new topic or source makes a version, but no other question. */
const asksAsBefore = (one: QuestionContent, other: QuestionContent): boolean =>
  one.stem === other.stem &&
  JSON.stringify([one.options, one.correct, one.pictures]) === JSON.stringify([other.options, other.correct, other.pictures])

const byNumber = (a: Pick<BankEntry, 'code'>, b: Pick<BankEntry, 'code'>): number =>
  a.code.length - b.code.length || (a.code < b.code ? -1 : 1)

const wordsOf = (code: string, { stem, options, source, topic }: QuestionContent): string =>
  foldText([code, stem, ...options, source?.document ?? '', source?.detail ?? '', topic ?? ''].join(' '))
