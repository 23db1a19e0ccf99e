/**
 * The opening of an entry: what its leaf commits to and the tally opens, as canonical JSON (RFC 8785, docs/formats/ledger.md).
 * It is made for every submission, so it is put together from texts: a list of integers has only one spelling in JSON,
 * the canonical one, and the members stand here in their order. A test compares it to `canonicalJson`.
 */

export interface EntryOpening {
  /** For each question of the paper, the shown positions ticked, ascending. */
  readonly answers: readonly (readonly number[])[]
  /** `[question, option, option, …]` for each question of the paper: index in the locked set, then the order shown. */
  readonly paper: readonly (readonly number[])[]
  readonly prediction: number | null
  /** Seconds each question of the paper was on screen, as the device tells it; absent when it told nothing. */
  readonly seconds?: readonly number[]
  /** The number of the fixed set the paper is, from 1; absent when it was drawn for this attempt. */
  readonly set?: number
}

export interface EntryTexts {
  /** Canonical JSON of {answers, prediction, seconds?}: what a retry must repeat. */
  readonly body: string
  /** Canonical JSON of {answers, paper, prediction, seconds?, set?}. */
  readonly opening: string
}

/**
 * @param paper `paperText` of the paper that was answered
 * @param set the number of the fixed set it is; 0: none
 */
export function entryTexts(paper: string, { answers, prediction, seconds }: Omit<EntryOpening, 'paper' | 'set'>, set = 0): EntryTexts {
  const ticked = JSON.stringify(answers)
  const rest = `"prediction":${String(prediction)}${seconds === undefined ? '' : `,"seconds":${JSON.stringify(seconds)}`}`
  const fixed = set === 0 ? '' : `,"set":${String(set)}`
  return { body: `{"answers":${ticked},${rest}}`, opening: `{"answers":${ticked},"paper":${paper},${rest}${fixed}}` }
}
