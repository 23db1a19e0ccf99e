/** Staff accounts and their sessions. */
import { textLimits } from '#contest/limits.ts'
import { Type, type Static } from 'typebox'
import { personKeys } from '#contest/person.ts'
import { boardKinds, contestRoles, permissionNames, staffRoles } from '#contest/roles.ts'
import { identityDoubts } from '#contest/sign-in/match.ts'
import { proofSources } from '#contest/sign-in/provider.ts'
import { texts } from './people.ts'
import { invitationLength } from './taking-part.ts'
import { closed, Instant, Nullable } from './values.ts'

/** `contributor`: sends questions of one unit and sees nothing else. */
/** Holds the session of a contestant. */
export const contestantCookie = 'hoithi'

/** Its name behind TLS: browsers take it from this host alone. */
export const securely = (name: string): string => `__Host-${name}`

/** Its name at a trial run, which another server may hold on the same host: browsers tell hosts apart, and no ports. */
export const rehearsed = (name: string): string => name.replace('hoithi', 'hoithi-vht')

/** Holds the pass of a trial run: it opens the door, and nothing behind it. */
export const passCookie = 'hoithi-pass'
/** In the address by which a trial run is opened first. */
export const passParameter = 'vao'

export const StaffRole = Type.Enum(staffRoles)
export type StaffRole = Static<typeof StaffRole>

/** `POST /api/staff/session` */
export const StaffSignIn = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: textLimits.login }),
    password: Type.String({ minLength: 1, maxLength: textLimits.password }),
  },
  closed,
)

/** `GET /api/first-administrator`: does the server wait for somebody to run it? */
export const FirstStart = Type.Object({ awaited: Type.Boolean() })
export type FirstStart = Static<typeof FirstStart>

/** `POST /api/first-administrator`, with the code of the server's terminal */
export const FirstAdministrator = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: textLimits.receiptCode }),
    login: Type.String({ minLength: 1, maxLength: textLimits.login }),
    name: Type.String({ minLength: 1, maxLength: textLimits.name }),
    password: Type.String({ minLength: 1, maxLength: textLimits.password }),
  },
  closed,
)

/** `GET …/contestants/:code`: one contestant for whoever helps them. */
export const OneContestant = Type.Object({
  id: Type.String(),
  /** As `maskedProfile` shows them. */
  ...texts(personKeys),
  unitCode: Type.String(),
  consentedAt: Nullable(Instant),
  now: Instant,
  signIn: Type.Object({
    /** With the right code and phone. */
    can: Type.Boolean(),
    hasPhone: Type.Boolean(),
    barred: Type.Boolean(),
    boards: Type.Array(Type.Enum(boardKinds)),
    /** Of late, from devices that are new to the code. */
    wrongTries: Type.Integer(),
    waitsUntil: Nullable(Instant),
    unlockedAt: Nullable(Instant),
  }),
  /** Stands on the roster a second time: what this line submits is set aside. */
  twin: Type.Boolean(),
  /** May be somebody inside, or stand there twice: nobody has decided. */
  inDoubt: Type.Boolean(),
  attempts: Type.Array(
    Type.Object({
      round: Type.String(),
      number: Type.Integer(),
      state: Type.Enum(['open', 'submitted', 'lapsed'] as const),
      ...{ startedAt: Instant, deadlineAt: Instant, submittedAt: Nullable(Instant) },
      /** Of the receipt. */
      code: Nullable(Type.String()),
      /** Given by two people beyond those of the rules. */
      extra: Type.Boolean(),
    }),
  ),
  /** Attempts beyond those of the rules: those that were given, and those that wait for a second person. */
  extra: Type.Object({
    /** Keys of the rounds in which one may be asked for. */
    askIn: Type.Array(Type.String()),
    /** The rules say how one counts. */
    said: Type.Boolean(),
    items: Type.Array(
      Type.Object({
        ...{ id: Type.String(), round: Type.String() },
        /** Null once the personal data of the contest is erased. */
        reason: Nullable(Type.String()),
        ...{ askedBy: Type.String(), askedAt: Instant, agreedBy: Nullable(Type.String()), agreedAt: Nullable(Instant) },
        ...{ mayAgree: Type.Boolean(), mayWithdraw: Type.Boolean() },
      }),
    ),
  }),
})
export type OneContestant = Static<typeof OneContestant>

/** `POST …/contestants/:id/phone` */
export const ShownPhone = Type.Object({ phone: Nullable(Type.String()) })
export type ShownPhone = Static<typeof ShownPhone>

