import { isAnsweredRight } from '#contest/questions/practice.ts'
import type { PracticePaper, PublicContest } from '#contract/contests.ts'
import { publicPaths } from '#web/api/paths.ts'
import { read, refuse, tryToRead } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

/** Answers travel in the address: nothing of them is kept, and the page works without script. */
export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const query = event.url.searchParams
  const asked = /^[1-9]\d{0,2}$/.exec(query.get('de') ?? '')?.[0]
  const outcome = await tryToRead<PracticePaper>(event, publicPaths.practice(slug, Number(asked ?? '1')))
  if (!outcome.ok && (outcome.problem.code !== 'not-found' || asked !== undefined)) refuse(event, outcome.problem)
  // A contest without such questions says so; one that is not there is not found.
  if (!outcome.ok) {
    const { title } = await read<PublicContest>(event, publicPaths.contest(slug))
    return { slug, title, paper: null, isMarked: false, answers: [], right: 0 }
  }
  const isMarked = query.has('cham')
  const answers = outcome.value.questions.map(({ options, correct }, at) => {
    const chosen = query
      .getAll(`c${String(at)}`)
      .map(Number)
      .filter((one) => Number.isInteger(one) && one >= 0 && one < options.length)
    return { chosen, isRight: isAnsweredRight({ correct }, chosen) }
  })
  return {
    slug,
    title: outcome.value.title,
    paper: outcome.value,
    isMarked,
    answers,
    right: answers.filter(({ isRight }) => isRight).length,
  }
}
