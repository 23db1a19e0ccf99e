/** A blueprint as a grid, topic × level: what the boxes of the form are called, hold and can take. */
import type { RoundBlueprint } from '#contract/rounds.ts'

export type Cell = RoundBlueprint['contestCells'][number]
type Topic = Cell['topic']
type Level = Cell['difficulty']

/** In the order of the columns; null: any level. */
export const levels = [1, 2, 3, null] as const satisfies readonly Level[]

/** What is typed into the boxes, by name. */
export type Counts = Readonly<Record<string, number | null | undefined>>

/** The name of a box in the form: a topic of any text stands last. */
export const boxName = (topic: Topic, level: Level): string => `n:${level ?? ''}:${topic ?? ''}`

/** Topics there are questions of, or that a blueprint names, in the order they come up; null, any topic, is last. */
export function topicsOf(...lists: readonly (readonly { readonly topic: Topic }[])[]): readonly Topic[] {
  const named = lists.flat().flatMap(({ topic }) => topic ?? [])
  return [...new Set(named), null]
}

/** Lines of one topic and level are one box. */
export function countsOf(cells: readonly Cell[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { topic, difficulty, count } of cells) {
    const name = boxName(topic, difficulty)
    counts[name] = (counts[name] ?? 0) + count
  }
  return counts
}

/** The cells the boxes say, row by row; an empty box, or one that holds no count, says nothing. */
export function cellsOf(topics: readonly Topic[], counts: Counts): Cell[] {
  return topics.flatMap((topic) =>
    levels.flatMap((difficulty) => {
      const count = counts[boxName(topic, difficulty)] ?? 0
      return Number.isInteger(count) && count > 0 ? [{ topic, difficulty, count }] : []
    }),
  )
}

export const totalOf = (cells: readonly Cell[]): number => cells.reduce((sum, { count }) => sum + count, 0)

/** How many questions fit a box. */
export const availableFor = (supply: RoundBlueprint['supply'], topic: Topic, level: Level): number =>
  supply
    .filter((one) => (topic === null || one.topic === topic) && (level === null || one.difficulty === level))
    .reduce((sum, { available }) => sum + available, 0)

/** By topic and level, where any round takes or has something: what a paper of each round takes and what its set has. */
export function kindsOf(rounds: readonly RoundBlueprint[]) {
  const taken = rounds.map(({ cells, contestCells }) => countsOf(cells ?? contestCells))
  const topics = topicsOf(...rounds.map(({ supply }) => supply), ...rounds.map(({ cells, contestCells }) => cells ?? contestCells))
  return topics.flatMap((topic) => {
    const lines = levels.map((level) => ({
      level,
      counts: rounds.map(({ supply }, at) => ({
        needed: taken[at]?.[boxName(topic, level)] ?? 0,
        has: availableFor(supply, topic, level),
      })),
      isOwn: rounds.some(({ supply }) => supply.some((one) => one.topic === topic && one.difficulty === level)),
    }))
    const shown = lines.filter(({ counts, isOwn }) => isOwn || counts.some(({ needed }) => needed > 0))
    return shown.length === 0 ? [] : [{ topic, levels: shown }]
  })
}

/** What a form without script sends. */
export function editFromForm(form: FormData): Pick<RoundBlueprint, 'cells' | 'reuse' | 'rulesDigest'> {
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const boxes = [...form].flatMap(([name, value]) => {
    const [, level = '', topic = ''] = /^n:([123]?):(.*)$/s.exec(name) ?? []
    return name.startsWith('n:') && typeof value === 'string' ? [{ name, value, level, topic }] : []
  })
  const topics = [...new Set(boxes.map(({ topic }) => (topic === '' ? null : topic)))]
  const counts = Object.fromEntries(boxes.map(({ name, value }) => [name, Number(value)]))
  return {
    cells: text('which') === 'own' ? cellsOf(topics, counts) : null,
    reuse: form.has('reuse'),
    rulesDigest: text('rulesDigest'),
  }
}

/** 188 → “1,88” (vi), “1.88” (en). */
export function formatHundredths(hundredths: number, language: 'vi' | 'en'): string {
  const whole = String(Math.floor(hundredths / 100))
  return `${whole}${language === 'vi' ? ',' : '.'}${String(hundredths % 100).padStart(2, '0')}`
}
