/** A value of the shape a JSON schema of the contract asks for: the smallest there is. */

interface Schema {
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  /** Two where it may be null. */
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly minLength?: number
  readonly minimum?: number
  readonly pattern?: string
}

/** Texts for the patterns of the contract. */
const texts = ['1', '0', 'khong-co', 'a'.repeat(64), '2026-09-07']

/** @param word what free texts say, so that two of them can differ */
export function valueOf(schema: unknown, word = 'x'): unknown {
  const { const: only, enum: some, anyOf, type, properties = {}, required = [], items, ...least } = schema as Schema
  if (only !== undefined) return only
  if (some !== undefined) return some[0]
  if (anyOf !== undefined) return valueOf(anyOf[0], word)
  switch (typeof type === 'object' ? type[0] : type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, valueOf(properties[name], word)]))
    case 'array':
      return Array.from({ length: least.minItems ?? 0 }, () => valueOf(items, word))
    case 'string':
      return textOf(least, word)
    case 'integer':
    case 'number':
      return least.minimum ?? 0
    case 'boolean':
      return true
    case 'null':
      return null
    case undefined:
    default:
      throw new Error(`no value known for ${JSON.stringify(schema)}`)
  }
}

function textOf({ pattern, minLength = 0 }: Pick<Schema, 'pattern' | 'minLength'>, word: string): string {
  const found = pattern === undefined ? word.padEnd(minLength, 'x') : texts.find((text) => new RegExp(pattern, 'u').test(text))
  if (found === undefined) throw new Error(`no text known for ${String(pattern)}`)
  return found
}
