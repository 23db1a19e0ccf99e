/** What a contributor's pages know of the contest: its name and zone. Everything else is the organisers'. */
import type { StaffContest } from '#contract/contests.ts'
import type { StaffMe } from '#contract/identity.ts'

export function contestOfContributor({ now, contests }: StaffMe, slug: string): StaffContest | null {
  const own = contests.find((contest) => contest.slug === slug)
  if (own === undefined) return null
  const { title, zone, demo } = own
  return {
    ...{ slug, title, zone, demo, now, rulesDigest: '', lockedSet: null, rounds: [], checklist: [] },
    ...{ contestants: 0, units: 0, boardMembers: 0, questions: 0 },
  }
}
