/** Official documents that can be printed. */
import { Type, type Static } from 'typebox'
import { documentNeeds } from '#contest/round-life.ts'
import { Bilingual, Nullable } from './values.ts'

export const DocumentList = Type.Object({
  items: Type.Array(
    Type.Object({
      /** Where it is asked for. */
      address: Type.String(),
      title: Bilingual,
      format: Type.Enum(['pdf', 'docx']),
      /** Key of its round; null for one of the contest. */
      round: Nullable(Type.String()),
      /** What it is made from; null for what is there always. */
      needs: Nullable(Type.Enum(documentNeeds)),
    }),
  ),
})
export type DocumentList = Static<typeof DocumentList>
