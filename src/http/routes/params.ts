/** What addresses name. */
import { Type, type Static } from 'typebox'

export const OfContest = Type.Object({ slug: Type.String() })
export type OfContest = Static<typeof OfContest>
export const OfRound = Type.Object({ slug: Type.String(), key: Type.String() })
export type OfRound = Static<typeof OfRound>
