/** What the routes of the staff area have in common. */
import { Type, type Static } from 'typebox'
import type { Permission } from '#contest/roles.ts'

/** Rows of a list that one page shows. */
export const pageSize = 25
/** Null: whoever is signed in, for what is their own. */
export const may = (permission: Permission | null) => ({ config: { audience: 'staff', permission } }) as const

/** Query strings are text: `page` is read by `pageOf`. */
export const ListQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  unit: Type.Optional(Type.String({ maxLength: 100 })),
  page: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,6}$' })),
})
export type ListQuery = Static<typeof ListQuery>

export const pageOf = ({ q = '', unit = '', page = '1' }: ListQuery) => ({ q, unit, page: Number(page), pageSize })
