/** The words of the checklist, and where each item is done. */
import type { Permission } from '#contest/roles.ts'
import type { ChecklistItem } from '#contract/contests.ts'
import type { Messages } from '#web/messages/vi.ts'
import { say } from '#web/messages/message.ts'

export function checklistWord({ id }: ChecklistItem, roundName: string, m: Messages): string {
  const round = roundName
  switch (id) {
    case 'contest-announced':
      return m.checklist.contestAnnounced
    case 'roster-imported':
      return m.checklist.rosterImported
    case 'boards-imported':
      return m.checklist.boardsImported
    case 'questions-imported':
      return m.checklist.questionsImported
    case 'questions-approved':
      return m.checklist.questionsApproved
    case 'questions-sufficient':
      return say(m.checklist.questionsSufficient, { round })
    case 'set-locked':
      return say(m.checklist.setLocked, { round })
    case 'round-opened':
      return say(m.checklist.roundOpened, { round })
    case 'round-closed':
      return say(m.checklist.roundClosed, { round })
    case 'round-tallied':
      return say(m.checklist.roundTallied, { round })
    case 'round-approved':
      return say(m.checklist.roundApproved, { round })
    case 'round-published':
      return say(m.checklist.roundPublished, { round })
    case 'contest-concluded':
      return m.checklist.contestConcluded
  }
}

export interface Stage {
  /** `before` and `after` all rounds, or the key of a round. */
  readonly stage: string
  readonly items: readonly ChecklistItem[]
}

/** In the order in which a contest comes to them. */
export function stagesOf(checklist: readonly ChecklistItem[]): readonly Stage[] {
  const stages = new Map<string, ChecklistItem[]>()
  for (const item of checklist) {
    const stage = item.roundKey ?? (item.id === 'contest-concluded' ? 'after' : 'before')
    const items = stages.get(stage) ?? []
    stages.set(stage, items)
    items.push(item)
  }
  return [...stages].map(([stage, items]) => ({ stage, items }))
}

/** Opening and closing happen at their instants without anyone. */
export function doneByClock({ id }: ChecklistItem): boolean {
  return id === 'round-opened' || id === 'round-closed'
}

/** What that page asks of whoever opens it. */
export function checklistAsks(item: ChecklistItem): Permission {
  const page = checklistPage(item)
  if (page.startsWith('/cau-hoi/bo-de')) return 'blueprint.see'
  if (page.startsWith('/cau-hoi/dong-gop')) return 'contributions.own'
  if (page.startsWith('/cau-hoi')) return 'questions.see'
  if (page.endsWith('/truc-tiep')) return 'live.see'
  if (page === '/thi-sinh') return 'roster.see'
  return page === '/ket-qua' ? 'results.see' : 'contest.see'
}

/** The page under the contest's staff address where the item is done. */
export function checklistPage({ id, roundKey }: ChecklistItem): string {
  if (roundKey !== null && (id === 'questions-sufficient' || id === 'set-locked')) return `/cau-hoi/bo-de/${encodeURIComponent(roundKey)}`
  if (roundKey !== null && id === 'round-closed') return `/tuan-thi/${encodeURIComponent(roundKey)}/truc-tiep`
  if (roundKey !== null && id.startsWith('round-')) return `/tuan-thi/${encodeURIComponent(roundKey)}`
  if (id === 'contest-concluded') return '/ket-qua'
  if (id === 'contest-announced') return '/the-le'
  if (id === 'questions-imported') return '/cau-hoi/dong-gop'
  if (id === 'questions-approved') return '/cau-hoi?state=submitted'
  return id === 'roster-imported' || id === 'boards-imported' ? '/thi-sinh' : '/cau-hoi'
}
