/** Units of a published result, a page of them. */
import { unitsPageSize } from '#contest/limits.ts'
import { foldText, search } from '#contest/text.ts'
import type { RoundResults } from '#contract/results.ts'

/** @param query words of their names, without diacritics; empty: all @param page from 1 */
export function unitsOnPage(units: RoundResults['units'], query: string, page: number) {
  const matches = search(query)
  const found = query === '' ? units : units.filter(({ name }) => matches(foldText(name)))
  const sum = { participants: 0, headcount: 0 }
  let most = 0
  for (const { participants, headcount } of units) {
    sum.participants += participants
    sum.headcount += headcount
    most = Math.max(most, participants)
  }
  const from = (page - 1) * unitsPageSize
  return { sum, most, page: { total: found.length, page, pageSize: unitsPageSize, items: found.slice(from, from + unitsPageSize) } }
}
