/** Schemas every capability uses. */
import { Type } from 'typebox'

/** Integer milliseconds since 1970 (UTC). */
export const Instant = Type.Integer()
export const Bilingual = Type.Object({ vi: Type.String(), en: Type.String() })
export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])

/** An object that takes no other members: what a client sends. */
export const closed = { additionalProperties: false } as const

/** The members every page of a list has. */
export const Page = { total: Type.Integer(), page: Type.Integer(), pageSize: Type.Integer() }
