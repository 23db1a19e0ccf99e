/** The people of a contest: the roster, the boards and their files. */
import { textLimits } from '#contest/limits.ts'
import { Type, type Static, type TNull, type TString, type TUnion } from 'typebox'
import { boardKinds } from '#contest/roles.ts'
import { personFields, personKeys, previewKeys, type PersonKey, type PersonValue } from '#contest/person.ts'
import { sharedGrounds } from '#contest/same-person.ts'
import { Finding } from './problem.ts'
import { Bilingual, closed, Digest, Instant, Nullable, Page } from './values.ts'

const BoardKind = Type.Enum(boardKinds)

type Text<Key extends PersonKey> = null extends PersonValue<Key> ? TUnion<[TString, TNull]> : TString

/** Fields of a person. */
export const texts = <Key extends PersonKey>(keys: readonly Key[]): { [K in Key]: Text<K> } =>
  Object.fromEntries(keys.map((key) => [key, personFields[key].none === null ? Nullable(Type.String()) : Type.String()])) as unknown as {
    [K in Key]: Text<K>
  }

/*
 * What somebody changes of units, people and boards by hand, first as a rehearsal (`?dryRun=true`) that says what it would do.
 */

const Id = Type.String({ minLength: 1, maxLength: 64 })
const Code = Type.String({ minLength: 1, maxLength: textLimits.unitCode })
const Text = Type.String({ maxLength: textLimits.listed })
const Day = Nullable(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' }))
const Headcount = Type.Integer({ minimum: 0, maximum: 1_000_000 })
/** `POST …/units/edit` */
export const UnitEdit = Type.Union([
  Type.Object(
    {
      act: Type.Literal('put'),
      /** Nobody has the code yet. */
      isNew: Type.Boolean(),
      unit: Type.Object(
        {
          ...{ code: Code, name: Text, kind: Text, headcount: Headcount },
          aliases: Type.Array(Text, { maxItems: 50 }),
          parent: Nullable(Code),
          ...{ validFrom: Day, validUntil: Day },
        },
        closed,
      ),
    },
    closed,
  ),
  Type.Object({ act: Type.Literal('remove'), code: Code }, closed),
  Type.Object({ act: Type.Literal('merge'), from: Code, into: Code, headcount: Headcount }, closed),
  /** What a roster calls units: spellings of those that are there, and new ones. */
  Type.Object(
    {
      act: Type.Literal('match'),
      spellings: Type.Array(Type.Object({ typed: Text, code: Code }, closed), { maxItems: 1000 }),
      made: Type.Array(Type.Object({ code: Code, name: Text, kind: Text }, closed), { maxItems: 1000 }),
    },
    closed,
  ),
])
export type UnitEdit = Static<typeof UnitEdit>

/** `POST …/roster/edit`; a phone that is left out stays. */
export const PersonEdit = Type.Union([
  Type.Object(
    {
      act: Type.Literal('put'),
      /** Null: somebody new. */
      id: Nullable(Id),
      person: Type.Object({ staffCode: Text, fullName: Text, position: Text, unit: Code, phone: Type.Optional(Nullable(Text)) }, closed),
    },
    closed,
  ),
  Type.Object({ act: Type.Literal('remove'), id: Id }, closed),
])
export type PersonEdit = Static<typeof PersonEdit>

/** `POST …/boards/edit` */
export const SeatEdit = Type.Union([
  Type.Object(
    {
      act: Type.Literal('put'),
      id: Nullable(Id),
      seat: Type.Object(
        {
          board: BoardKind,
          role: Text,
          fullName: Text,
          staffCode: Nullable(Text),
          phone: Type.Optional(Nullable(Text)),
          unit: Nullable(Code),
        },
        closed,
      ),
    },
    closed,
  ),
  Type.Object({ act: Type.Literal('remove'), id: Id }, closed),
])
export type SeatEdit = Static<typeof SeatEdit>

/** Somebody of the roster whom a seat on a board shuts out, or may. */
const Barred = Type.Object({
  fullName: Type.String(),
  staffCode: Type.String(),
  grounds: Type.Array(Type.Enum(sharedGrounds)),
  /** False: a person decides. */
  certain: Type.Boolean(),
  /** Keys of rounds in which this person has submitted. */
  submitted: Type.Array(Type.String()),
})
export type Barred = Static<typeof Barred>

/** One thing that changes, from old to new. */
export const PeopleChange = Type.Object({
  kind: Type.Enum(['person', 'seat', 'unit'] as const),
  how: Type.Enum(['added', 'changed', 'removed'] as const),
  name: Type.String(),
  board: Nullable(BoardKind),
  values: Type.Array(Type.Object({ field: Type.String(), before: Nullable(Type.String()), after: Nullable(Type.String()) })),
  /** Whom of the roster a seat on a board shuts out. */
  bars: Type.Array(Barred),
  /** Who was shut out by it and no longer is. */
  frees: Type.Array(Barred),
})
export type PeopleChange = Static<typeof PeopleChange>

export const PeopleEdited = Type.Object({
  dryRun: Type.Boolean(),
  ...{ added: Type.Integer(), updated: Type.Integer(), removed: Type.Integer() },
  /** A round has opened: it needs a second person. */
  needsSecond: Type.Boolean(),
  /** Id of the request in which it waits for one. */
  request: Nullable(Type.String()),
  /** Of all of them: with `seen` of this value nothing else is done. */
  digest: Digest,
  /** The first of them. */
  changes: Type.Array(PeopleChange),
})
export type PeopleEdited = Static<typeof PeopleEdited>

/** `GET …/people/last-change`: what `POST …/people/undo` would take back; null: nothing can be. */
export const LastChange = Type.Object({
  last: Nullable(
    Type.Object({
      kind: Type.Enum(['roster', 'boards', 'units'] as const),
      /** Empty: by hand. */
      fileName: Type.String(),
      ...{ added: Type.Integer(), updated: Type.Integer(), removed: Type.Integer() },
      /** A login; null: at the server's command line. */
      by: Nullable(Type.String()),
      at: Instant,
    }),
  ),
})
export type LastChange = Static<typeof LastChange>

/** Before the file in the body of `POST …/roster/import`, its length in bytes in the header `x-mends`: rows somebody mended on the screen. */
const Values = Type.Object(Object.fromEntries(personKeys.map((key) => [key, Type.Optional(Text)])), closed)
/** Values null: the row is left out. */
export const RowMends = Type.Array(Type.Object({ row: Type.Integer({ minimum: 1 }), values: Nullable(Values) }, closed), { maxItems: 2000 })
export type RowMends = Static<typeof RowMends>

/**
 * `POST …/roster/import?dryRun=true` and `POST …/boards/import?dryRun=true`: the file is the raw body
 * (application/octet-stream, at most `fileLimits.bytes` of contest/limits.ts), its name is URL-encoded in the header `x-file-name`.
 */
export const PeopleImport = Type.Object({
  dryRun: Type.Boolean(),
  fileName: Type.String(),
  added: Type.Integer(),
  updated: Type.Integer(),
  removed: Type.Integer(),
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
  /** Units the file names that nobody knows, or that may be several. */
  unknownUnits: Type.Array(
    Type.Object({
      typed: Type.String(),
      rows: Type.Integer(),
      nearest: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
      /** No unit has it: of a unit that is made for this spelling. */
      freeCode: Type.String(),
    }),
  ),
  /** Rows of a roster that were refused or are doubtful, the first of them with their texts as read, in the fields the file has. */
  toMend: Type.Object({
    ...{ columns: Type.Array(Type.Enum(personKeys)), total: Type.Integer() },
    rows: Type.Array(
      Type.Object({
        ...{ row: Type.Integer(), texts: Type.Record(Type.String(), Type.String()) },
        /** Field null: the row as a whole. */
        wrong: Type.Array(Type.Object({ field: Nullable(Type.Enum(personKeys)), isRefused: Type.Boolean(), message: Bilingual })),
      }),
    ),
  }),
  /** The first of those who are there and change, and of the seats that are new: from old to new, with whom a seat shuts out. */
  changes: Type.Array(PeopleChange),
  duplicates: Type.Array(Type.Object({ row: Type.Integer(), duplicateOfRow: Type.Integer() })),
  findings: Type.Array(Finding),
})
export type PeopleImport = Static<typeof PeopleImport>

/** `POST …/units/import?dryRun=true`, as the others. */
export const UnitsImport = Type.Object({
  dryRun: Type.Boolean(),
  fileName: Type.String(),
  ...{ added: Type.Integer(), updated: Type.Integer(), removed: Type.Integer(), unchanged: Type.Integer() },
  needsSecond: Type.Boolean(),
  request: Nullable(Type.String()),
  /** In the file. */
  units: Type.Integer(),
  /** The first of them. */
  changes: Type.Array(PeopleChange),
  findings: Type.Array(Finding),
})
export type UnitsImport = Static<typeof UnitsImport>

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
  removed: Type.Integer(),
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
  changes: Type.Array(PeopleChange),
})
export type PeopleRequestDetail = Static<typeof PeopleRequestDetail>

