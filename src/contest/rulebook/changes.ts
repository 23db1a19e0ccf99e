/** What another version of the rules says otherwise, clause by clause. */
import type { Bilingual } from '../values.ts'
import type { Rulebook } from './rulebook.ts'

/** Null: the clause was, or is, not there. */
export interface ChangedClause {
  readonly id: string
  readonly before: Bilingual | null
  readonly after: Bilingual | null
}

/** In the order of the rulebook that comes after; what it no longer says last. */
export function changedClauses(before: Rulebook, after: Rulebook): readonly ChangedClause[] {
  const [was, now] = [clausesOf(before), clausesOf(after)]
  const said = [...now].map(([id, text]) => ({ id, before: was.get(id) ?? null, after: text }))
  const gone = [...was].filter(([id]) => !now.has(id)).map(([id, text]) => ({ id, before: text, after: null }))
  return [...said, ...gone].filter((one) => one.before?.vi !== one.after?.vi || one.before?.en !== one.after?.en)
}

const clausesOf = ({ title, sections }: Rulebook): ReadonlyMap<string, Bilingual> =>
  new Map([['title', title], ...sections.flatMap(({ clauses }) => clauses.map(({ id, text }) => [id, text] as const))])
