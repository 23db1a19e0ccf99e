/** Every address the pages ask for (web/src/api/paths.ts) is one the server has. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeTestApp, type TestApp } from '#test/support/app.ts'
import {
  contestantPaths,
  contributionPaths,
  linkHolderPaths,
  importing,
  pictureAt,
  publicPaths,
  staffPaths,
} from '../../web/src/api/paths.ts'

let server: TestApp
beforeAll(async () => {
  server = await makeTestApp('sqlite')
})
afterAll(() => server.close())

type Builder = string | ((...values: never[]) => string)

/** Acts are names of their own; everything else may be anything. */
const names: Readonly<Record<string, string>> = {
  questionAct: 'state',
  roundAct: 'tally',
  peopleRequestAct: 'approve',
  account: 'password',
  contestantAct: 'phone',
  extraAttemptAct: 'agree',
}

const pathOf = (name: string, builder: Builder): string =>
  typeof builder === 'string' ? builder : builder(...([...['x', 'y'].slice(0, name === 'account' ? 1 : 2), names[name] ?? 'z'] as never[]))

it.each(Object.entries({ ...contestantPaths, ...linkHolderPaths, ...staffPaths }))('%s', async (name, builder) => {
  // It is public and asks for no body: a contest that is not there is all it can say.
  if (name === 'beginAt') {
    expect(server.server.hasRoute({ method: 'POST', url: '/api/contests/:slug/sign-in/:provider/begin' })).toBe(true)
    return
  }
  const paths = [pathOf(name, builder)]
  if (name === 'pictures') paths.push(pictureAt(linkHolderPaths.pictures, 'x'), pictureAt(staffPaths.pictures('x'), 'x'))
  if (name === 'rosterImport') paths.push(importing(staffPaths.rosterImport('x'), true))
  if (name === 'contributions') {
    for (const all of [linkHolderPaths.contributions, staffPaths.contributions('x')]) {
      const one = contributionPaths.one(all, 'x')
      paths.push(one, contributionPaths.item(one, '1'), contributionPaths.submit(one))
    }
  }
  for (const path of paths) {
    // Without a session a route refuses at its door; only what is no route is not found.
    const answers = await Promise.all((['GET', 'POST', 'PUT', 'DELETE'] as const).map((method) => server.call(method, path)))
    expect(
      answers.map(({ status }) => status).filter((status) => status !== 404),
      path,
    ).not.toEqual([])
  }
})

it('of the public', () => {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    receipt: [':code'],
    practicePicture: [':slug', ':digest'],
    invitation: [':slug', ':invitation'],
    results: [':slug', ':key'],
    checkpoint: [':slug', ':key'],
  }
  for (const [name, builder] of Object.entries(publicPaths)) {
    const values = wanted[name] ?? [':slug']
    const path = typeof builder === 'string' ? builder : (builder as (...values: readonly string[]) => string)(...values)
    expect(server.server.hasRoute({ method: 'GET', url: decodeURIComponent(path).split('?')[0] ?? '' }), path).toBe(true)
  }
})

it('encode what is put into them', () => {
  expect(staffPaths.question('a/b', 'Q?1')).toBe('/api/staff/contests/a%2Fb/questions/Q%3F1')
  expect(staffPaths.questions('a')).toBe('/api/staff/contests/a/questions')
  expect(staffPaths.questions('a', 'q=x')).toBe('/api/staff/contests/a/questions?q=x')
  expect(publicPaths.rulebook('a', 'en')).toBe('/api/contests/a/rulebook?lang=en')
})
