/** Staff accounts and their sessions. */
import { textLimits } from '#contest/limits.ts'
import { Type, type Static } from 'typebox'
import { permissionNames, staffRoles } from '#contest/roles.ts'
import { closed, Instant } from './values.ts'

/** `contributor`: sends questions of one unit and sees nothing else. */
/** Holds the session of a contestant. */
export const contestantCookie = 'hoithi'

/** Its name behind TLS: browsers take it from this host alone. */
export const securely = (name: string): string => `__Host-${name}`

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

/** `GET /api/staff/me` */
export const StaffMe = Type.Object({
  login: Type.String(),
  name: Type.String(),
  administrator: Type.Boolean(),
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