/** `POST …/people-requests/:id/approve` */
export const PeopleApproval = Type.Object({ digest: Digest }, closed)

/** A unit as it is kept. */
const Unit = {
  ...{ code: Type.String(), name: Type.String(), kind: Type.String(), headcount: Type.Integer() },
  aliases: Type.Array(Type.String()),
  /** Code of the unit it belongs to. */
  parent: Nullable(Type.String()),
  ...{ validFrom: Nullable(Type.String()), validUntil: Nullable(Type.String()) },
}

/** `GET …/units/list?q=&below=&state=in-force|ended|all&page=`: in the order of the tree. */
export const UnitList = Type.Object({
  ...Page,
  /** Of the contest, whatever was asked. */
  all: Type.Integer(),
  withoutHeadcount: Type.Integer(),
  items: Type.Array(
    Type.Object({
      ...Unit,
      depth: Type.Integer(),
      parentName: Nullable(Type.String()),
      inForce: Type.Boolean(),
      /** On the roster. */
      people: Type.Integer(),
      /** In any round so far. */
      participants: Type.Integer(),
    }),
  ),
})
export type UnitList = Static<typeof UnitList>

/** `GET …/units/names`: units somebody may belong to today, by name; all of them while they are few, else those that were asked for. */
export const UnitNames = Type.Object({
  /** That there are, whatever was asked. */
  total: Type.Integer(),
  items: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), headcount: Type.Integer() })),
})
export type UnitNames = Static<typeof UnitNames>

/** `GET …/units/:code` */
export const UnitDetail = Type.Object({
  ...Unit,
  parentName: Nullable(Type.String()),
  ...{ people: Type.Integer(), senders: Type.Integer(), questions: Type.Integer() },
  /** A round was tallied, so a result may name it. */
  inResults: Type.Boolean(),
  below: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
})
export type UnitDetail = Static<typeof UnitDetail>

/** `GET …/boards` */
export const BoardList = Type.Object({
  /** Boards whose members may not take part, by the rules. */
  barring: Type.Array(BoardKind),
  items: Type.Array(
    Type.Object({
      ...{ id: Type.String(), board: BoardKind, role: Type.String(), fullName: Type.String() },
      ...{ staffCode: Nullable(Type.String()), /** Masked. */ phone: Nullable(Type.String()) },
      ...{ unit: Nullable(Type.String()), unitCode: Nullable(Type.String()) },
      bars: Type.Array(Barred),
    }),
  ),
})
export type BoardList = Static<typeof BoardList>

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
