/** What every answer's schema must be for the serializer that is made of it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { buildServer } from '#http/server.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'

let test: TestApp
let server: FastifyInstance
const routes: RouteOptions[] = []

beforeAll(async () => {
  test = await makeTestApp('sqlite')
  server = buildServer(test.app, { pages: null, trustProxy: [], log: false, publicAnswers: createSharedAnswers(0) })
  server.addHook('onRoute', (route) => void routes.push(route))
  await server.ready()
})
afterAll(async () => {
  await server.close()
  await test.close()
})

it('asks for no choice between schemas, which is compiled at the first press and tried at every one', () => {
  const answers = routes.map(({ method, url, schema }) => [`${String(method)} ${url}`, JSON.stringify(schema?.response ?? {})] as const)
  expect(answers.filter(([, schema]) => schema !== '{}').length).toBeGreaterThan(50)
  expect(answers.filter(([, schema]) => /"(anyOf|oneOf)"/.test(schema)).map(([route]) => route)).toEqual([])
})
