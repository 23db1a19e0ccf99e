import { error } from '@sveltejs/kit'
import type { AnalysisProgress, RoundAnalysis } from '#contract/analysis.ts'
import { refuse, tryToRead } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

/** The address is looked at in the page alone, so that sorting and searching ask the server for nothing. */
export const load: PageServerLoad = async (event) => {
  const { contest } = await event.parent()
  const round = contest.rounds.find(({ key }) => key === event.params.key)
  if (round === undefined) error(404, 'not-found', { code: 'not-found' })
  const address = `/api/staff/contests/${encodeURIComponent(event.params.slug)}/rounds/${encodeURIComponent(round.key)}/analysis`
  const outcome = await tryToRead<RoundAnalysis | AnalysisProgress>(event, address)
  if (outcome.ok) return { round, address, analysis: outcome.value, refused: null }
  const { code } = outcome.problem
  if (code !== 'wrong-phase' && code !== 'forbidden') refuse(event, outcome.problem)
  return { round, address, analysis: null, refused: code }
}
