/**
 * Who is one person though written twice: on the roster and a board, on the roster and a staff account, or on the roster two
 * times. Certain likeness bars by itself; what is doubtful is for a person to decide.
 */
import type { Recognised } from './person.ts'
import { foldWords } from './text.ts'

export interface Identity extends Recognised {
  readonly id: string
  readonly fullName: string
  /** Any name of the unit that is the same for the same unit; null when it is not known. */
  readonly unit: string | null
}

/** What two identities share, from the strongest on. */
export const sharedGrounds = ['code', 'phone', 'code-alike', 'name-unit', 'name'] as const
export type SharedGround = (typeof sharedGrounds)[number]

export interface Likeness {
  readonly person: string
  readonly other: string
  readonly grounds: readonly SharedGround[]
  readonly certain: boolean
}

/** Small letters of Cyrillic and Greek whose capitals look as Latin ones do; who types one of them is not another person. */
const lookAlikes = 'авекмнорстухіјѕαβεζηικμνορτυχ'
const latinOnes = 'abekmhopctyxijsabezhikmnoptyx'
const latin = (folded: string): string =>
  folded.replace(new RegExp(`[${lookAlikes}]`, 'g'), (letter) => latinOnes.charAt(lookAlikes.indexOf(letter)))

/**
 * A code whatever its case, blanks, dashes, width and leading zeros, and with letters that were typed for figures: `PL-0012`, `pl 12`,
 * `PLOO12` and `PL00l2` are `PL12`, and so is one with letters of Cyrillic or Greek that look the same. Empty: no code.
 */
export const codeKey = (code: string): string =>
  latin(foldWords(code.normalize('NFKC')))
    .replace(/ /g, '')
    .replace(/o(?=o*\d)|(?<=\do*)o/g, '0')
    .replace(/(?<=\d)[il](?=\d)/g, '1')
    .replace(/(?<!\d)0+(?=\d)/g, '')
    .toUpperCase()

/** A name whatever its diacritics, case, width and alphabet of the same look, and the order of its words. */
export const nameKey = (name: string): string =>
  latin(foldWords(name.normalize('NFKC')))
    .split(' ')
    .sort()
    .join(' ')

/** Every ground on which two identities may be one person; empty: nothing speaks for it. */
export function groundsOf(one: Identity, other: Identity): readonly SharedGround[] {
  const both = (a: string | null, b: string | null): boolean => a !== null && a !== '' && a === b
  const [oneCode, otherCode] = [one.staffCode ?? '', other.staffCode ?? '']
  const named = both(nameKey(one.fullName), nameKey(other.fullName))
  const grounds: SharedGround[] = []
  if (both(oneCode, otherCode)) grounds.push('code')
  if (both(one.phone, other.phone)) grounds.push('phone')
  if (oneCode !== otherCode && both(codeKey(oneCode), codeKey(otherCode))) grounds.push('code-alike')
  if (named && both(one.unit, other.unit)) grounds.push('name-unit')
  // Between two units the name alone says little; where a unit is not known it is all there is.
  else if (named && (grounds.length > 0 || one.unit === null || other.unit === null)) grounds.push('name')
  return grounds
}

/** The same code or phone; a code written otherwise only beside the same name. */
const isCertain = (grounds: readonly SharedGround[]): boolean =>
  grounds.some((ground) => ground === 'code' || ground === 'phone') ||
  (grounds.includes('code-alike') && grounds.some((ground) => ground === 'name' || ground === 'name-unit'))

/** The texts under which an identity is looked up. */
const keysOf = ({ staffCode, phone, fullName }: Identity): readonly string[] => [
  ...(phone === null ? [] : [`phone ${phone}`]),
  ...(staffCode === null || staffCode === '' ? [] : [`code ${codeKey(staffCode)}`]),
  `name ${nameKey(fullName)}`,
]

function* lookingUp(people: readonly Identity[]): Generator<undefined, (other: Identity) => ReadonlySet<Identity>> {
  const byKey = new Map<string, Identity[]>()
  for (const person of people) {
    yield
    for (const key of keysOf(person)) {
      const known = byKey.get(key)
      if (known === undefined) byKey.set(key, [person])
      else known.push(person)
    }
  }
  return (other) => new Set(keysOf(other).flatMap((key) => byKey.get(key) ?? []))
}

/** Of each of `others`, whom of `people` it may be. In steps, one a person: a roster is tens of thousands. */
export function* findingLikenesses(people: readonly Identity[], others: readonly Identity[]): Generator<undefined, readonly Likeness[]> {
  const find = yield* lookingUp(people)
  const found: Likeness[] = []
  for (const other of others) {
    yield
    for (const person of find(other)) {
      const grounds = groundsOf(person, other)
      if (grounds.length > 0) found.push({ person: person.id, other: other.id, grounds, certain: isCertain(grounds) })
    }
  }
  return found
}

/**
 * People who may stand on the list twice, each beside the first of its kind: `person` stands after `other`. Never certain,
 * because a phone may be a household's. A key that very many share speaks for nobody. In steps, as `findingLikenesses`.
 */
export function* findingTwins(people: readonly Identity[], mostSharing = 20): Generator<undefined, readonly Likeness[]> {
  const firsts = new Map<string, { readonly first: Identity; shared: number }>()
  const found = new Map<string, Likeness>()
  for (const person of people) {
    yield
    for (const key of keysOf(person)) {
      const known = firsts.get(key)
      if (known === undefined) {
        firsts.set(key, { first: person, shared: 1 })
        continue
      }
      if (++known.shared > mostSharing) continue
      const grounds = groundsOf(known.first, person)
      const pair = `${person.id} ${known.first.id}`
      if (grounds.length > 0 && !found.has(pair)) found.set(pair, { person: person.id, other: known.first.id, grounds, certain: false })
    }
  }
  return [...found.values()]
}
