/**
 * The compilers Fastify has by itself, but a schema is compiled when the first request needs it, and once for all servers
 * of the process: at the start of every test's server all of them cost a second. What `serve` starts compiles at once.
 */
import AjvCompiler from '@fastify/ajv-compiler'
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

interface Validate {
  (value: unknown): unknown
  errors?: unknown
}

const buildValidator = AjvCompiler() as unknown as Builder<Validate>
const buildSerializer = SerializerSelector() as unknown as Builder<(value: unknown) => string>

type Builder<Made> = (shared: unknown, options: unknown) => (route: { readonly schema: object }) => Made

function onceEach<Made>(build: Builder<Made>, shared: unknown, options: unknown, kept: WeakMap<object, Made>) {
  const compile = build(shared, options)
  return (route: { readonly schema: object }): Made => {
    const made = kept.get(route.schema) ?? compile(route)
    kept.set(route.schema, made)
    return made
  }
}

const validators = new WeakMap<object, Validate>()
const serializers = new WeakMap<object, (value: unknown) => string>()

const compilersFactory = {
  buildValidator: (shared: unknown, options: unknown) => {
    const compiled = onceEach(buildValidator, shared, options, validators)
    return (route: { readonly schema: object }): Validate => {
      const validate: Validate = (value) => {
        const whole = compiled(route)
        const answer = whole(value)
        validate.errors = whole.errors
        return answer
      }
      return validate
    }
  },
  buildSerializer: (shared: unknown, options: unknown) => {
    const compiled = onceEach(buildSerializer, shared, options, serializers)
    return (route: { readonly schema: object }) => (value: unknown) => compiled(route)(value)
  },
}

export const schemasAtFirstUse = { compilersFactory } as unknown as NonNullable<FastifyServerOptions['schemaController']>
