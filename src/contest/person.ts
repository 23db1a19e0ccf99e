/**
 * A person of the roster, field by field: how a list's column is known, what is kept sealed, searched, masked, and what
 * pages call it. The reader of lists, the store, the contract and the pages are made from this one schema.
 */
import { cleanText } from './text.ts'
import type { Bilingual } from './values.ts'

export interface PersonField {
  /** Headings it is known by, as `foldText` leaves them. */
  readonly header: RegExp
  readonly words: Bilingual
  /** The column's title in a list, where it is called something else there. */
  readonly title?: string
  /** No row of the roster is without it. */
  readonly required?: true
  /** In characters. */
  readonly longest?: number
  /** What stands where there is none. */
  readonly none: '' | null
  /** What is kept of a text that was typed; null: it cannot be that. Missing: kept as typed. */
  readonly read?: (typed: string) => string | null
  /** Whoever has the same is the same: on the roster, a board, an account. */
  readonly recognises?: true
  /** Shown to the person who signs in. */
  readonly own?: true
  /** People are found by it. */
  readonly searched?: true
  /** Lists show its last three characters only. */
  readonly masked?: true
  /** Figures, to be set in columns. */
  readonly figures?: true
  /** Not among what is shown of a list before it is imported. */
  readonly unpreviewed?: true
}

/** A staff code as it is kept and compared, however it was typed or pasted: in capitals, without blanks, wide letters or anything invisible. */
export const codeOf = (typed: string): string => cleanText(typed.normalize('NFKC')).replace(/ /g, '').toUpperCase()

/**
 * A Vietnamese phone number in E.164: `+84905123456` from `0905 123 456`, `84.905.123.456`, `+84 (0) 905-123-456`, `0084…` or
 * `905123456` (a number cell that lost its leading zero). Mobile numbers have nine digits after the zero and begin with 3, 5,
 * 7, 8 or 9, fixed lines ten and begin with 2 (numbering plan of 2018). Null for everything else, also for two numbers in one cell.
 */
export function readPhone(typed: string): string | null {
  const bare = cleanText(typed.normalize('NFKC')).replace(/[\s.\-‐‑–()]/g, '')
  const digits = /^(?:\+84|0084|84(?=\d{9,11}$)|(?=\d{9,11}$))(\d+)$/.exec(bare)?.[1]
  const national = digits?.replace(/^0/, '')
  if (national === undefined) return null
  return /^[35789]\d{8}$/.test(national) || /^2\d{9}$/.test(national) ? `+84${national}` : null
}

const fields = {
  staffCode: {
    header: /^(ma( so)?( (can bo|cb|cbcc|cbccvc|nhan vien|nv|cong chuc|dinh danh))?|staff[ _]?code|code|employee[ _]?(id|code))$/,
    words: { vi: 'Mã cán bộ', en: 'Staff code' },
    required: true,
    longest: 50,
    none: '',
    read: codeOf,
    recognises: true,
    searched: true,
    figures: true,
  },
  fullName: {
    header: /^(ho( va)? ten|ho, ten|ho ten( can bo)?|ten can bo|full[ _]?name|name)$/,
    words: { vi: 'Họ và tên', en: 'Full name' },
    required: true,
    longest: 100,
    none: '',
    own: true,
    searched: true,
  },
  position: {
    header: /^(chuc (vu|danh)(\/chuc danh)?|chuc vu, chuc danh|vi tri( viec lam)?|position|title)$/,
    words: { vi: 'Chức vụ', en: 'Position' },
    none: '',
    own: true,
    unpreviewed: true,
  },
  unit: {
    title: 'Đơn vị công tác',
    header: /^((ma )?don vi( cong tac)?|co quan(,|\/)? ?(don vi)?( cong tac)?|noi cong tac|phong ban|unit([ _](code|name))?)$/,
    words: { vi: 'Đơn vị', en: 'Unit' },
    required: true,
    none: '',
    own: true,
  },
  phone: {
    header: /^((so )?(dien thoai|dt|di dong)( di dong)?( lien he)?|sdt|so dtdd|dtdd|phone([ _](number|e164))?|mobile)$/,
    words: { vi: 'Số điện thoại', en: 'Phone number' },
    none: null,
    read: readPhone,
    recognises: true,
    masked: true,
    figures: true,
  },
} satisfies Readonly<Record<string, PersonField>>

