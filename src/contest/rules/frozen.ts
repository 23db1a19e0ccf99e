/**
 * What of the rules can no longer change once a round has opened: everything, but for what is listed here. People took part
 * under the rest, and it decides who may enter, what is drawn, who ranks where and who wins.
 */
import { wallText } from '../calendar.ts'
import type { Finding, Instant } from '../values.ts'
import type { ContestRules, RoundRules } from './rules.ts'

/** Of `rounds` those that have not opened may be moved, renamed, added, removed, and draw from something else. */
export const mayStillChange = [
  'title',
  'organiser',
  'audience',
  'documents',
  'rounds',
  'signIn',
] as const satisfies readonly (keyof ContestRules)[]

/** Each change that is refused, with its field, what it was and what it would be. @param opened keys of the rounds that have opened */
export function frozenChanges(before: ContestRules, after: ContestRules, opened: readonly string[]): readonly Finding[] {
  if (opened.length === 0) return []
  const known = before.rounds.filter(({ key }) => opened.includes(key))
  const fixed = (Object.keys(after) as (keyof ContestRules)[]).filter((key) => !(mayStillChange as readonly string[]).includes(key))
  return [...fixed.flatMap((key) => changes(key, before[key], after[key])), ...known.flatMap((round) => roundChanges(round, before, after))]
    .filter((change) => !saysMore(change))
    .map(refused)
}

/**
 * Trouble was not foreseen: how an attempt counts that is given after it may still be said, and not changed once it is. So may how long
 * personal data is kept, which people were promised nothing of.
 */
const saysMore = ({ place, before }: RuleChange): boolean => (place === 'attempts/extra' || place === 'retention') && before === null

/** One member of the rules that is another; null: there was, or is, none. */
export interface RuleChange {
  readonly place: string
  readonly before: string | null
  readonly after: string | null
}

/** All that is another in rules that take the place of others. */
export function ruleChanges(before: ContestRules, after: ContestRules): readonly RuleChange[] {
  const keys = (Object.keys(after) as (keyof ContestRules)[]).filter((key) => key !== 'rounds')
  const added = after.rounds.filter(({ key }) => !before.rounds.some((round) => round.key === key))
  return [
    ...keys.flatMap((key) => changes(key, before[key], after[key])),
    ...before.rounds.flatMap((round) => roundChanges(round, before, after)),
    ...added.map(({ key, name }) => changeOf(`rounds/${key}`, null, name)),
  ]
}

function roundChanges(
  { key, name, opensAt, closesAt, draw }: RoundRules,
  before: ContestRules,
  after: ContestRules,
): readonly RuleChange[] {
  const place = `rounds/${key}`
  const now = after.rounds.find((round) => round.key === key)
  if (now === undefined) return [changeOf(place, name, null)]
  const time = (at: Instant): string => wallText(at, before.zone)
  return [
    ...changes(`${place}/name`, name, now.name),
    ...changes(`${place}/opens`, time(opensAt), time(now.opensAt)),
    ...changes(`${place}/closes`, time(closesAt), time(now.closesAt)),
    ...changes(`${place}/draw`, draw, now.draw),
  ]
}

/** Objects are looked into, lists compared whole. */
function changes(place: string, before: unknown, after: unknown): readonly RuleChange[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => changes(`${place}/${key}`, before[key], after[key]))
  }
  return textOf(before) === textOf(after) ? [] : [changeOf(place, before, after)]
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists of the rules are in the order that was meant, and their members written in one order of fields. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(sorted(value ?? null)))

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : isObject(value)
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((key) => [key, sorted(value[key])]),
        )
      : value

function changeOf(place: string, before: unknown, after: unknown): RuleChange {
  const [was, wanted] = [before, after].map((value) => {
    if ((value ?? null) === null) return null
    const text = textOf(value)
    return text.length > 200 ? `${text.slice(0, 200)}…` : text
  })
  return { place, before: was ?? null, after: wanted ?? null }
}

function refused({ place, before, after }: RuleChange): Finding {
  const [was, wanted] = [before ?? 'null', after ?? 'null']
  return {
    severity: 'error',
    place,
    code: 'rules-frozen',
    message: {
      vi: `Không đổi được “${place}” từ ${was} thành ${wanted} vì đã có tuần thi mở.`,
      en: `“${place}” cannot change from ${was} to ${wanted} because a round has opened.`,
    },
  }
}
