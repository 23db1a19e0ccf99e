/** What is plainly wrong with a sign-in before the roster is asked, by field. */
import type { SignIn } from '#contract/taking-part.ts'

export interface SignInFaults {
  readonly staffCode: 'missing' | null
  readonly phone: 'missing' | 'wrong' | null
}

export function checkSignIn({ staffCode, phone }: SignIn): SignInFaults {
  const digits = phone.replace(/\D/g, '').length
  return {
    staffCode: staffCode === '' ? 'missing' : null,
    phone: phone === '' ? 'missing' : digits < 9 || digits > 12 ? 'wrong' : null,
  }
}
