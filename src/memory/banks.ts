/**
 * The banks in memory: reading twenty thousand sealed questions for every look at a list would hold everybody else up. A
 * bank is read again when its revision has changed, opening only new versions, and in small steps between which others
 * are served. At most three are kept.
 */
import { setImmediate } from 'node:timers/promises'
import type { QuestionContent } from '#contest/questions/question.ts'
import { createSimilarityIndex, type Likeness, type SimilarityIndex } from '#contest/questions/similarity.ts'
import { foldText } from '#contest/text.ts'
import { bankRecords, bankRevision, openContents, tiesOf, type BankRecord } from '#store/questions/bank.ts'
import type { Codec } from '#store/database/codec.ts'
import type { Database } from '#store/database/database.ts'
import { codesApart, openLockedSet } from '#store/questions/questions.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { bounded, setWhileGood } from './bounded.ts'

export interface BankEntry extends BankRecord {
  readonly content: QuestionContent
  readonly apart: readonly string[]
  /** All its words without diacritics, for searching. */
  readonly words: string
  /** Questions that are the same or almost; none for a retired one, and retired ones are not among them. */
  readonly like: readonly Likeness[]
}

export interface BankSnapshot {
  /** In the order of the codes' numbers. */
  readonly entries: readonly BankEntry[]
  readonly byCode: ReadonlyMap<string, BankEntry>
}

export interface BankCache {
  read(contestId: string): Promise<BankSnapshot>
  /** Question code → keys of the rounds whose locked set holds it. */
  usedIn(contestId: string): Promise<ReadonlyMap<string, readonly string[]>>
}

interface Remembered {
  readonly revision: number
  readonly snapshot: BankSnapshot
  readonly byId: ReadonlyMap<string, BankEntry>
  readonly index: SimilarityIndex
  /** Questions its index was made for. */
  readonly indexed: number
}

const mostBanks = 3
const mostSets = 20
const step = 200

export function createBankCache({ db }: Database, codec: Codec): BankCache {
  /** The promise is kept while it is under way, so that a bank is never read twice at once. */
  const banks = bounded<Promise<Remembered>>(mostBanks)
  const sets = bounded<Promise<readonly string[]>>(mostSets)

  const current = async (contestId: string, before: Promise<Remembered> | undefined): Promise<Remembered> => {
    const known = await before?.catch(() => undefined)
    const revision = await bankRevision(db, contestId)
    return known !== undefined && known.revision === revision ? known : readBank(contestId, revision, known)
  }

  async function readBank(contestId: string, revision: number, known: Remembered | undefined): Promise<Remembered> {
    const records = await bankRecords(db, contestId)
    const fresh = records.filter(({ id, version }) => known?.byId.get(id)?.version !== version)
    const contents = new Map<string, { readonly content: QuestionContent; readonly words: string }>()
    for (let from = 0; from < fresh.length; from += step) {
      const codes = new Map(fresh.slice(from, from + step).map(({ id, code }) => [id, code]))
      for (const [id, content] of await openContents(db, codec, fresh.slice(from, from + step)))
        contents.set(id, { content, words: wordsOf(codes.get(id) ?? '', content) })
      await setImmediate()
    }
    const opened = records.flatMap((record) => {
      const of = contents.get(record.id) ?? known?.byId.get(record.id)
      return of === undefined ? [] : [{ ...record, content: of.content, words: of.words }]
    })
    const { index, indexed } = await indexOf(opened, known)
    const apart = codesApart(await tiesOf(db, contestId), new Map(records.map(({ id, code }) => [id, code])))
    const entries: BankEntry[] = []
    for (const one of opened.sort(byNumber)) {
      entries.push({ ...one, apart: apart.get(one.id) ?? [], like: index.like(one.code) })
      if (entries.length % (10 * step) === 0) await setImmediate()
    }
    return {
      ...{ revision, index, indexed },
      snapshot: { entries, byCode: new Map(entries.map((entry) => [entry.code, entry])) },
      byId: new Map(entries.map((entry) => [entry.id, entry])),
    }
  }

  return {
    read: async (contestId) => {
      const reading = current(contestId, banks.get(contestId))
      banks.set(contestId, reading)
      return (await reading).snapshot
    },
    usedIn: async (contestId) => {
      const used = new Map<string, string[]>()
      for (const { key, lockedSetId } of await roundsOf(db, contestId)) {
        if (lockedSetId === null) continue
        // A locked set never changes.
        const codes =
          sets.get(lockedSetId) ?? openLockedSet(db, codec, lockedSetId).then(({ questions }) => questions.map(({ code }) => code))
        setWhileGood(sets, lockedSetId, codes, codes)
        for (const code of await codes) used.set(code, [...(used.get(code) ?? []), key])
      }
      return used
    },
  }
}

type Opened = Pick<BankEntry, 'id' | 'code' | 'state' | 'version' | 'content'>

/** Brings the index up to date, or makes it anew once the words it was made for are a minority. */
async function indexOf(
  entries: readonly Opened[],
  known: Remembered | undefined,
): Promise<{ readonly index: SimilarityIndex; readonly indexed: number }> {
  const asked = entries.filter(({ state }) => state !== 'retired')
  const kept = known !== undefined && asked.length <= 2 * known.indexed + 100 ? known : undefined
  const index = kept?.index ?? createSimilarityIndex(asked.map(({ content }) => content.stem))
  let put = 0
  for (const { id, code, state, version, content } of entries) {
    const before = kept?.byId.get(id)
    const asBefore = before !== undefined && (before.version === version || asksAsBefore(before.content, content))
    if (asBefore && (before.state === 'retired') === (state === 'retired')) continue
    if (state === 'retired') index.drop(code)
    else index.put(code, content)
    if (++put % step === 0) await setImmediate()
  }
  return { index, indexed: kept?.indexed ?? asked.length }
}

/** A new topic or source makes a version, but no other question. */
const asksAsBefore = (one: QuestionContent, other: QuestionContent): boolean =>
  one.stem === other.stem &&
  JSON.stringify([one.options, one.correct, one.pictures]) === JSON.stringify([other.options, other.correct, other.pictures])

const byNumber = (a: Opened, b: Opened): number => a.code.length - b.code.length || (a.code < b.code ? -1 : 1)

const wordsOf = (code: string, { stem, options, source, topic }: QuestionContent): string =>
  foldText([code, stem, ...options, source?.document ?? '', source?.detail ?? '', topic ?? ''].join(' '))
