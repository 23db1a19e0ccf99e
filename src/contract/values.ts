/** Schemas every capability uses. */
import { Type, type Static, type TSchema, type TUnsafe } from 'typebox'
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
/**
 * Or null. A choice between schemas makes the serializer compile a validator for each at the first answer that has it (58 ms for the
 * lobby's) and run it at every one; a second type of the same schema is told from the value itself.
 */
export function Nullable<T extends TSchema>(schema: T): TUnsafe<Static<T> | null> {
  const { type, enum: values, ...rest } = schema as TSchema & { readonly type?: unknown; readonly enum?: readonly unknown[] }
  if (typeof type !== 'string' && values === undefined) throw new Error('neither of one type nor of values: say it as a union')
  return Type.Unsafe({
    ...(typeof type === 'string' ? { type: [type, 'null'] } : {}),
    ...(values === undefined ? {} : { enum: [...values, null] }),
    ...rest,
  })
}

/** An object that takes no other members: what a client sends. */
export const closed = { additionalProperties: false } as const

/** What is predicted; numbers of a percentage are in units of its last decimal. */
export const Predicted = Type.Object({ of: Type.Enum(idsOf(predictedValues)), decimals: Type.Integer() })

/** The members every page of a list has. */
export const Page = { total: Type.Integer(), page: Type.Integer(), pageSize: Type.Integer() }
