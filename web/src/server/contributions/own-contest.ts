/** What a contributor's pages know of the contest: its name and zone. Everything else is the organisers'. */
import type { StaffContest } from '#contract/contests.ts'
import type { StaffMe } from '#contract/identity.ts'

export const contestOfContributor = ({ now }: StaffMe, { slug, title, zone, demo }: StaffMe['contests'][number]): StaffContest => ({
  ...{ slug, title, zone, demo, now, rulesDigest: '', announcedAt: null, lockedSet: null, rounds: [], checklist: [] },
  archive: { begunAt: null, erasedAt: null, dueAt: null, notice: null },
  ...{ contestants: 0, units: 0, boardMembers: 0, questions: 0 },
})
