import { error } from '@sveltejs/kit'
import type { AnalysisProgress, RoundAnalysis } from '#contract/analysis.ts'
import { staffPaths } from '#web/api/paths.ts'
import { refuse, tryToRead } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

/** The address is looked at in the page alone, so that sorting and searching ask the server for nothing. */
export const load: PageServerLoad = async (event) => {
  const { contest } = await event.parent()
  const round = contest.rounds.find(({ key }) => key === event.params.key)
  if (round === undefined) error(404, 'not-found', { code: 'not-found' })
  const outcome = await tryToRead<RoundAnalysis | AnalysisProgress>(event, staffPaths.analysis(contest.slug, round.key))
  if (outcome.ok) return { round, analysis: outcome.value, refused: null }
  const { code } = outcome.problem
  if (code !== 'wrong-status' && code !== 'forbidden') refuse(event, outcome.problem)
  return { round, analysis: null, refused: code }
}
