/**
 * Before publication nothing tells right from wrong, or any prediction: every role asks every route, at every step of a
 * round, and the answers are the same, to the byte, whether the entries were all right or all wrong.
 */
import { afterEach, describe, expect, it } from 'vitest'
import type { StaffRole } from '#contest/roles.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { questionsOf } from '#store/questions/whole-bank.ts'
import { unitsOf } from '#store/people/roster.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { makeUploadLink } from '#usecases/contributions/upload-links.ts'
import { makeTestApp, takeStep, type Answer, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const roles: readonly StaffRole[] = ['administrator', 'organiser', 'juror', 'assistant', 'contributor']
/** Who may read results between tally and publication, and through which routes. */
const resultReaders: ReadonlySet<string> = new Set(['organiser', 'juror'])
const resultRoutes = /\/rounds\/:key\/(standings|awards|export)$/
/** What the questions' answers tell: from the closing on to the same readers, and to nobody before. */
const analysisRoutes = /\/analysis(\.xlsx)?$/
/** The bank shows its key to those who keep it, and to nobody else at any step. */
const keepers: ReadonlySet<string> = new Set(['organiser', 'juror'])
const bankRoutes = /\/questions(\/:code|\/similar|\/export)?$|\/pictures\/:digest$/
/** Printed from the rules and the locked set: not about anybody's entry, and slow. */
const printed = /\.pdf$/

let test: TestApp
afterEach(() => test.close())

/** The GET routes of the server as registered, so that a new route cannot be forgotten. */
function readRoutes(): readonly string[] {
  const urls: string[] = []
  const stack: string[] = []
  for (const line of test.server.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^((?:│ {3}| {4})*)[├└]── (\S*)(?: \((.+)\))?/.exec(line)
    if (match === null) continue
    stack.length = (match[1] ?? '').length / 4
    stack.push(match[2] ?? '')
    if ((match[3] ?? '').split(', ').includes('GET')) urls.push(stack.join(''))
  }
  // What goes on without end says what its plain neighbour says (test/doors/live.test.ts).
  return urls.filter((url) => !url.endsWith('/live'))
}

interface Seen {
  readonly who: string
  readonly url: string
  readonly status: number
  readonly text: string
}

describe('before publication', () => {
  it('the same is seen by everybody whether entries are right or wrong', async () => {
    const right = await watch(true)
    await test.close()
    const wrong = await watch(false)
    expect(right.length).toBeGreaterThan(800)
    expect(right.map(({ who, url, status }) => `${who} ${url} ${String(status)}`)).toEqual(
      wrong.map(({ who, url, status }) => `${who} ${url} ${String(status)}`),
    )
    const differing = right.flatMap(({ who, url, text }, i) =>
      text === wrong[i]?.text ? [] : [`${who} ${url}: ${text} <> ${wrong[i]?.text ?? ''}`],
    )
    expect(differing).toEqual([])
    // The comparison can fail: after publication the results do differ.
    expect(right.at(-1)?.status).toBe(200)
  }, 120_000)

  it('no route is without a door', async () => {
    test = await makeTestApp('sqlite')
    const urls = readRoutes()
    expect(urls.length).toBeGreaterThan(20)
    const contest = await makeLiveContest(test.app, 1)
    const organiser = await test.signInAs('organiser')
    const link = await linkCookie(contest)
    for (const url of urls.filter((one) => /\/api\/(staff|link-holder|me|attempts)/.test(one))) {
      expect([url, (await test.call('GET', filled(url, contest, 'x'))).status]).toEqual([url, 401])
      // One audience's cookie opens no other's door.
      const doors = { contestant: contest.contestants[0]?.cookie ?? '', 'link-holder': link, staff: organiser }
      const own = /^\/api\/(staff|link-holder)/.exec(url)?.[1] ?? 'contestant'
      for (const [who, cookie] of Object.entries(doors).filter(([door]) => door !== own))
        expect([who, url, (await test.call('GET', filled(url, contest, 'x'), { cookie })).status]).toEqual([who, url, 401])
    }
  })
})

/** Of the analysis: staff who may see it later are told it is too early, other staff that it is not theirs. */
const refusal = (who: string): number => (resultReaders.has(who) ? 409 : roles.some((role) => role === who) ? 403 : 401)

const filled = (url: string, { slug, roundKey, roundId }: LiveContest, attemptId: string, code = 'AAAAAAAAAA'): string =>
  url
    .replace(':slug', slug)
    .replace(':key', roundKey)
    .replace(':code', url.includes('/questions/') ? 'Q001' : code)
    .replace(':digest', 'a'.repeat(64))
    .replace('/questions/export', '/questions/export?format=json')
    .replace(':id', url.includes('/rounds/:id') ? roundId : attemptId)

/** Plays a round with all entries right, or all wrong, and asks everything at every step before publication. */
async function watch(allRight: boolean): Promise<readonly Seen[]> {
  test = await makeTestApp('sqlite')
  const contest = await makeLiveContest(test.app, 3)
  const stored = await contestBySlug(test.app.database.db, contest.slug)
  const bank = await questionsOf(test.app.database.db, test.app.codec, stored?.id ?? '')
  const key = new Map(bank.map(({ question }) => [question.stem, question.options[question.correct[0] ?? -1]]))
  const cookies: Record<string, string> = { visitor: '' }
  const signStaffIn = async (): Promise<void> => {
    const unit = { contest: contest.slug, code: await someUnit(contest) }
    for (const role of roles) cookies[role] = await test.signInAs(role, role === 'contributor' ? { unit } : {})
  }
  await signStaffIn()
  cookies['link'] = await linkCookie(contest)
  contest.contestants.forEach(({ cookie }, i) => (cookies[`contestant ${String(i)}`] = cookie))

  const attempts: string[] = []
  const codes: string[] = []
  const seen: Seen[] = []
  // What is random by design and carries nothing: ids, digests, receipts with their salted commitments, codes, the paper.
  const hide = (text: string): string =>
    codes
      .reduce((hidden, code) => hidden.replaceAll(code, '<code>'), text)
      .replace(/"paper":\[.*$/s, '"paper":<drawn>')
      .replace(/c2sp\.org\/tlog-proof[^"]*|hoithi\.local\/[^"]*/g, '<proof>')
      .replace(/\b[0-9a-f]{64}\b/g, '<digest>')
      // Of each attempt its own, under the key of each server.
      .replace(/"sendToken":"[\w-]{43}"/, '"sendToken":<own>')
      .replace(/(?<![\w-])[\w-]{22}(?![\w-])/g, '<id>')

  const ask = async (step: string): Promise<void> => {
    for (const [who, cookie] of Object.entries(cookies)) {
      for (const url of readRoutes()) {
        const afterTally = step === 'tallied' || step === 'approved'
        if (afterTally && resultReaders.has(who) && resultRoutes.test(url)) continue
        if ((afterTally || step === 'closed') && resultReaders.has(who) && analysisRoutes.test(url)) continue
        if (printed.test(url)) continue
        const own = attempts[Number(who.split(' ')[1] ?? '0')] ?? 'none'
        const answer = await test.call('GET', filled(url, contest, own, codes[0]), { cookie })
        seen.push({ who: `${step} ${who}`, url, status: answer.status, text: describeAnswer(answer, hide) })
        if (bankRoutes.test(url) && !keepers.has(who)) expect([step, who, url, answer.status >= 400]).toEqual([step, who, url, true])
        if (resultRoutes.test(url)) expect([step, who, url, answer.status]).toEqual([step, who, url, expect.any(Number)])
        if (analysisRoutes.test(url)) expect([step, who, url, answer.status]).toEqual([step, who, url, refusal(who)])
        if (/\/(results|result)$/.test(url)) expect([step, who, url, answer.status >= 400]).toEqual([step, who, url, true])
      }
    }
  }

  await ask('open')
  for (const [i, { cookie }] of contest.contestants.entries()) {
    const attempt = await test.start(contest.roundId, cookie)
    attempts.push(attempt.id)
    test.clock.at += 60_000
    const answers = attempt.paper.map(({ stem, options }) => {
      const at = options.indexOf(key.get(stem) ?? '')
      return [allRight ? at : (at + 1) % options.length]
    })
    const body = { entryId: `entry-for-secrecy-${String(i)}`, answers, prediction: allRight ? 3 : 77 }
    const accepted = await test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie, body })
    expect(accepted.status).toBe(201)
    codes.push(accepted.json.code as string)
    seen.push({ who: 'submitting', url: String(i), status: accepted.status, text: describeAnswer(accepted, hide) })
    expect(accepted.text).not.toMatch(/correct|right|score|prediction/)
  }
  await ask('submitted')
  test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
  await stepDueRounds(test.app)
  await signStaffIn()
  await ask('closing')
  test.clock.at += 1000
  await stepDueRounds(test.app)
  await ask('closed')
  const round = `/api/staff/contests/${contest.slug}/rounds/tuan-1`
  expect((await test.call('POST', `${round}/tally`, { cookie: cookies['juror'] ?? '' })).status).toBe(200)
  await ask('tallied')
  for (const cookie of [cookies['juror'] ?? '', await test.signInAs('juror', { login: 'juror2' })])
    expect((await takeStep(test, round, 'approve', cookie)).status).toBe(200)
  await ask('approved')
  expect((await takeStep(test, round, 'publish', cookies['organiser'] ?? '')).status).toBe(200)
  const published = await test.call('GET', `/api/contests/${contest.slug}/rounds/tuan-1/results`)
  expect(published.json.actualAllCorrect).toBe(allRight ? 3 : 0)
  seen.push({ who: 'published', url: 'results', status: published.status, text: '' })
  return seen
}

const someUnit = async ({ slug }: LiveContest): Promise<string> => {
  const contest = await contestBySlug(test.app.database.db, slug)
  return (await unitsOf(test.app.database.db, contest?.id ?? ''))[0]?.code ?? ''
}

/** A session opened by an upload link. */
async function linkCookie(contest: LiveContest): Promise<string> {
  const wanted = { unitCode: await someUnit(contest), label: 'Đơn vị', days: 60 }
  const { path } = await makeUploadLink(test.app, { kind: 'command' }, contest.slug, wanted)
  const { headers } = await test.call('POST', '/api/link-holder/session', { body: { token: path.replace('/gui-cau-hoi/', '') } })
  return String(headers['set-cookie']).split(';')[0] ?? ''
}

/** Everything a reader gets: status, headers but for the date, and the body. */
function describeAnswer({ status, headers, text }: Answer, hide: (text: string) => string): string {
  // A paper is as long as the questions that were drawn.
  const kept = Object.entries(headers).filter(([name]) => name !== 'date' && !(name === 'content-length' && text.includes('"paper"')))
  return `${String(status)} ${hide(JSON.stringify(kept))} ${hide(text)}`
}
