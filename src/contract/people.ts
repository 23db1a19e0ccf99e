/** The people of a contest: the roster, the boards and their files. */
import { Type, type Static, type TNull, type TString, type TUnion } from 'typebox'
import { boardKinds } from '#contest/roles.ts'
import { personFields, personKeys, previewKeys, type PersonKey, type PersonValue } from '#contest/person.ts'
import { sharedGrounds } from '#contest/same-person.ts'
import { Finding } from './problem.ts'
import { closed, Digest, Instant, Nullable, Page } from './values.ts'

const BoardKind = Type.Enum(boardKinds)

type Text<Key extends PersonKey> = null extends PersonValue<Key> ? TUnion<[TString, TNull]> : TString

/** Fields of a person. */
export const texts = <Key extends PersonKey>(keys: readonly Key[]): { [K in Key]: Text<K> } =>
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
  /** A round has opened: the changes need a second person. */
  needsSecond: Type.Boolean(),
  /** Id of the request in which they wait for one. */
  request: Nullable(Type.String()),
  /** People the file names; `people` holds the first of them. */
  total: Type.Integer(),
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

/** Changes to people that wait for a second person, or did. */
const Request = {
  id: Type.String(),
  kind: Type.Enum(['roster', 'boards', 'units'] as const),
  fileName: Type.String(),
  added: Type.Integer(),
  updated: Type.Integer(),
  /** Logins; null: at the server's command line. */
  askedBy: Nullable(Type.String()),
  askedAt: Instant,
  state: Type.Enum(['asked', 'applied', 'refused', 'withdrawn'] as const),
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
  /** Asked for by whoever reads it. */
  own: Type.Boolean(),
}
export const PeopleRequest = Type.Object(Request)
export type PeopleRequest = Static<typeof PeopleRequest>

/** `GET …/people-requests` */
export const PeopleRequestList = Type.Object({ items: Type.Array(PeopleRequest) })
export type PeopleRequestList = Static<typeof PeopleRequestList>

/** `GET …/people-requests/:id` */
export const PeopleRequestDetail = Type.Object({
  ...Request,
  /** Of the changes as shown: sent back with the approval. */
  digest: Type.String(),
  mayDecide: Type.Boolean(),
  changes: Type.Array(
    Type.Object({
      kind: Type.Enum(['person', 'seat', 'unit'] as const),
      name: Type.String(),
      isNew: Type.Boolean(),
      board: Nullable(BoardKind),
      values: Type.Array(Type.Object({ field: Type.String(), before: Nullable(Type.String()), after: Nullable(Type.String()) })),
      /** Whom of the roster a new seat on a board shuts out. */
      bars: Type.Array(Type.Object({ fullName: Type.String(), staffCode: Type.String() })),
    }),
  ),
})
export type PeopleRequestDetail = Static<typeof PeopleRequestDetail>

/** `POST …/people-requests/:id/approve` */
export const PeopleApproval = Type.Object({ digest: Digest }, closed)

const Side = Type.Object({
  id: Type.String(),
  name: Type.String(),
  code: Type.String(),
  unit: Type.String(),
  /** The board, or the role of the account; null: of the roster. */
  board: Nullable(BoardKind),
  submitted: Type.Array(Type.String()),
})
const otherKinds = ['contestant', 'board', 'staff'] as const

/** Two lines that may be one person. */
export const Doubt = Type.Object({
  person: Side,
  other: Side,
  otherKind: Type.Enum(otherKinds),
  grounds: Type.Array(Type.Enum(sharedGrounds)),
  decision: Nullable(Type.Enum(['same', 'different'] as const)),
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
  /** Said by one person after standings were seen; another who says the same decides. */
  proposed: Nullable(
    Type.Object({
      decision: Type.Enum(['same', 'different'] as const),
      /** A login; null: at the server's command line. */
      by: Nullable(Type.String()),
      at: Instant,
      /** By whoever reads it. */
      own: Type.Boolean(),
    }),
  ),
})
export type Doubt = Static<typeof Doubt>

/** `GET …/doubts?state=waiting|decided&page=1` */
export const DoubtList = Type.Object({
  ...Page,
  /** Of the contest. */
  waiting: Type.Integer(),
  decided: Type.Integer(),
  /** Standings were seen: nobody decides alone. */
  needsSecond: Type.Boolean(),
  items: Type.Array(Doubt),
})
export type DoubtList = Static<typeof DoubtList>

/** `POST …/doubts` */
export const DoubtDecision = Type.Object(
  { person: Type.String(), otherKind: Type.Enum(otherKinds), other: Type.String(), same: Type.Boolean() },
  closed,
)
