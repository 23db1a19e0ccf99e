import type { PublicContest } from '#contract/contests.ts'
import { publicPaths } from '#web/api/paths.ts'
import { read, refuse, tryToRead } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'
import type { ReceiptLookup } from '#contract/taking-part.ts'

export const load: PageServerLoad = async (event) => {
  const found = await tryToRead<ReceiptLookup>(event, publicPaths.receipt(event.params.code))
  if (!found.ok && found.problem.status !== 404) refuse(event, found.problem)
  const code = event.params.code
  if (!found.ok) return { code, receipt: null, zone: 'UTC' }
  const { contests } = await event.parent()
  const contest = contests.find(({ slug, title }) => slug === found.value.contest || title === found.value.contest)
  const zone = contest === undefined ? 'UTC' : (await read<PublicContest>(event, publicPaths.contest(contest.slug))).zone
  return { code, receipt: { ...found.value, contest: contest?.title ?? found.value.contest }, zone }
}
