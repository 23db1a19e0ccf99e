/** What is plainly wrong with a sign-in before the roster is asked, by field. */
import { codeOf, readPhone } from '#contest/person.ts'
import { cleanText } from '#contest/text.ts'
import type { SignIn } from '#contract/taking-part.ts'

export interface SignInFaults {
  readonly staffCode: 'missing' | null
  readonly phone: 'missing' | 'wrong' | null
}

export function checkSignIn({ staffCode, phone }: SignIn): SignInFaults {
  return {
    staffCode: codeOf(staffCode) === '' ? 'missing' : null,
    phone: cleanText(phone) === '' ? 'missing' : readPhone(phone) === null ? 'wrong' : null,
  }
}
