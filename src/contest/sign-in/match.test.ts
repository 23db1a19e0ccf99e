import { describe, expect, it } from 'vitest'
import type { Claims } from './claims.ts'
import { matchOf, type OnRoster } from './match.ts'

const claims = (said: Partial<Claims>): Claims => ({
  ...{ subject: 's', name: null, phone: null, email: null, staffCode: null, unitCode: null, birthYear: null },
  ...said,
})
const an: OnRoster = { id: 'an', fullName: 'Nguyễn Văn An', staffCode: 'PL1', phone: '+84905000001', unitCode: 'A', isBound: false }
const binh: OnRoster = { ...an, id: 'binh', fullName: 'Trần Thị Bình', staffCode: 'PL2' }
const phone = '+84905000001'

describe('whom an account is', () => {
  it.each([
    ['a phone that one person has', { phone }, [an], { kind: 'person', id: 'an' }],
    ['a name written otherwise', { phone, name: 'AN NGUYEN VAN' }, [an], { kind: 'person', id: 'an' }],
    ['a staff code, whatever phone is on the list', { staffCode: 'PL1', phone: '+84905999999' }, [an], { kind: 'person', id: 'an' }],
    ['a staff code alone', { staffCode: 'PL1' }, [an], { kind: 'person', id: 'an' }],
    ['of a household the one by name', { phone, name: 'Trần Thị Bình' }, [an, binh], { kind: 'person', id: 'binh' }],
    [
      'of two of a name the one of the unit',
      { phone, name: an.fullName, unitCode: 'B' },
      [an, { ...an, id: 'an-2', unitCode: 'B' }],
      { kind: 'person', id: 'an-2' },
    ],
    ['nobody', { phone }, [], { kind: 'nobody' }],
    ['a household', { phone }, [an, binh], { kind: 'doubt', why: 'several', ids: ['an', 'binh'] }],
    ['a household with none of the name', { phone, name: 'Lê C' }, [an, binh], { kind: 'doubt', why: 'several', ids: ['an', 'binh'] }],
    ['two of a name', { phone, name: an.fullName }, [an, { ...an, id: 'an-2' }], { kind: 'doubt', why: 'several', ids: ['an', 'an-2'] }],
    [
      'two of a name in no such unit',
      { phone, name: an.fullName, unitCode: 'C' },
      [an, { ...an, id: 'an-2' }],
      { kind: 'doubt', why: 'several', ids: ['an', 'an-2'] },
    ],
    ['another name', { phone, name: 'Lê C' }, [an], { kind: 'doubt', why: 'name-differs', ids: ['an'] }],
    ['a code nobody has, beside somebody’s phone', { phone, staffCode: 'PL9' }, [an], { kind: 'doubt', why: 'code-differs', ids: ['an'] }],
    [
      'the code of one and the phone of another',
      { phone, staffCode: 'PL2' },
      [an, { ...binh, phone: null }],
      { kind: 'doubt', why: 'code-differs', ids: ['binh'] },
    ],
    ['somebody with another account', { phone }, [{ ...an, isBound: true }], { kind: 'doubt', why: 'bound', ids: ['an'] }],
  ] as const)('%s', (_, said, found, match) => {
    expect(matchOf(claims(said), found)).toEqual(match)
  })
})
