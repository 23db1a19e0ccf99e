/**
 * Notes that say the same of many places, as one with all of the places: ninety-nine empty rows are one thing to know. What has to be
 * mended or looked at stays with its place, and so does what differs in more than its numbers.
 */
import type { Finding } from '#contest/values.ts'

const FEWEST = 4
const MOST_RANGES = 20

/** In their order; a group stands where its first was. */
export function groupFindings(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = keyOf(finding)
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  return findings.flatMap((finding) => {
    const group = isGrouped(finding) ? (groups.get(keyOf(finding)) ?? []) : []
    if (group.length < FEWEST) return [finding]
    return group[0] === finding ? [together(finding, group.slice(1))] : []
  })
}

/** Notes, and one remark that may be about any question. */
const isGrouped = ({ severity, code }: Finding): boolean =>
  severity === 'info' || ['words-of-file', 'answer-key-gap', 'options-moved'].includes(code)

const keyOf = ({ code, place, message }: Finding): string => `${code}\n${before(place)}\n${message.vi.replace(/\d+/g, '')}`

const before = (place: string): string => place.replace(/\d+$/, '')

function together(first: Finding, others: readonly Finding[]): Finding {
  const places = ranges(others.map(({ place }) => Number(/\d+$/.exec(place)?.[0] ?? 0)))
  const where = `${places.slice(0, MOST_RANGES).join(', ')}${places.length > MOST_RANGES ? '…' : ''}`
  const { vi, en } = first.message
  return {
    ...first,
    message: {
      vi: `${vi} Cũng vậy ở ${others.length} chỗ nữa: ${where}.`,
      en: `${en} So it is at ${others.length} more places: ${where}.`,
    },
  }
}

/** `3–9`, `12`: of numbers in their order. */
function ranges(numbers: readonly number[]): readonly string[] {
  const runs: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last !== undefined && number === last.to + 1) last.to = number
    else if (last?.to !== number) runs.push({ from: number, to: number })
  }
  return runs.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`))
}
