/** What the routes of the staff area have in common. */
import { Type, type Static } from 'typebox'
import { pageSize, textLimits } from '#contest/limits.ts'
import type { Permission } from '#contest/roles.ts'
import { Ordinal } from '#contract/values.ts'

/** Null: whoever is signed in, for what is their own. */
export const may = (permission: Permission | null) => ({ config: { audience: 'staff', permission } }) as const

/** `page` is read by `pageOf`. */
export const ListQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: textLimits.search })),
  unit: Type.Optional(Type.String({ maxLength: textLimits.unitCode })),
  page: Type.Optional(Ordinal),
})
export type ListQuery = Static<typeof ListQuery>

export const pageOf = ({ q = '', unit = '', page = '1' }: ListQuery) => ({ q, unit, page: Number(page), pageSize })