/** `GET /api/staff/accounts` */
export const StaffAccount = Type.Object({
  login: Type.String(),
  name: Type.String(),
  administrator: Type.Boolean(),
  disabled: Type.Boolean(),
  /** Signs in with a second step. */
  secondStep: Type.Boolean(),
  roles: Type.Array(
    Type.Object({
      contest: Type.String(),
      role: Type.Enum(contestRoles),
      /** Code of a contributor's unit. */
      unit: Nullable(Type.String()),
    }),
  ),
})
export type StaffAccount = Static<typeof StaffAccount>
export const StaffAccountList = Type.Object({ items: Type.Array(StaffAccount) })
export type StaffAccountList = Static<typeof StaffAccountList>

const RoleIn = {
  contest: Type.String({ maxLength: 80 }),
  role: Type.Enum(contestRoles),
  unit: Nullable(Type.String({ maxLength: textLimits.unitCode })),
}

/** `POST /api/staff/accounts`; without a role: an administrator. */
export const NewAccount = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: textLimits.login }),
    name: Type.String({ minLength: 1, maxLength: textLimits.accountName }),
    in: Nullable(Type.Object(RoleIn, closed)),
  },
  closed,
)
export type NewAccount = Static<typeof NewAccount>

/** What was made, and its password, which is told this once. */
export const MadePassword = Type.Object({ account: StaffAccount, password: Type.String() })
export type MadePassword = Static<typeof MadePassword>

/** `PUT /api/staff/accounts/:login/roles`, in place of the role it holds in that contest; `role` null: none. */
export const RoleGiven = Type.Object({ ...RoleIn, role: Nullable(Type.Enum(contestRoles)) }, closed)
export type RoleGiven = Static<typeof RoleGiven>

/** `PUT /api/staff/password`: one's own. */
export const OwnPassword = Type.Object(
  {
    current: Type.String({ minLength: 1, maxLength: textLimits.password }),
    next: Type.String({ minLength: 1, maxLength: textLimits.password }),
  },
  closed,
)
export type OwnPassword = Static<typeof OwnPassword>

/** What an authenticator app shows, or a code kept on paper. */
const StepCode = Type.String({ minLength: 1, maxLength: textLimits.stepCode })

/** `POST /api/staff/session` when the password was right and a second step is asked for; without one the answer is empty. */
export const SignInStep = Type.Object({ secondStep: Type.Literal(true) })
export type SignInStep = Static<typeof SignInStep>
/** `POST /api/staff/session/second-step`, `PUT /api/staff/second-step` */
export const SecondStep = Type.Object({ code: StepCode }, closed)
export type SecondStep = Static<typeof SecondStep>

/** What changes one's own sign-in shows the password again. */
export const PasswordAgain = Type.Object({ password: Type.String({ minLength: 1, maxLength: textLimits.password }) }, closed)
export type PasswordAgain = Static<typeof PasswordAgain>

/** `GET /api/staff/second-step` */
export const SecondFactorState = Type.Object({
  /** Null: the password alone signs in. */
  since: Nullable(Instant),
  /** Left of them. */
  recoveryCodes: Type.Integer(),
})
export type SecondFactorState = Static<typeof SecondFactorState>

/** `POST /api/staff/second-step`: for an app to take, and to show a code of. */
export const SecondFactorProposal = Type.Object({
  /** Base32, to type where no picture can be read. */
  secret: Type.String(),
  /** `otpauth://`, as a picture. */
  address: Type.String(),
})
export type SecondFactorProposal = Static<typeof SecondFactorProposal>

