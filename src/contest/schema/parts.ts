/** Parts a JSON Schema (draft 2020-12) is written with, and the type of what one lets through. */
export const text = (description: string, maxLength = 500) => ({ type: 'string', minLength: 1, maxLength, description }) as const
export const count = (description: string, minimum = 1, maximum = 1_000_000) =>
  ({ type: 'integer', minimum, maximum, description }) as const
export const choice = <const T extends readonly string[]>(values: T, description: string) =>
  ({ type: 'string', enum: values, description }) as const
export const object = <const Required extends readonly string[], const Properties extends Readonly<Record<string, unknown>>>(
  description: string,
  required: Required,
  properties: Properties,
) => ({ type: 'object', description, additionalProperties: false, required, properties }) as const
export const list = <const Items>(items: Items, description: string, minItems = 1, maxItems = 200) =>
  ({ type: 'array', description, minItems, maxItems, items }) as const
export const orNull = <const Schema extends { readonly description: string }>(schema: Schema) =>
  ({ anyOf: [schema, { type: 'null' }], description: schema.description }) as const

/** What a value is that the schema lets through. */
export type FromSchema<Schema> = Schema extends { readonly const: infer Value }
  ? Value
  : Schema extends { readonly anyOf: readonly (infer One)[] }
    ? FromSchema<One>
    : Schema extends { readonly enum: readonly (infer Value)[] }
      ? Value
      : Schema extends { readonly type: 'array'; readonly items: infer Items }
        ? readonly FromSchema<Items>[]
        : Schema extends { readonly type: 'object'; readonly properties: infer Properties; readonly required: readonly (infer Required)[] }
          ? FromObject<Properties, Required>
          : Schema extends { readonly type: keyof Plain }
            ? Plain[Schema['type']]
            : never

interface Plain {
  readonly string: string
  readonly integer: number
  readonly boolean: boolean
  readonly null: null
}

type FromObject<Properties, Required> = {
  readonly [Key in keyof Properties as Key extends Required ? Key : never]: FromSchema<Properties[Key]>
} & {
  readonly [Key in keyof Properties as Key extends Required ? never : Key]?: FromSchema<Properties[Key]>
}
