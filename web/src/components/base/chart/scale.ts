/** Where the bars of a chart stand. Pixels of an SVG whose viewBox is `width` × `height`. */
import { scaleBand, scaleLinear } from 'd3-scale'

export interface Bar {
  readonly label: string
  readonly count: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface BarChart {
  readonly bars: readonly Bar[]
  readonly ticks: readonly { readonly count: number; readonly y: number }[]
  readonly baseline: number
  /** From one bar to the next. */
  readonly step: number
}

export interface Frame {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly top: number
  readonly bottom: number
}

export function barChart(counts: readonly { readonly label: string; readonly count: number }[], frame: Frame): BarChart {
  const baseline = frame.height - frame.bottom
  const x = scaleBand<number>()
    .domain(counts.map((_, index) => index))
    .range([frame.left, frame.width])
    .paddingInner(0.18)
    .paddingOuter(0.1)
  const most = Math.max(1, ...counts.map(({ count }) => count))
  const y = scaleLinear().domain([0, most]).nice(4).range([baseline, frame.top])
  // A few wide bars would shout.
  const width = Math.min(x.bandwidth(), 64)
  const bars = counts.map(({ label, count }, index) => ({
    label,
    count,
    x: (x(index) ?? frame.left) + (x.bandwidth() - width) / 2,
    y: y(count),
    width,
    height: baseline - y(count),
  }))
  const ticks = y
    .ticks(4)
    .filter(Number.isInteger)
    .map((count) => ({ count, y: y(count) }))
  return { bars, ticks, baseline, step: x.step() }
}

/** Every how many-eth bar can be named, so that names do not touch. @param letter height of their letters, in pixels */
export const labelsEvery = (labels: readonly string[], step: number, letter = 12): number =>
  Math.max(1, Math.ceil((Math.max(0, ...labels.map(({ length }) => length)) * letter * 0.567 + 4) / step))

/** Where a number stands among equal bins [from, to], or null when no bin reaches it. */
export function placeAmongBins(
  number: number,
  bins: readonly { readonly from: number; readonly to: number }[],
  bars: readonly Bar[],
): number | null {
  const index = bins.findIndex(({ from, to }) => number >= from && number <= to)
  const [bin, bar] = [bins[index], bars[index]]
  if (bin === undefined || bar === undefined) return null
  return bar.x + bar.width * ((number - bin.from + 0.5) / (bin.to - bin.from + 1))
}
