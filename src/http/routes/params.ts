/** What addresses name. */
import { Type, type Static } from 'typebox'
import { textLimits, unitsPageSize } from '#contest/limits.ts'
import { Ordinal } from '#contract/values.ts'

export const OfContest = Type.Object({ slug: Type.String() })
export type OfContest = Static<typeof OfContest>
export const OfRound = Type.Object({ slug: Type.String(), key: Type.String() })
export type OfRound = Static<typeof OfRound>

/** `page` from 1; `q` finds by words without diacritics. */
export const PagedQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: textLimits.search })),
  page: Type.Optional(Ordinal),
})
export type PagedQuery = Static<typeof PagedQuery>

/** Units side by side. */
export const askedUnits = ({ q = '', page = '1' }: PagedQuery) => ({ q, page: Number(page), pageSize: unitsPageSize })
