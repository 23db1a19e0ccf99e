/** What a trial run came to: what those who played saw, held against what the log holds, counted as a real round is. */
import type { RehearsalPlayed, RehearsalReport } from '#contract/operations.ts'
import { countEntries, receiptByCode } from '#store/taking-part/entries.ts'
import type { App } from '../../app.ts'
import { tallyRound } from '../../results/tally.ts'
import { roundAwards } from '../../results/approval.ts'
import type { MadeRehearsal } from './make.ts'

const command = { kind: 'command' } as const

/** @param codes of the receipts that were given */
export async function rehearsalReport(
  app: App,
  { slug, roundKey, roundId }: MadeRehearsal,
  played: RehearsalPlayed,
  codes: readonly string[],
): Promise<RehearsalReport> {
  const { db } = app.database
  let lost = 0
  for (const code of codes) if ((await receiptByCode(db, code))?.roundId !== roundId) lost++
  const began = performance.now()
  const { participants } = await tallyRound(app, command, slug, roundKey)
  const tallyMs = Math.round(performance.now() - began)
  const { result, awards } = await roundAwards(app, command, slug, roundKey)
  return {
    ...{ played, lost, tallyMs, participants, entries: await countEntries(db, roundId), actual: result.actual },
    awards: awards.map(({ levelName, person, unitName, explanation }) => ({
      ...{ level: levelName, fullName: person.fullName, unit: unitName, explanation },
    })),
  }
}
