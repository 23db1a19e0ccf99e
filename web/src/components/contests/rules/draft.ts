/** The rules as they are typed: everything said, text in every field; back to a file that leaves out what says nothing. */
import { usualDecimals } from '#contest/rules/predicted.ts'
import type { RulesFile } from '#contest/rules/schema.ts'

type Writable<T> = T extends readonly (infer Item)[]
  ? Writable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Writable<T[Key]> }
    : T
type Said<Key extends keyof RulesFile> = Writable<Required<NonNullable<RulesFile[Key]>>>

type RoundInFile = Writable<RulesFile['rounds'][number]>
interface RoundDraft extends Omit<RoundInFile, 'opens' | 'closes'> {
  /** As `<input type="datetime-local">` has it. */
  opens: string
  closes: string
}
/** Prizes that are alike have a number, others levels; what is not said is kept beside it while the page is open. */
export interface CollectiveDraft extends Omit<Said<'collective'>, 'count' | 'listCloses'> {
  count: number | null
  byLevel: boolean
  /** As `<input type="datetime-local">` has it; empty: at no time. */
  listCloses: string
}
export type ReferralDraft = Omit<Said<'referral'>, 'entryFloor'> & { entryFloor: { correct: number; seconds: number } }
interface CellDraft {
  topic: string
  /** Empty: any. */
  difficulty: string
  /** Questions, or percent of the paper. */
  count: number | null
}

export interface RulesDraft extends Omit<
  Writable<RulesFile>,
  'organiser' | 'zone' | 'rounds' | 'paper' | 'attempts' | 'prediction' | 'prizes' | 'collective' | 'referral' | 'jury' | 'complaints' | 'incidents' | 'retention' | 'documents'
> {
  organiser: { name: string; superior: string; standingUnit: string }
  zone: string
  rounds: RoundDraft[]
  paper: Omit<Said<'paper'>, 'blueprint' | 'fixedSets'> & { blueprint: CellDraft[]; byPercent: boolean; fixedSets: FixedSetsDraft | null }
  attempts: Said<'attempts'>
  prediction: Said<'prediction'>
  prizes: Said<'prizes'>
  collective: CollectiveDraft | null
  referral: ReferralDraft | null
  jury: Said<'jury'>
  complaints: Said<'complaints'> | null
  incidents: Said<'incidents'> | null
  retention: Said<'retention'> | null
  documents: Said<'documents'>
}

type FixedSetsDraft = Writable<Required<NonNullable<RulesFile['paper']['fixedSets']>>>

/** Also of sets that begin on the page. */
export function fixedSetsDraft(said: RulesFile['paper']['fixedSets'] = null): FixedSetsDraft | null {
  if (said === null) return null
  const { names, chosenBy = 'contestant', further = 'another' } = said
  return { names: [...names], chosenBy, further }
}

/** @param file as the server gives it, with nothing left out but what says nothing */
export function draftOf(file: RulesFile): RulesDraft {
  const { organiser, rounds, paper, prediction, collective, referral, ...rest } = structuredClone<RulesFile>(file)
  return {
    ...(rest as Omit<RulesDraft, 'organiser' | 'rounds' | 'paper' | 'prediction' | 'collective' | 'referral'>),
    referral: referral === null || referral === undefined ? null : referralDraft(referral),
    collective: collective === null || collective === undefined ? null : collectiveDraft(collective as WritableCollective),
    prediction: { ...({ decimals: usualDecimals, maximum: 'roster' } as const), ...(prediction as Omit<Said<'prediction'>, 'decimals' | 'maximum'>) },
    organiser: { name: organiser.name, superior: organiser.superior ?? '', standingUnit: organiser.standingUnit ?? '' },
    rounds: rounds.map((round) => ({ ...(round as RoundInFile), opens: typedTime(round.opens), closes: typedTime(round.closes) })),
    paper: {
      ...(paper as Said<'paper'>),
      fixedSets: fixedSetsDraft(paper.fixedSets),
      byPercent: paper.blueprint?.some(({ percent }) => percent !== undefined) === true,
      blueprint: (paper.blueprint ?? []).map(({ topic = '', difficulty, count, percent }) => ({
        ...{ topic, difficulty: String(difficulty ?? ''), count: percent ?? count ?? null },
      })),
    },
  }
}

