import { describe, expect, it } from 'vitest'
import {
  codeOf,
  erasedName,
  maskedProfile,
  nobody,
  ownKeys,
  personFields,
  personKeys,
  personTitle,
  plainKeys,
  previewKeys,
  profileKept,
  profileOf,
  readPhone,
  recognisedKeys,
  sameProfile,
  searchedTexts,
  type PersonField,
} from './person.ts'

const person = profileOf({ staffCode: 'PL0001', fullName: 'Dương Thị Thúy', position: 'Bí thư', phone: '+84847955925' })

describe('a person', () => {
  it('has a profile of every field but the unit, what is missing as none', () => {
    expect(Object.keys(profileOf({}))).toEqual(personKeys.filter((key) => key !== 'unit'))
    expect(profileOf({ staffCode: 'PL0001' })).toEqual({ staffCode: 'PL0001', fullName: '', position: '', phone: null })
    const more: object = { ...person, id: 'kept elsewhere' }
    expect(profileOf(more)).toEqual(person)
  })

  it('is nobody once it was erased, and a winner a name alone', () => {
    expect(profileKept(nobody)).toEqual({ staffCode: '', fullName: erasedName, position: '', phone: null })
    expect(profileKept({ fullName: 'Dương Thị Thúy' })).toEqual({ staffCode: '', fullName: 'Dương Thị Thúy', position: '', phone: null })
  })

  it('is the same when every field is', () => {
    expect(sameProfile(person, { ...person })).toBe(true)
    for (const key of ['staffCode', 'fullName', 'position', 'phone'] as const) {
      expect(sameProfile(person, { ...person, [key]: 'another' })).toBe(false)
    }
  })

  it('is shown in lists with the last digits of the phone, and found by code and name', () => {
    expect(maskedProfile(person)).toEqual({ ...person, phone: '••• ••• 925' })
    expect(maskedProfile({ ...person, phone: null }).phone).toBeNull()
    expect(searchedTexts(person)).toEqual(['PL0001', 'Dương Thị Thúy'])
  })

  it('is read from columns of which each has a heading that is its own', () => {
    const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
    for (const field of Object.values<PersonField>(personFields)) {
      const { words } = field
      for (const heading of [personTitle(field), words.vi, words.en]) {
        expect(Object.values(personFields).filter(({ header }) => header.test(fold(heading)))).toHaveLength(1)
      }
    }
    expect(plainKeys).toEqual(['position'])
    expect(recognisedKeys).toEqual(['staffCode', 'phone'])
    expect(ownKeys).toEqual(['fullName', 'position', 'unit'])
    expect(previewKeys).toEqual(['staffCode', 'fullName', 'unit', 'phone'])
  })
})

describe('a staff code', () => {
  it.each(['PL0012', ' pl 0012\t', 'pl\u00a00012', '\ufeffPL\u200b0012\u200e', 'PL\u00ad0012'])('%j is PL0012', (typed) => {
    expect(codeOf(typed)).toBe('PL0012')
  })

  it('stays as it is kept', () => {
    for (const code of ['PL0012', 'CB-12.A', 'ĐỘI-1', '']) expect(codeOf(code)).toBe(code)
    expect([codeOf('đội-1'.normalize('NFD')), codeOf('ｐｌ００１２')]).toEqual(['ĐỘI-1', 'PL0012'])
    expect(codeOf(' \u200b')).toBe('')
  })
})

describe('a phone', () => {
  it.each([
    ['0905123456', '+84905123456'], ['０９０５１２３４５６', '+84905123456'], ['905123456', '+84905123456'], ['+84 (0) 905.123-456', '+84905123456'], ['0084905123456', '+84905123456'],
    ['0905\u200b123\u00a0456', '+84905123456'], ['0234 3871 234', '+842343871234'], ['01205123456', null], ['0123456789', null], ['090512345', null], ['', null],
  ])('%j is %j', (typed, phone) => {
    expect(readPhone(typed)).toBe(phone)
  }) // prettier-ignore
})
