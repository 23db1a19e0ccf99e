/** "Đáp án:" in a line of its own, and its letter in the next. */
import { isBlank, withFront, type Line } from '../document/lines.ts'
import { readField } from '../fields.ts'
import type { Item } from './outline.ts'

const name = /^\s*(?:đáp án|đ\/?a|answer|trả lời)(?:\s+đúng)?\s*[:.]?\s*$/iu
const letters = /^\s*[A-H](?:\s*[,;&]\s*[A-H])*\s*[.)]?\s*$/iu

/** One alone may be the heading of a key. */
const FEWEST = 2

const arrow = /^\s*(?:=+>|-+>|→|➔|⇒)\s*(?=[A-H]\s*[.)]?\s*$)/u
const FEWEST_ARROWS = 3

/** "=> B" throughout, where no line says "Đáp án". */
function arrowAnswers(items: readonly Item[]): readonly Item[] {
  const arrows = new Map(
    items.flatMap((item) => ((one) => (one !== null && arrow.test(one.text) ? [[item, one] as const] : []))(lineOf(item))),
  )
  const isOther = items.some((item) => item.kind === 'lines' && item.lines.some(({ text }) => readField(text)?.name === 'answer'))
  if (arrows.size < FEWEST_ARROWS || isOther) return items
  return items.map((item) => {
    const line = arrows.get(item)
    return line === undefined ? item : { kind: 'lines', lines: [withFront(line, 'Đáp án: ', arrow.exec(line.text)?.[0].length ?? 0)] }
  })
}

export function joinAnswers(given: readonly Item[]): readonly Item[] {
  const items = arrowAnswers(given)
  const pairs = items.flatMap((item, at) => {
    const named = lineOf(item)
    if (named === null || !name.test(named.text)) return []
    const isEmpty = items[at + 1]?.kind === 'lines' && lineOf(items[at + 1]) === null
    const to = at + (isEmpty ? 2 : 1)
    const answer = lineOf(items[to])
    return answer !== null && letters.test(answer.text) ? [{ at, to, line: withFront(answer, 'Đáp án: ', answer.text.search(/\S/)) }] : []
  })
  if (pairs.length < FEWEST) return items
  const names = new Set(pairs.map(({ at }) => at))
  const joined = new Map(pairs.map(({ to, line }) => [to, line]))
  return items.flatMap((item, at): readonly Item[] => {
    const line = joined.get(at)
    if (names.has(at)) return []
    return line === undefined ? [item] : [{ kind: 'lines', lines: [line] }]
  })
}

/** The only line of a paragraph; null for an empty one, and for anything else. */
function lineOf(item: Item | undefined): Line | null {
  if (item?.kind !== 'lines') return null
  const [only, ...more] = item.lines.filter((line) => !isBlank(line))
  return only === undefined || more.length > 0 || only.notes !== undefined ? null : only
}
