/** Official documents of a round that can be printed. */
import { Type, type Static } from 'typebox'
import { Bilingual } from './values.ts'

export const DocumentList = Type.Object({
  items: Type.Array(
    Type.Object({
      /** Under the address of the round: `booklet.pdf`. */
      address: Type.String(),
      title: Bilingual,
      /** What it is made from. */
      needs: Type.Union([Type.Literal('locked-set'), Type.Literal('result')]),
    }),
  ),
})
export type DocumentList = Static<typeof DocumentList>
