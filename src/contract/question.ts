/** A question on the wire: the shape of `QuestionContent` (contest/questions/question.ts), bounded. */
import { Type, type Static } from 'typebox'
import { closed, Nullable } from './values.ts'

export const Difficulty = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)])

export const Picture = Type.Object(
  {
    /** Hex SHA-256; the bytes are at `…/pictures/:digest`. */
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    mediaType: Type.Union([Type.Literal('image/png'), Type.Literal('image/jpeg'), Type.Literal('image/gif'), Type.Literal('image/webp')]),
    alt: Type.String({ maxLength: 500 }),
    /** Position of the option it belongs to; null: the stem. */
    option: Nullable(Type.Integer({ minimum: 0, maximum: 7 })),
  },
  closed,
)

export const QuestionContent = Type.Object(
  {
    stem: Type.String({ maxLength: 4000 }),
    options: Type.Array(Type.String({ maxLength: 2000 }), { maxItems: 8 }),
    correct: Type.Array(Type.Integer({ minimum: 0, maximum: 7 }), { maxItems: 8 }),
    optionOrder: Type.Union([Type.Literal('shuffled'), Type.Literal('kept')]),
    source: Nullable(Type.Object({ document: Type.String({ maxLength: 500 }), detail: Type.String({ maxLength: 1000 }) }, closed)),
    topic: Nullable(Type.String({ minLength: 1, maxLength: 200 })),
    difficulty: Nullable(Difficulty),
    pictures: Type.Array(Picture, { maxItems: 12 }),
    explanation: Nullable(Type.String({ minLength: 1, maxLength: 4000 })),
  },
  closed,
)
export type QuestionContent = Static<typeof QuestionContent>

/** `POST …/pictures` with the bytes as raw body (application/octet-stream, at most 5 MB): kept, and known by its digest. */
export const KeptPicture = Type.Object({ digest: Picture.properties.digest, mediaType: Picture.properties.mediaType })
export type KeptPicture = Static<typeof KeptPicture>
