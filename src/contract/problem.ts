/** Errors on the wire: RFC 9457 problem details with our catalogue's code and both languages. */
import { Type, type Static } from 'typebox'
import { severities } from '#contest/values.ts'

export const Finding = Type.Object({
  severity: Type.Enum(severities),
  /** A JSON pointer, or a place in a file. */
  place: Type.String(),
  code: Type.String(),
  message: Type.Object({ vi: Type.String(), en: Type.String() }),
})

export const Problem = Type.Object(
  {
    /** `/problems/<code>` */
    type: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    /** What happened, that nothing is lost, and what to do next. */
    title: Type.Object({ vi: Type.String(), en: Type.String() }),
    /** Where, for input that can be mended: JSON pointers or places in a file. */
    findings: Type.Optional(Type.Array(Finding)),
    retryAfterSeconds: Type.Optional(Type.Integer()),
    /** With `attempts-exhausted` and `already-submitted`: the attempt whose receipt to show. */
    attempt: Type.Optional(Type.String()),
  },
  { $id: 'Problem' },
)
export type Problem = Static<typeof Problem>
