/** The printed papers of a locked set: who may have them, what they hold, and that taking them is written down. */
import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

let test: TestApp
let contest: LiveContest
beforeEach(async () => {
  test = await makeTestApp('sqlite')
  contest = await makeLiveContest(test.app, 1)
})
afterEach(() => test.close())

const address = (paper: string, round = contest.roundKey): string => `/api/staff/contests/${contest.slug}/rounds/${round}/${paper}`

async function textOf(path: string, cookie: string): Promise<string> {
  const answer = await test.server.inject({ method: 'GET', url: path, headers: { cookie } })
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: answer.rawPayload }).toString().normalize('NFC')
}

describe('the papers of a locked set', () => {
  it('are printed for organisers and jurors alone, and each print is written down', async () => {
    for (const role of ['administrator', 'assistant'] as const) {
      const cookie = await test.signInAs(role)
      expect((await test.call('GET', address('documents'), { cookie })).json.items).toEqual([])
      expect((await test.call('GET', address('booklet.pdf'), { cookie })).status).toBe(403)
      expect((await test.call('GET', address('sample.pdf'), { cookie })).status).toBe(403)
    }
    const cookie = await test.signInAs('juror')
    const listed = await test.call('GET', address('documents'), { cookie })
    expect(listed.json.items.map((paper: { address: string }) => paper.address)).toEqual(['booklet.pdf', 'sample.pdf'])
    const booklet = await textOf(address('booklet.pdf'), cookie)
    expect(booklet).toContain('Bộ đề gồm 120 câu')
    expect(booklet.match(/Đáp án: [A-D]/g)?.length).toBe(120)
    const audit = await test.call('GET', `/api/staff/contests/${contest.slug}/audit`, { cookie })
    expect(audit.json.items[0]).toMatchObject({ event: 'questions.printed', actorKind: 'staff' })
  })

  it('draw the same sample for everybody, another under another number, and never with its answers', async () => {
    const cookie = await test.signInAs('organiser')
    const [first, again, second] = [
      await textOf(address('sample.pdf'), cookie),
      await textOf(address('sample.pdf?sample=1'), cookie),
      await textOf(address('sample.pdf?sample=2'), cookie),
    ]
    expect(first).toBe(again)
    expect(first).not.toBe(second)
    expect(first).toContain('Câu 15.')
    expect(first).not.toContain('Câu 16.')
    expect(first).not.toContain('Đáp án')
    expect((await test.call('GET', address('sample.pdf?sample=0'), { cookie })).status).toBe(400)
    expect((await test.call('GET', address('sample.pdf', 'no-such-round'), { cookie })).status).toBe(404)
  })
})
