/** Where questions stand by facility (across) and discrimination (up). Pixels of an SVG whose viewBox is `width` × `height`. */
import { scaleLinear } from 'd3-scale'
import type { AnalysedQuestion } from '#contract/analysis.ts'

export interface ScatterFrame {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** What the sign of a point says: nothing to look at, something, or the key itself. */
export type PointKind = 'plain' | 'flagged' | 'key'

interface ScatterPoint {
  readonly question: AnalysedQuestion
  readonly kind: PointKind
  readonly x: number
  readonly y: number
  /** Where its code is written beside it; only for those that matter most, where no other code stands. */
  readonly label: { readonly x: number; readonly anchor: 'start' | 'end' } | null
}

export interface Scatter {
  readonly points: readonly ScatterPoint[]
  /** Tenths of the facility, and steps of the discrimination in thousandths. */
  readonly across: readonly { readonly share: number; readonly x: number }[]
  readonly up: readonly { readonly value: number; readonly y: number }[]
  readonly zero: number
}

/** Room a code takes, and its distance from the point. */
const code = { width: 46, height: 16, gap: 12 }

/** Questions without a discrimination (nobody, or everybody right) have no place in it. */
export function scatter(questions: readonly AnalysedQuestion[], frame: ScatterFrame): Scatter {
  const placed = questions.flatMap((question) => (question.discrimination === null ? [] : [{ question, value: question.discrimination }]))
  const values = placed.map(({ value }) => value)
  const x = scaleLinear()
    .domain([0, 1])
    .range([frame.left, frame.width - frame.right])
  const y = scaleLinear()
    .domain([Math.min(-200, ...values), Math.max(600, ...values)])
    .nice(6)
    .range([frame.height - frame.bottom, frame.top])
  const points = placed.map(({ question, value }): Omit<ScatterPoint, 'label'> => ({
    question,
    kind: kindOf(question),
    x: x(question.right / question.papers),
    y: y(value),
  }))
  const taken: { readonly left: number; readonly y: number }[] = []
  const labelOf = (point: (typeof points)[number]): ScatterPoint['label'] => {
    if (point.kind !== 'key') return null
    const anchor = point.x > frame.width - frame.right - code.width - code.gap ? 'end' : 'start'
    const left = anchor === 'end' ? point.x - code.gap - code.width : point.x + code.gap
    if (taken.some((other) => Math.abs(other.left - left) < code.width && Math.abs(other.y - point.y) < code.height)) return null
    taken.push({ left, y: point.y })
    return { x: anchor === 'end' ? point.x - code.gap : left, anchor }
  }
  return {
    // The points that matter are drawn last, above the others.
    points: [...points].sort((a, b) => order[a.kind] - order[b.kind]).map((point) => ({ ...point, label: labelOf(point) })),
    across: x.ticks(5).map((share) => ({ share, x: x(share) })),
    up: y.ticks(6).map((value) => ({ value, y: y(value) })),
    zero: y(0),
  }
}

const order: Readonly<Record<PointKind, number>> = { plain: 0, flagged: 1, key: 2 }

function kindOf({ flags }: AnalysedQuestion): PointKind {
  if (flags.some(({ kind }) => kind === 'key-suspect' || kind === 'negative-discrimination')) return 'key'
  return flags.length > 0 ? 'flagged' : 'plain'
}

/** The outline of a point's sign around its place: circle, triangle or diamond, so that the shape alone tells them apart. */
export function outline(kind: PointKind, x: number, y: number): string {
  const r = kind === 'plain' ? 4.5 : 7
  if (kind === 'plain') return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`
  if (kind === 'flagged') return `M${x},${y - r}L${x + r},${y + r * 0.8}L${x - r},${y + r * 0.8}Z`
  return `M${x},${y - r * 1.2}L${x + r * 1.2},${y}L${x},${y + r * 1.2}L${x - r * 1.2},${y}Z`
}
