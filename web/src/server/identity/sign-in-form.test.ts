import { describe, expect, it } from 'vitest'
import { checkSignIn } from './sign-in-form.ts'

describe('a sign-in form', () => {
  it.each([
    ['PL-0123', '0914 123 456', null, null],
    ['PL-0123', '+84 (914) 123-456', null, null],
    ['PL\u200b0123', '0084905123456', null, null],
    ['PL-0123', '\u200b0914 123 456', null, null],
    ['', '', 'missing', 'missing'],
    [' \u200b', ' \u200b', 'missing', 'missing'],
    ['PL-0123', '12345678', null, 'wrong'],
    ['PL-0123', 'không nhớ', null, 'wrong'],
    ['PL-0123', '0914123456789', null, 'wrong'],
  ] as const)('%j, %j', (staffCode, phone, codeFault, phoneFault) => {
    expect(checkSignIn({ staffCode, phone })).toEqual({ staffCode: codeFault, phone: phoneFault })
  })
})
