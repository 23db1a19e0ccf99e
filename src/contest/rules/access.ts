/** Who may enter a contest (docs/rules.md). The same answer at sign-in, at the start, and in the tally. */
import type { BoardKind } from '../roles.ts'
import type { AccessRules } from './rules.ts'

export type AccessRefusal = 'barred' | 'not-on-roster'

/** @param boards the boards on which the person sits now, also when they joined after having taken part */
export function refuseEntrant(
  rules: AccessRules,
  person: { readonly onRoster: boolean; readonly boards: readonly BoardKind[] },
): AccessRefusal | null {
  if (person.boards.some((board) => rules.barredBoards.includes(board))) return 'barred'
  return rules.who === 'open' || person.onRoster ? null : 'not-on-roster'
}