/** In the order of a list's columns. */
export type PersonKey = keyof typeof fields
export const personFields: Readonly<Record<PersonKey, PersonField>> = fields
/** The title of a field's column. */
export const personTitle = ({ title, words }: PersonField): string => title ?? words.vi
export const personKeys = Object.keys(fields) as PersonKey[] as readonly PersonKey[]

type None<Key extends PersonKey> = (typeof fields)[Key]['none']
export type PersonValue<Key extends PersonKey> = None<Key> extends null ? string | null : string
export type PersonValues<Key extends PersonKey> = { readonly [K in Key]: PersonValue<K> }

/** What is kept of a person, sealed; the unit stands beside it. `staffCode` is what `codeOf` leaves, `phone` E.164. */
type ProfileKey = Exclude<PersonKey, 'unit'>
export type Profile = PersonValues<ProfileKey>
const profileKeys = personKeys.filter((key) => key !== 'unit')

/** Fields by which nothing is decided. */
export type PlainKey = Exclude<ProfileKey, RecognisedKey | 'fullName'>
export const plainKeys = profileKeys.filter((key): key is PlainKey => key !== 'fullName' && personFields[key].recognises !== true)

/** What somebody is recognised by, whatever else is known of them. */
type RecognisedKey = Marked<'recognises'>
export const recognisedKeys = personKeys.filter((key): key is RecognisedKey => personFields[key].recognises === true)
export type Recognised = { readonly [Key in RecognisedKey]: string | null }

/** What somebody who signs in is shown of themselves. */
export const ownKeys = personKeys.filter((key): key is Marked<'own'> => personFields[key].own === true)

/** The values of some fields, made one by one. */
export const eachField = <Key extends PersonKey>(keys: readonly Key[], value: (key: Key) => string | null): PersonValues<Key> =>
  Object.fromEntries(keys.map((key) => [key, value(key)])) as PersonValues<Key>

/** The profile alone. A field that came after the person was kept is none. */
export const profileOf = (person: Partial<Profile>): Profile => eachField(profileKeys, (key) => person[key] ?? personFields[key].none)

/** What is kept of somebody whose data was erased. */
export const nobody = { erased: true } as const
/** What stands for the name of somebody whose data was erased. */
export const erasedName = '(đã xóa theo lịch lưu trữ)'

/** The profile as it is kept. */
export const profileKept = (kept: Partial<Profile> | typeof nobody): Profile =>
  profileOf('erased' in kept ? { fullName: erasedName } : kept)

export const sameProfile = (a: Profile, b: Profile): boolean => profileKeys.every((key) => a[key] === b[key])

/** For lists on a screen. */
export const maskedProfile = (person: Profile): Profile =>
  eachField(profileKeys, (key) => {
    const value = person[key]
    return value !== null && personFields[key].masked === true ? `••• ••• ${value.slice(-3)}` : value
  })

type Marked<Mark extends keyof PersonField> = {
  [Key in PersonKey]: (typeof fields)[Key] extends Readonly<Record<Mark, true>> ? Key : never
}[PersonKey]

/** What people are found by. */
const searchedKeys = profileKeys.filter((key): key is Marked<'searched'> => personFields[key].searched === true)
export const searchedTexts = (person: Profile): readonly string[] => searchedKeys.map((key) => person[key])

/** What is shown of a list before it is imported. */
export type PreviewKey = Exclude<PersonKey, Marked<'unpreviewed'>>
export const previewKeys = personKeys.filter((key): key is PreviewKey => personFields[key].unpreviewed !== true)
