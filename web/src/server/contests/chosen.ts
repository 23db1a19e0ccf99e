/** Which contest a page without a contest in its path is about: `?hoi-thi=slug`, or the only one there is. */
import { redirect } from '@sveltejs/kit'
import type { ContestList } from '#contract/contests.ts'

export function chosenContest(url: URL, contests: ContestList): string {
  const wanted = url.searchParams.get('hoi-thi')
  if (wanted !== null) return wanted
  const [only, second] = contests
  if (only === undefined || second !== undefined) redirect(303, '/')
  return only.slug
}
