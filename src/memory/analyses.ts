/** The last analyses of questions, and those that are being computed. */
import type { ItemAnalysis } from '#contest/analysis/item-analysis.ts'
import type { LockedSet } from '#contest/questions/question.ts'
import { bounded, setWhileGood } from './bounded.ts'

export interface Analysed {
  readonly set: LockedSet
  readonly analysis: ItemAnalysis
}

/** An analysis that is being computed, or was. */
interface Running {
  readonly total: number
  /** Entries read so far. */
  done: number
  readonly analysed: Promise<Analysed>
}

/** The last analyses by what they were computed from. Who asks for one that is being computed waits for the same. */
export interface AnalysisCache {
  get(version: string): Running | undefined
  /** One that fails is forgotten, so that the next to ask tries again. */
  put(version: string, running: Running): void
}

export function createAnalysisCache(limit = 8): AnalysisCache {
  const known = bounded<Running>(limit)
  return {
    get: (version) => known.get(version),
    put: (version, running) => {
      setWhileGood(known, version, running, running.analysed)
    },
  }
}
