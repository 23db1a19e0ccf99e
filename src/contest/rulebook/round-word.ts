/**
 * What a round is called in Vietnamese: “tuần thi” as everywhere, unless the organisers' own names of their rounds say another word,
 * or a round lasts much longer than a week. English says “round” of all of them.
 */
import type { ContestRules, RoundRules } from '../rules/rules.ts'
import type { Bilingual } from '../values.ts'

/** Before “thi”, in small letters. */
export type RoundWord = 'tuần' | 'vòng' | 'đợt'

const dayMs = 86_400_000
/** A week with a holiday in it is a week still. */
const longestWeekMs = 10 * dayMs

/** By the names of the rounds, and how long they last where those say nothing. */
export function roundWord(rounds: readonly Pick<RoundRules, 'name' | 'opensAt' | 'closesAt'>[]): RoundWord {
  const firsts = new Set(rounds.map(({ name }) => name.trim().normalize('NFC').toLowerCase().split(/\s/)[0]))
  const [first] = firsts
  if (firsts.size === 1 && (first === 'tuần' || first === 'vòng' || first === 'đợt')) return first
  return rounds.some(({ opensAt, closesAt }) => closesAt - opensAt > longestWeekMs) ? 'đợt' : 'tuần'
}

/** Of a contest: organisers who write “tuần thi” themselves call it that. So no text of theirs is ever changed. */
export const roundWordOf = (rules: Pick<ContestRules, 'rounds'>): RoundWord =>
  /tuần thi/i.test(JSON.stringify(rules).normalize('NFC')) ? 'tuần' : roundWord(rules.rounds)

const capital = (word: RoundWord): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`

/** A text of ours that says “tuần thi”, “tuần này”, “mỗi tuần”…, with the word of the contest; days of the week stay. */
export function withRoundWord(word: RoundWord, text: string): string {
  if (word === 'tuần') return text
  if (text === 'Tuần') return capital(word)
  return text.replace(
    /(thứ trong |trong cùng |mỗi |từng |của |trong |các )?(tuần)( thi| này| trước| sau| \{number\})?/giu,
    (found: string, before: string | undefined, week: string, after: string | undefined) =>
      before === 'thứ trong ' || (before === undefined && after === undefined)
        ? found
        : `${before ?? ''}${week.startsWith('T') ? capital(word) : word}${after ?? ''}`,
  )
}

/** The same of both languages. */
export const inRoundWord = (word: RoundWord, { vi, en }: Bilingual): Bilingual => ({ vi: withRoundWord(word, vi), en })

/** The same of a sentence that quotes people: what stands between “ and ” is as they wrote it. */
export const besideQuotes = (word: RoundWord, text: string): string =>
  text
    .split(/(“[^”]*”)/u)
    .map((part) => (part.startsWith('“') ? part : withRoundWord(word, part)))
    .join('')