/** Shown once. */
export const RecoveryCodes = Type.Object({ codes: Type.Array(Type.String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>

/** `GET /api/staff/sessions` */
export const OwnSessions = Type.Object({
  items: Type.Array(Type.Object({ id: Type.String(), since: Instant, until: Instant, isThis: Type.Boolean() })),
})
export type OwnSessions = Static<typeof OwnSessions>

/** `POST /api/staff/sessions/end`: one, or all but the one that asks. */
export const EndedSessions = Type.Object({ id: Nullable(Type.String({ maxLength: textLimits.stepCode })) }, closed)
export type EndedSessions = Static<typeof EndedSessions>

/** `GET /api/staff/me` */
export const StaffMe = Type.Object({
  login: Type.String(),
  name: Type.String(),
  administrator: Type.Boolean(),
  /** Somebody else made its password: until its owner has another (`PUT /api/staff/password`) it may do nothing. */
  passwordGiven: Type.Boolean(),
  /** All it may do on the server, outside of any contest. */
  serverMay: Type.Array(Type.Enum(permissionNames)),
  now: Instant,
  /** Those it holds a role in; all of them for an administrator. */
  contests: Type.Array(
    Type.Object({
      slug: Type.String(),
      title: Type.String(),
      zone: Type.String(),
      demo: Type.Boolean(),
      role: StaffRole,
      /** All it may do in this contest; pages ask this and no role. */
      may: Type.Array(Type.Enum(permissionNames)),
    }),
  ),
})
export type StaffMe = Static<typeof StaffMe>

/** Holds what was begun at a provider, until somebody comes back; of a trial beside it. */
export const begunCookie = 'hoithi-begun'
export const trialCookie = 'hoithi-trial'

/** `GET /api/contests/:slug/sign-in`: the ways in. */
export const WaysIn = Type.Object({
  roster: Type.Boolean(),
  providers: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      /** A button leads there; else people come from the app. */
      button: Type.Boolean(),
      from: Type.Enum(proofSources),
      /** Of the header, parameter, field, or the function of a bridge. */
      proofName: Type.String(),
      back: Type.Object({
        to: Type.Enum(['link', 'close-web-view', 'none'] as const),
        link: Nullable(Type.String()),
        bridge: Nullable(Type.String()),
      }),
    }),
  ),
})
export type WaysIn = Static<typeof WaysIn>

/** Of one sign-in; an address of a browser is no longer. */
export const mostReceived = 50
const receivedText = 8000

/** `POST /api/contests/:slug/sign-in/:provider/session` */
export const ProviderArrival = Type.Object(
  {
    received: Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: receivedText }), { maxProperties: mostReceived }),
    /** By which they came. */
    invitation: Type.Optional(Type.String({ minLength: invitationLength, maxLength: invitationLength })),
  },
  closed,
)
export type ProviderArrival = Static<typeof ProviderArrival>

/** `POST …/sign-in/:provider/begin` */
export const ProviderAddress = Type.Object({ address: Type.String() })
export type ProviderAddress = Static<typeof ProviderAddress>

/** What a trial found; of what was said only where it stands, and what was read of it. */
export const TrialReport = Type.Object({
  ok: Type.Boolean(),
  /** Of the failure. */
  code: Nullable(Type.String()),
  /** In English, for whoever sets it up. */
  fact: Nullable(Type.String()),
  received: Type.Array(Type.String()),
  claims: Nullable(
    Type.Object({
      subject: Type.String(),
      ...{ name: Nullable(Type.String()), phone: Nullable(Type.String()), email: Nullable(Type.String()) },
      ...{ staffCode: Nullable(Type.String()), unitCode: Nullable(Type.String()), birthYear: Nullable(Type.Integer()) },
    }),
  ),
  members: Type.Array(Type.Object({ pointer: Type.String(), type: Type.String() })),
})
export type TrialReport = Static<typeof TrialReport>

/** `POST /api/staff/…/sign-in/:provider/trial` */
export const TrialBegun = Type.Object({ address: Nullable(Type.String()), launch: Type.String() })
export type TrialBegun = Static<typeof TrialBegun>

/** `POST /api/moves` */
export const Move = Type.Object({ handle: Type.String(), code: Type.String(), expiresAt: Instant })
export type Move = Static<typeof Move>
/** `GET /api/moves/:handle` */
export const MoveState = Type.Object({ expiresAt: Instant })
export type MoveState = Static<typeof MoveState>
/** `POST /api/moves/:handle/session` */
export const MoveCode = Type.Object({ code: Type.String({ minLength: 1, maxLength: textLimits.stepCode }) }, closed)
export type MoveCode = Static<typeof MoveCode>

/** `GET …/contestants/:code/accounts` */
export const ProviderAccounts = Type.Object({
  accounts: Type.Array(Type.Object({ provider: Type.String(), boundAt: Instant })),
  doubts: Type.Array(Type.Object({ account: Type.String(), provider: Type.String(), why: Type.Enum(identityDoubts), seenAt: Instant })),
  mayDecide: Type.Boolean(),
})
export type ProviderAccounts = Static<typeof ProviderAccounts>

/** `POST …/contestants/:code/accounts` */
export const AccountDecision = Type.Object({ account: Type.String({ minLength: 43, maxLength: 43 }), same: Type.Boolean() }, closed)
export type AccountDecision = Static<typeof AccountDecision>
