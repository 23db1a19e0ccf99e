/** What the page of a published round says of how it can be checked, held to what is published: the page claims only what is true. */
import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { RoundResults } from '#contract/results.ts'
import { drawPaper } from '#contest/paper/paper.ts'
import { parseCheckpoint } from '#ledger/checkpoint.ts'
import { parseLeaf, seedCommitment } from '#ledger/leaves.ts'
import { verifyReceipt } from '#ledger/receipt.ts'
import { logLeaves } from '#store/taking-part/entries.ts'
import { sha256 } from '#usecases/ids.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { resultWords as english } from '../../web/src/messages/en/results.ts'
import { resultWords as vietnamese } from '../../web/src/messages/vi/results.ts'
import { answerRound } from '../support/answered-round.ts'
import { makeTestApp, takeStep, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'

/** What nobody outside can read until the bundle is built. */
const lacking = [
  ['bộ đề và sổ của tuần, hiện chưa công bố', vietnamese.results.verifyLead],
  ['the question set and the log of the round, which are not published yet', english.results.verifyLead],
] as const

describe.each(['sqlite', 'postgres'] as const)('the page of published results (%s)', (dialect) => {
  let test: TestApp
  afterEach(() => test.close())

  it('claims only what is true: every receipt fits the checkpoint, the seeds are those promised, and the rest is said to be missing', async () => {
    test = await makeTestApp(dialect)
    const contest = await makeLiveContest(test.app, 5, (rules) => ({ ...rules, minimumCorrect: 0 }))
    await answerRound(test.app, contest)
    const { set, plan } = await test.app.runtimes.get(contest.roundId)
    const round = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    const organiser = await test.signInAs('organiser')
    expect((await takeStep(test, round, 'tally', organiser)).status).toBe(200)
    for (const login of ['juror', 'juror2'])
      expect((await takeStep(test, round, 'approve', await test.signInAs('juror', { login }))).status).toBe(200)
    expect((await takeStep(test, round, 'publish', organiser)).status).toBe(200)
    const published = `/api/contests/${contest.slug}/rounds/${contest.roundKey}`
    const shown = (await test.call('GET', `${published}/results`)).json as RoundResults

    // “The checkpoint below seals the whole log of the round; whoever holds a receipt can check that their entry is in it.”
    const { db } = test.app.database
    const leaves = await logLeaves(db, contest.roundId)
    const checkpoint = parseCheckpoint(shown.checkpoint)
    if (checkpoint === null) throw new Error('no checkpoint')
    expect([checkpoint.size, parseLeaf(leaves.at(-1) ?? new Uint8Array(0))?.schema]).toEqual([leaves.length, 'contest-close/v1'])
    const attempts = await db.selectFrom('attempt').select(['id', 'contestant_id as person', 'number']).execute()
    expect(attempts).toHaveLength(5)
    for (const { id, person } of attempts) {
      const cookie = contest.contestants.find((one) => one.id === person)?.cookie ?? ''
      const { text } = await test.call('GET', `/api/attempts/${id}/receipt.txt`, { cookie })
      expect(verifyReceipt(text, { checkpoint })).toMatchObject({ ok: true })
    }

    // “The two seeds … are shown here”: those the first leaf committed to, from which every paper was drawn.
    const [paperSeed, lotSeed] = [shown.paperSeed, shown.lotSeed].map((hex) => Buffer.from(hex, 'hex'))
    if (paperSeed === undefined || lotSeed === undefined) throw new Error('no seeds')
    expect(parseLeaf(leaves[0] ?? new Uint8Array(0))).toMatchObject({
      paperSeedCommitment: seedCommitment(paperSeed),
      lotSeedCommitment: seedCommitment(lotSeed),
    })
    for (const { id, person, number } of attempts) {
      const cookie = contest.contestants.find((one) => one.id === person)?.cookie ?? ''
      const drawn = drawPaper(sha256, plan, paperSeed, { contestantId: person, attempt: number })
      const { paper } = (await test.call('GET', `/api/attempts/${id}`, { cookie })).json as {
        readonly paper: readonly { readonly stem: string }[]
      }
      expect(paper.map(({ stem }) => stem)).toEqual(drawn.map(({ question }) => set.questions[question]?.stem))
    }

    // “… one also needs the question set and the log, which are not published yet”, and nowhere that anybody computes all of it again.
    for (const [said, text] of lacking) expect(text).toContain(said)
    for (const what of ['bundle', 'questions', 'set', 'log', 'leaves', 'entries'])
      expect((await test.call('GET', `${published}/${what}`)).status).toBe(404)
    expect(readdirSync(new URL('../../src/usecases/bundle', import.meta.url))).toEqual(['README.md'])
  })
})
