/**
 * Which questions a person should look at, by rules whose every number has a name. A flag accuses nobody: it says what
 * the counts show, and somebody who knows the subject decides.
 */
import type { Takers } from './counts.ts'

export const flagKinds = ['key-suspect', 'negative-discrimination', 'too-hard', 'low-discrimination', 'too-easy', 'unused-option'] as const
export type FlagKind = (typeof flagKinds)[number]

export interface ItemFlag {
  readonly kind: FlagKind
  /** Positions of the options it is about, ascending: the suspects of `key-suspect`, those of `unused-option`; else empty. */
  readonly options: readonly number[]
}

/** Every number the rules rest on. Shares are hundredths, correlations thousandths. */
export const flagLimits = {
  /**
   * Under this many papers nothing is flagged and every number is shaky: a correlation of 20 pairs has a standard error
   * of 1/√19 ≈ 0.23, as much as a good question's discrimination itself.
   */
  enoughPapers: 20,
  /**
   * The better contestants: the upper 27 % by rest score, the share at which two tails are told apart best when scores
   * are about normal (Kelley 1939, Journal of Educational Psychology 30, 17–24).
   */
  upperShare: 27,
  /**
   * A wrong option leads among them when its lead over the key is more than this many standard errors of a difference of
   * two counts, √(a + b). One only: a look too many costs a minute, a wrong key that is not looked at costs the contest.
   */
  leadInErrors: 1,
  /** Takers below which the mean of an option is not compared: its standard error is then over a third of the spread. */
  enoughTakers: 8,
  /** A difference of means counts from this many standard errors on: one in forty by chance alone, one-sided. */
  surenessInErrors: 2,
  /**
   * … and from this share of the spread of rest scores on, so that among a million entries a difference nobody would
   * notice flags nothing: 0.2 standard deviations, the least that is called an effect (Cohen 1988, Statistical Power
   * Analysis, ch. 2).
   */
  smallestEffect: 20,
  /** Fewer tell the strong from the weak than a question should: 0.15, the least commonly asked of a corrected point-biserial. */
  lowDiscrimination: 150,
  /** From this share right on a question says next to nothing about anybody; Moodle's statistics call 95 % extremely easy. */
  tooEasy: 95,
  /** Up to this share right it is hard whatever the number of options; Moodle's statistics call up to 20 % difficult. */
  tooHard: 20,
  /**
   * A wrong option works when at least 5 % take it (Haladyna & Downing 1993, Educational and Psychological Measurement 53,
   * 999–1010). They count everybody; here only those who missed the question count, or every option of an easy question
   * would be called unused.
   */
  unusedShare: 5,
} as const

/** What the rules look at; all of it is in a `QuestionAnalysis`. */
export interface FlagFacts {
  readonly papers: number
  readonly right: number
  readonly discrimination: number | null
  readonly correct: readonly number[]
  readonly options: readonly Takers[]
}

/** In the order in which they matter. None when fewer than `enoughPapers` papers had the question. */
export function flagsOf(facts: FlagFacts): readonly ItemFlag[] {
  const { papers, right, options, correct } = facts
  if (papers < flagLimits.enoughPapers) return []
  const suspects = positionsWhere(facts, (option) => beatsKey(option, options, correct))
  const easy = right * 100 >= papers * flagLimits.tooEasy
  const hard = isTooHard(facts)
  const weak = weakness(facts)
  const unused = easy ? [] : positionsWhere(facts, (option) => isUnused(option, papers - right))
  const flag = (kind: FlagKind, raised: boolean, about: readonly number[] = []): readonly ItemFlag[] =>
    raised ? [{ kind, options: about }] : []
  return [
    ...flag('key-suspect', suspects.length > 0, suspects),
    ...flag('negative-discrimination', weak === 'negative'),
    ...flag('too-hard', hard),
    // Close to nobody or everybody right a correlation has no room to be large.
    ...flag('low-discrimination', weak === 'low' && !easy && !hard),
    ...flag('too-easy', easy),
    ...flag('unused-option', unused.length > 0, unused),
  ]
}

const positionsWhere = ({ options, correct }: FlagFacts, holds: (option: Takers) => boolean): readonly number[] =>
  options.flatMap((option, position) => (!correct.includes(position) && holds(option) ? [position] : []))

/**
 * Is the key probably wrong? A wrong option accuses it when
 *  - it is what most of the better contestants took, clearly more of them than took the key, and its takers are not the
 *    weaker ones as far as that can be said (a common misbelief wins many of the better, too, but the key's few takers
 *    then stand above them); or
 *  - its takers had clearly more of the other questions right than the key's takers: by two standard errors and by a
 *    fifth of the spread, both groups large enough.
 * With several right options it is compared to the one of them that the better contestants took least.
 */
function beatsKey(option: Takers, options: readonly Takers[], correct: readonly number[]): boolean {
  const keys = correct.map((position) => options[position] as Takers)
  const key = keys.reduce((least, one) => (one.upper < least.upper ? one : least))
  const compared = compareMeans(option, key)
  const most = Math.max(...options.map(({ upper }, position) => (correct.includes(position) ? 0 : upper)))
  const leads = option.upper === most && option.upper - key.upper > flagLimits.leadInErrors * Math.sqrt(option.upper + key.upper)
  return compared === 'above' || (leads && compared !== 'below')
}

/** Are the mean rest scores of two groups of takers clearly apart? Welch's standard error of a difference. */
function compareMeans(one: Takers, other: Takers): 'above' | 'below' | 'unclear' {
  const { enoughTakers, surenessInErrors, smallestEffect } = flagLimits
  if (one.count < enoughTakers || other.count < enoughTakers) return 'unclear'
  const [a, b] = [varianceOf(one), varianceOf(other)]
  const difference = meanOf(one) - meanOf(other)
  const error = Math.sqrt(a / one.count + b / other.count)
  const spread = Math.sqrt((a + b) / 2)
  if (Math.abs(difference) <= Math.max(surenessInErrors * error, (smallestEffect / 100) * spread)) return 'unclear'
  return difference > 0 ? 'above' : 'below'
}

const meanOf = ({ count, restSum }: Takers): number => restSum / count

const varianceOf = ({ count, restSum, restSquares }: Takers): number => (restSquares - restSum ** 2 / count) / (count - 1)

/** Right no more often than by blind choice among the options, or hardly ever. */
function isTooHard({ papers, right, correct, options }: FlagFacts): boolean {
  return right * 100 <= papers * flagLimits.tooHard || (correct.length === 1 && right * options.length <= papers)
}

/** Low or negative even when the correlation is taken a standard error (1/√(n − 1), Fisher 1921) higher than it came out. */
function weakness({ papers, discrimination }: FlagFacts): 'negative' | 'low' | null {
  if (discrimination === null) return null
  const atBest = discrimination + 1000 / Math.sqrt(papers - 1)
  if (atBest < 0) return 'negative'
  return atBest < flagLimits.lowDiscrimination ? 'low' : null
}

/** Taken by nobody, or by too few of enough people who missed the question. */
function isUnused({ count }: Takers, missed: number): boolean {
  return count === 0 || (missed >= flagLimits.enoughPapers && count * 100 < missed * flagLimits.unusedShare)
}
