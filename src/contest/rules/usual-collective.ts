import type { CollectiveRules } from './rules.ts'

/** What collective prizes have whose rules do not speak of it. */
export const usualCollective = {
  levels: [],
  minimumRate: null,
  rateDecimals: null,
  listClosesAt: null,
  notCounted: [],
  entryFloor: { correct: 0, seconds: 0 },
} as const satisfies Partial<CollectiveRules>

export const mostRateDecimals = 4
