/**
 * The digest of a round's result: over everything that is published of it and everything the jury looked at. SHA-256 of
 * canonical JSON; the lines of the standings stand in it by the SHA-256 of their text, so that a million need no memory. The
 * seed of the lots, which is published with the result, stands in it too: before, nobody finds a result by trying which has
 * this digest.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '#ledger/canonical.ts'
import type { AwardRecord, SetAsideRecord } from '#store/results/results.ts'
import type { StandingRecord } from '#store/results/standings.ts'
import { sha256Hex } from '../ids.ts'

export interface ResultDigest {
  /** In order of rank. */
  add(rows: readonly StandingRecord[]): void
  /** Of what was added so far with the rest; may be asked of several. */
  finish(rest: {
    readonly actual: number
    readonly participants: number
    /** Canonical JSON. */
    readonly summary: string
    readonly setAside: readonly SetAsideRecord[]
    readonly awards: readonly AwardRecord[]
  }): string
}

/** A line of the standings as text; two lines are the same when their texts are. */
export const standingText = (line: StandingRecord): string =>
  `${JSON.stringify([
    ...[line.rank, line.entryId, line.contestantId, line.unitId, line.correct, line.prediction, line.predictionDistance],
    ...[line.submittedAt, line.durationMs, line.partedBy, line.eligible],
  ])}\n`

/** In one order, whatever the order in which they were found. */
export const setAsideText = (rows: readonly SetAsideRecord[]): string =>
  canonicalJson(rows.map(({ entryId, contestantId, reason }) => [entryId, contestantId, reason].join(' ')).sort())

export function startDigest(lotSeed: Uint8Array): ResultDigest {
  const lines = createHash('sha256')
  return {
    add: (rows) => void lines.update(rows.map(standingText).join('')),
    finish: ({ actual, participants, summary, setAside, awards }) =>
      sha256Hex(
        canonicalJson({
          ...{
            schema: 'hoithi/round-result/v2',
            lotSeed: Buffer.from(lotSeed).toString('hex'),
            actualAllCorrect: actual,
            participants,
            summary,
            awards,
          },
          setAside: sha256Hex(setAsideText(setAside)),
          standings: lines.copy().digest('hex'),
        }),
      ),
  }
}
