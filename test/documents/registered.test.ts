/** A file and a line of the registry are all an official document needs: address, list and command follow from them. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { documentsCommand } from '#cli/documents/documents.ts'
import { documents } from '#usecases/documents/registry.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

let test: TestApp
let contest: LiveContest
let listed: readonly {
  readonly address: string
  readonly title: { readonly vi: string }
  readonly format: string
  readonly round: string | null
}[]
beforeAll(async () => {
  test = await makeTestApp('sqlite')
  contest = await makeLiveContest(test.app, 1)
  const list = await test.call('GET', `/api/staff/contests/${contest.slug}/documents`, { cookie: await test.signInAs('organiser') })
  listed = list.json.items
})
afterAll(() => test.close())

it('are of a contest, and of a round', () => {
  expect(new Set(documents.map(({ subject }) => subject))).toEqual(new Set(['contest', 'round']))
})

it.each(documents)('$id is listed where it is served, and a command prints it', async ({ id, subject, access, title, formats }) => {
  const all = listed.filter((one) => one.title.vi === title.vi)
  expect(new Set(all.map(({ format }) => format))).toEqual(new Set(formats))
  const found = all.filter(({ format }) => format === 'pdf')
  expect(found.map(({ round }) => round)).toEqual([...(subject === 'round' ? [contest.roundKey, 'tuan-2'] : [null])])
  const address = found[0]?.address ?? ''
  const cookie = await test.signInAs('organiser')
  const answer = await test.server.inject({ method: 'GET', url: address, headers: access === null ? {} : { cookie } })
  expect([address, answer.statusCode, answer.headers['content-type']]).toEqual([address, 200, 'application/pdf'])
  for (const { address: word } of all.filter(({ format }) => format === 'docx'))
    expect((await test.server.inject({ method: 'GET', url: word })).headers['content-type']).toMatch(/wordprocessingml/)
  expect((await test.call('GET', address)).status).toBe(access === null ? 200 : 401)
  expect(
    documentsCommand()
      .commands.find((one) => one.name() === 'print')
      ?.description(),
  ).toContain(id)
})
