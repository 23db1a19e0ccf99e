import { describe, expect, it } from 'vitest'
import { maskedProfile, personFields, personKeys, plainKeys, previewKeys, profileOf, sameProfile, searchedTexts } from './person.ts'

const person = profileOf({ staffCode: 'PL0001', fullName: 'Dương Thị Thúy', position: 'Bí thư', phone: '+84847955925' })

describe('a person', () => {
  it('has a profile of every field but the unit, what is missing as none', () => {
    expect(Object.keys(profileOf({}))).toEqual(personKeys.filter((key) => key !== 'unit'))
    expect(profileOf({ staffCode: 'PL0001' })).toEqual({ staffCode: 'PL0001', fullName: '', position: '', phone: null })
    const more: object = { ...person, id: 'kept elsewhere' }
    expect(profileOf(more)).toEqual(person)
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
    for (const { title, words } of Object.values(personFields)) {
      for (const heading of [title, words.vi, words.en]) {
        expect(Object.values(personFields).filter(({ header }) => header.test(fold(heading)))).toHaveLength(1)
      }
    }
    expect(plainKeys).toEqual(['position'])
    expect(previewKeys).toEqual(['staffCode', 'fullName', 'unit', 'phone'])
  })
})
