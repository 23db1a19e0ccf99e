import { isPublished } from '#contest/round-life.ts'
import type { PublicContest } from '#contract/contests.ts'
import type { ConclusionPage } from '#contract/results.ts'
import { publicPaths } from '#web/api/paths.ts'
import { read, refuse, tryToRead } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const contest = await read<PublicContest>(event, publicPaths.contest(slug))
  const conclusion = await tryToRead<ConclusionPage>(event, publicPaths.conclusion(slug, listQuery(event.url)))
  if (!conclusion.ok && conclusion.problem.code !== 'not-published') refuse(event, conclusion.problem)
  const published = contest.rounds.filter(({ status }) => isPublished(status)).map(({ key, name }) => ({ key, name }))
  return {
    query: event.url.searchParams.get('q')?.trim() ?? '',
    slug,
    title: contest.title,
    zone: contest.zone,
    published,
    conclusion: conclusion.ok ? conclusion.value : null,
  }
}
