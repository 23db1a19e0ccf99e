/** Schemas every capability uses. */
import { Type } from 'typebox'
import { idsOf } from '#contest/criteria.ts'
import { predictedValues } from '#contest/rules/predicted.ts'
import { digestPattern } from '#contest/values.ts'

/** Integer milliseconds since 1970 (UTC). */
export const Instant = Type.Integer()
/** Hex SHA-256. */
export const Digest = Type.String({ pattern: digestPattern })
/** Query strings are text: a page of a list, or which of many documents, from 1. */
export const Ordinal = Type.String({ pattern: '^[1-9]\\d{0,6}$' })
export const Bilingual = Type.Object({ vi: Type.String(), en: Type.String() })
export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])

/** An object that takes no other members: what a client sends. */
export const closed = { additionalProperties: false } as const

/** What is predicted; numbers of a percentage are in units of its last decimal. */
export const Predicted = Type.Object({ of: Type.Enum(idsOf(predictedValues)), decimals: Type.Integer() })

/** The members every page of a list has. */
export const Page = { total: Type.Integer(), page: Type.Integer(), pageSize: Type.Integer() }
