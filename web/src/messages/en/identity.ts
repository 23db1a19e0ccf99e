/** Words of the interface, English: signing in and confirming who one is. Holes are written `{name}`; see catalogue.ts. */
import type { CatalogueOf } from '../message.ts'
import type { identityWords as source } from '../vi/identity.ts'

export const identityWords: CatalogueOf<typeof source> = {
  signIn: {
    title: 'Sign in to take part',
    lead: 'Use your staff code and the phone number your unit has on its list.',
    staffCodeHint: 'For example PL0123',
    phoneHint: 'The number on your unit’s list',
    button: 'Continue',
    staffCodeMissing: 'Enter your staff code.',
    phoneMissing: 'Enter your phone number.',
    phoneWrong: 'This is no Vietnamese phone number. For example: 0905 123 456.',
    noMatch: 'This staff code and phone number are not together on the roster. Check each field.',
    tooMany:
      'There have just been many wrong tries at this code or phone, or from this network. Wait {time}, then try again. Whatever you answered is still on this device.',
    help: 'Cannot sign in? Ask the contact person of your unit which staff code and phone number are on the list.',
    expired: 'Your session has ended. Sign in again to go on; your answers are still on this device.',
    first: 'Sign in to go on.',
    errors: 'You are not signed in yet',
  },
  confirm: {
    title: 'Are you {name}?',
    wrong: 'That is not me',
    consentTitle: 'Before you start',
    consent:
      'I confirm that these details are mine, I have read the rules, and I agree that the organisers use my name, unit, phone number and entry (with the time each question was on screen) to run, score and publish this contest.',
    readRules: 'Read the rules',
    button: 'Yes, continue',
    missing: 'Tick the box to agree, then continue.',
  },
  firstStart: {
    title: 'First set-up',
    lead: 'Nobody runs this server yet. The account made here is the first administrator’s, who opens contests and gives others their accounts.',
    code: 'Set-up code',
    codeHint: 'The 16 characters shown where the server runs, right after it has started.',
    codeWrong: 'This code is not right. Look again at the line with the code where the server runs.',
    name: 'Full name',
    loginHint: 'Letters, digits and . _ - @ +, no spaces. For example: nguyenvanan',
    loginWrong: 'A login has letters, digits and . _ - @ + only, no spaces.',
    passwordHint: 'At least 12 characters. A long sentence of several words is best.',
    again: 'The password again',
    differs: 'The two passwords differ.',
    missing: 'This is empty.',
    button: 'Make the account and sign in',
    over: 'Somebody runs this server already. Please sign in.',
    tooMany: 'Many wrong codes came from this network. Wait {time}, then try again.',
    landing: 'This server is not set up yet.',
    nobody: 'Nobody runs this server yet.',
    begin: 'Begin',
  },
  staffSignIn: {
    title: 'Organisers’ sign-in',
    login: 'Login',
    password: 'Password',
    button: 'Sign in',
    loginMissing: 'Enter the login.',
    passwordMissing: 'Enter the password.',
    wrong: 'The login or the password is wrong.',
    tooMany: 'There have just been many wrong tries at this account or from this network. Wait {time}, then try again.',
    signOut: 'Sign out',
  },
}
