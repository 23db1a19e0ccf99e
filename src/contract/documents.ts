/** Official documents of a round that can be printed. */
import { Type, type Static } from 'typebox'
import { documentNeeds } from '#contest/round-life.ts'
import { Bilingual } from './values.ts'

export const DocumentList = Type.Object({
  items: Type.Array(
    Type.Object({
      /** Under the address of the round: `booklet.pdf`. */
      address: Type.String(),
      title: Bilingual,
      /** What it is made from. */
      needs: Type.Enum(documentNeeds),
    }),
  ),
})
export type DocumentList = Static<typeof DocumentList>
