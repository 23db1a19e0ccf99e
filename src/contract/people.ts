/** The people of a contest: the roster, the boards and their files. */
import { Type, type Static, type TNull, type TString, type TUnion } from 'typebox'
import { boardKinds } from '#contest/roles.ts'
import { personFields, personKeys, previewKeys, type PersonKey, type PersonValue } from '#contest/person.ts'
import { Finding } from './problem.ts'
import { Nullable, Page } from './values.ts'

const BoardKind = Type.Enum(boardKinds)

type Text<Key extends PersonKey> = null extends PersonValue<Key> ? TUnion<[TString, TNull]> : TString

const texts = <Key extends PersonKey>(keys: readonly Key[]): { [K in Key]: Text<K> } =>
  Object.fromEntries(keys.map((key) => [key, personFields[key].none === null ? Nullable(Type.String()) : Type.String()])) as unknown as {
    [K in Key]: Text<K>
  }

/**
 * `POST …/roster/import?dryRun=true` and `POST …/boards/import?dryRun=true`: the file is the raw body
 * (application/octet-stream, at most `fileLimits.bytes` of contest/limits.ts), its name is URL-encoded in the header `x-file-name`.
 */
export const PeopleImport = Type.Object({
  dryRun: Type.Boolean(),
  fileName: Type.String(),
  added: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  people: Type.Array(
    Type.Object({
      ...texts(previewKeys),
      row: Type.Integer(),
      board: Nullable(BoardKind),
    }),
  ),
  duplicates: Type.Array(Type.Object({ row: Type.Integer(), duplicateOfRow: Type.Integer() })),
  findings: Type.Array(Finding),
})
export type PeopleImport = Static<typeof PeopleImport>

/** `GET …/contestants?q=&unit=&page=`; `q` matches name and code without diacritics. */
export const ContestantPage = Type.Object({
  ...Page,
  items: Type.Array(
    Type.Object({
      /** As `maskedProfile` shows them. */
      ...texts(personKeys),
      unitCode: Type.String(),
      boards: Type.Array(BoardKind),
      /** Round keys in which this person has submitted. */
      submitted: Type.Array(Type.String()),
    }),
  ),
})
export type ContestantPage = Static<typeof ContestantPage>
