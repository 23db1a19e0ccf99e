/** A question on the wire: the shape of `QuestionContent` (contest/questions/question.ts), bounded by its limits. */
import { Type, type Static } from 'typebox'
import { questionLimits } from '#contest/limits.ts'
import { optionOrders, pictureTypes } from '#contest/questions/question.ts'
import { difficulties } from '#contest/rules/rules.ts'
import { closed, Digest, Nullable } from './values.ts'

export const Difficulty = Type.Enum(difficulties)

export const Topic = Type.String({ minLength: 1, maxLength: questionLimits.topic })
const Document = Type.String({ maxLength: questionLimits.document })
/** Of an option, from 0. */
const Position = Type.Integer({ minimum: 0, maximum: questionLimits.options - 1 })

const Picture = Type.Object(
  {
    /** The bytes are at `…/pictures/:digest`. */
    digest: Digest,
    mediaType: Type.Enum(pictureTypes),
    alt: Type.String({ maxLength: questionLimits.alt }),
    /** Position of the option it belongs to; null: the stem. */
    option: Nullable(Position),
  },
  closed,
)

export const QuestionContent = Type.Object(
  {
    stem: Type.String({ maxLength: questionLimits.stem }),
    options: Type.Array(Type.String({ maxLength: questionLimits.option }), { maxItems: questionLimits.options }),
    correct: Type.Array(Position, { maxItems: questionLimits.options }),
    optionOrder: Type.Enum(optionOrders),
    source: Nullable(Type.Object({ document: Document, detail: Type.String({ maxLength: questionLimits.detail }) }, closed)),
    topic: Nullable(Topic),
    difficulty: Nullable(Difficulty),
    pictures: Type.Array(Picture, { maxItems: questionLimits.pictures }),
    explanation: Nullable(Type.String({ minLength: 1, maxLength: questionLimits.explanation })),
  },
  closed,
)
export type QuestionContent = Static<typeof QuestionContent>

/** `POST …/pictures` with the bytes as raw body (application/octet-stream, at most `pictureLimits.bytes`): kept, and known by its digest. */
export const KeptPicture = Type.Object({ digest: Picture.properties.digest, mediaType: Picture.properties.mediaType })
export type KeptPicture = Static<typeof KeptPicture>