/** What cannot be said so is sent as it is, for the server to name. */
export function fileOf(draft: RulesDraft): unknown {
  const { organiser, rounds, prediction, collective } = draft
  const { byPercent, ...paper } = draft.paper
  return {
    ...draft,
    organiser: {
      name: organiser.name,
      ...(organiser.superior.trim() !== '' && { superior: organiser.superior }),
      ...(organiser.standingUnit.trim() !== '' && { standingUnit: organiser.standingUnit }),
    },
    prediction: typedPrediction(prediction),
    collective: collective === null ? null : typedCollective(collective),
    rounds: rounds.map((round) => ({ ...round, opens: round.opens.replace('T', ' '), closes: round.closes.replace('T', ' ') })),
    paper: {
      ...paper,
      blueprint: paper.blueprint.map(({ topic, difficulty, count }) => ({
        ...(topic.trim() !== '' && { topic }),
        ...(difficulty !== '' && { difficulty: Number(difficulty) }),
        ...(byPercent ? { percent: count } : { count }),
      })),
    },
  }
}

type WritableCollective = Writable<NonNullable<RulesFile['collective']>>

/** Also of prizes that begin on the page. */
export function collectiveDraft({ count, listCloses, ...said }: WritableCollective): CollectiveDraft {
  const { entryFloor, levels = [] } = said
  return {
    ...{ amount: null, minimumRate: null, rateDecimals: null, notCounted: [], tieBreaks: ['jury'] as CollectiveDraft['tieBreaks'] },
    ...said,
    entryFloor: { correct: entryFloor?.correct ?? 0, seconds: entryFloor?.seconds ?? 0 },
    levels: levels.map((level) => ({ ...level, amount: level.amount ?? null })),
    count: count ?? null,
    byLevel: levels.length > 0,
    listCloses: typeof listCloses === 'string' ? typedTime(listCloses) : '',
  }
}

/** Also of prizes that begin on the page. */
export const referralDraft = ({ entryFloor, ...said }: Writable<NonNullable<RulesFile['referral']>>): ReferralDraft => ({
  ...{ amount: null, mostCounted: null, ties: 'reached-first' as const },
  ...said,
  entryFloor: { correct: entryFloor?.correct ?? 0, seconds: entryFloor?.seconds ?? 0 },
})

function typedCollective({ byLevel, count, amount, levels, listCloses, ...said }: CollectiveDraft): unknown {
  return { ...said, ...(byLevel ? { levels } : { count, amount }), listCloses: listCloses === '' ? null : listCloses.replace('T', ' ') }
}

/** A percentage has no largest number of its own, a number no decimals. */
function typedPrediction({ maximum, decimals, ...prediction }: RulesDraft['prediction']): unknown {
  return prediction.of === 'all-correct-percentage' ? { ...prediction, decimals } : { ...prediction, maximum }
}

const typedTime = (text: string): string => (text.includes(' ') ? text.replace(' ', 'T') : `${text}T00:00`)

/** The last day of a round that ends with a day; null: it ends within one. */
export function lastDayOf(closes: string): string | null {
  if (!/T00:00(:00)?$/.test(closes)) return null
  return movedDay(closes.slice(0, 10), -1)
}

/** When a round ends that is open until the end of a day. */
export const endOfDay = (day: string): string => `${movedDay(day, 1)}T00:00`

function movedDay(day: string, by: number): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? day : new Date(at + by * 86_400_000).toISOString().slice(0, 10)
}

/** A key no round has. */
export function nextRoundId(rounds: readonly { readonly id: string }[]): string {
  for (let number = rounds.length + 1; ; number++) {
    const id = `tuan-${String(number)}`
    if (rounds.every((round) => round.id !== id)) return id
  }
}
