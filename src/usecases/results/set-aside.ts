/**
 * Entries that do not rank. Where people may try several times nearly all do not, because another try of theirs counts: those are numbers here,
 * since whoever has a line in the standings with another entry is told so by that line.
 */
import { resultHead, setAsideInTurns, type SetAsideRecord } from '#store/results/results.ts'
import type { RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'

export interface SetAside {
  /** Each for a reason that is its person's own. */
  readonly own: readonly SetAsideRecord[]
  readonly otherAttempts: number
}

/** Opened once a result. @throws ContestError `result-differs` when what is stored does not open */
export async function setAsideOfRound(app: App, round: RoundRecord): Promise<SetAside> {
  const { db } = app.database
  const head = await resultHead(db, round.id)
  const version = `${String(head?.digest)} ${String(head?.computedAt)}`
  return app.derived.get(`set aside in ${round.id}`, version, async () => {
    const own: SetAsideRecord[] = []
    let otherAttempts = 0
    for await (const lines of setAsideInTurns(db, app.codec, round.id, 'refused'))
      for (const line of lines) {
        if (line.reason === 'another-attempt-counts') otherAttempts++
        else own.push(line)
      }
    return { own, otherAttempts }
  })
}
