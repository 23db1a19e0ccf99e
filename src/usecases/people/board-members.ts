/** Members of the boards as the staff lists them, each with whom of the roster it shuts out. */
import type { BoardList } from '#contract/people.ts'
import { maskedProfile, profileOf } from '#contest/person.ts'
import { boardMembers } from '#store/people/boards.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'
import { unitDesk } from '../unit-desk.ts'
import { barredBy } from './telling.ts'

export async function boardPage(app: App, who: Who, slug: string): Promise<BoardList> {
  requireAccess(who, 'roster.see')
  const contest = await contestFor(app, who, slug)
  const { db } = app.database
  const seats = await boardMembers(db, app.codec, contest.id)
  const bars = await barredBy(
    app,
    contest,
    seats.map((seat) => ({ id: seat.id, seat })),
  )
  const { byCode: units } = await unitDesk(app, contest)
  return {
    barring: [...contest.rules.access.barredBoards],
    items: seats.map(({ id, board, role, fullName, staffCode, phone, unitCode = null }) => ({
      ...{ id, board, role, fullName, staffCode, phone: maskedProfile(profileOf({ phone })).phone },
      ...{ unit: unitCode === null ? null : (units.get(unitCode)?.name ?? unitCode), unitCode },
      bars: [...(bars.get(id) ?? [])],
    })),
  }
}
