import { describe, expect, it } from 'vitest'
import { atPointer, readClaims } from './claims.ts'
import type { ClaimPointers } from './provider.ts'

const pointers: ClaimPointers = {
  ...{ subject: '/id', name: '/ten', phone: '/lienHe/0', phoneVerified: null, email: '/email', staffCode: '/ma~1so', unitCode: '/donVi' },
  birthYear: '/sinh',
}

describe('what a provider said', () => {
  it('is read by its pointers, and put right', () => {
    const said = {
      id: 42,
      ten: ' Nguyễn  Văn A ',
      lienHe: ['84905123456'],
      email: 'A@Hue.gov.vn',
      'ma/so': 'pl 0012',
      donVi: 'XA-1',
      sinh: '02/05/1984',
    }
    expect(readClaims(said, pointers)).toEqual({
      ...{ subject: '42', name: 'Nguyễn Văn A', phone: '+84905123456', email: 'a@hue.gov.vn', staffCode: 'PL0012', unitCode: 'XA-1' },
      birthYear: 1984,
    })
  })

  it('is nothing where nothing stands, and nobody without a subject', () => {
    expect(readClaims({ id: 'x', email: 'nobody', lienHe: 'abc', ten: '', donVi: 'x'.repeat(501) }, pointers)).toEqual({
      ...{ subject: 'x', name: null, phone: null, email: null, staffCode: null, unitCode: null, birthYear: null },
    })
    for (const said of [null, 'x', {}, { id: {} }, { id: '' }]) expect(readClaims(said, pointers)).toBeNull()
  })

  it.each(['0905123456', '84905123456', '+84905123456', '+84 (0) 905 123 456'])('takes %s for one phone', (phone) => {
    expect(readClaims({ id: 'x', lienHe: [phone] }, pointers)?.phone).toBe('+84905123456')
  })

  it.each([
    [true, '+84905123456'],
    ['true', '+84905123456'],
    [1, '+84905123456'],
    [false, null],
    [undefined, null],
  ])('takes a phone that is verified %s for %s', (verified, phone) => {
    expect(readClaims({ id: 'x', lienHe: ['0905123456'], verified }, { ...pointers, phoneVerified: '/verified' })?.phone).toBe(phone)
  })

  it('is nothing of what is not said to be there', () => {
    expect(readClaims({ id: 'x', ten: 'An' }, { ...pointers, name: null })?.name).toBeNull()
  })

  it('reaches what is there, and nothing an object only inherits', () => {
    expect(atPointer({ 'a/b': { '~': [1] } }, '/a~1b/~0/0')).toBe(1)
    expect(atPointer({}, '/constructor')).toBeUndefined()
    expect(atPointer({ a: 1 }, '/a/b')).toBeUndefined()
  })
})
