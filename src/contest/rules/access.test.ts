import { describe, expect, it } from 'vitest'
import { refuseEntrant } from './access.ts'

describe('refuseEntrant', () => {
  const roster = { who: 'roster', barredBoards: ['organiser', 'juror'] } as const

  it('bars members of the barred boards, on the roster or not, whatever the rules of access', () => {
    expect(refuseEntrant(roster, { onRoster: true, boards: ['assistant', 'juror'] })).toBe('barred')
    expect(refuseEntrant({ ...roster, who: 'open' }, { onRoster: false, boards: ['organiser'] })).toBe('barred')
  })

  it('lets members of other boards in', () => {
    expect(refuseEntrant(roster, { onRoster: true, boards: ['assistant'] })).toBeNull()
  })

  it('asks for the roster unless the contest is open; registered people are on it once approved', () => {
    const stranger = { onRoster: false, boards: [] }
    expect(refuseEntrant(roster, stranger)).toBe('not-on-roster')
    expect(refuseEntrant({ ...roster, who: 'roster-or-registration' }, stranger)).toBe('not-on-roster')
    expect(refuseEntrant({ ...roster, who: 'open' }, stranger)).toBeNull()
    expect(refuseEntrant(roster, { onRoster: true, boards: [] })).toBeNull()
  })
})
