/** The printed documents of a locked set and of the rules: who may have them, what they hold, and that taking them is written down. */
import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { strFromU8, unzipSync } from 'fflate'
import { rulebook as rulebookOf } from '#contest/rulebook/rulebook.ts'
import { contestBySlug, type ContestRecord } from '#store/contests/contests.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

let test: TestApp
let contest: LiveContest
beforeEach(async () => {
  test = await makeTestApp('sqlite')
  contest = await makeLiveContest(test.app, 1)
})
afterEach(() => test.close())

const rulebook = '/api/contests/phu-loc-2024/rulebook.pdf'
const rulebookWord = '/api/contests/phu-loc-2024/rulebook.docx'
const audited = async (): Promise<number> =>
  (
    await test.app.database.db
      .selectFrom('audit')
      .select(({ fn }) => fn.countAll<number>().as('lines'))
      .executeTakeFirstOrThrow()
  ).lines
const rulesOfContest = async (): Promise<string> =>
  (await test.app.database.db.selectFrom('contest').select('rules').executeTakeFirstOrThrow()).rules

const address = (document: string, round = contest.roundKey): string => `/api/staff/contests/${contest.slug}/rounds/${round}/${document}`

async function textOf(path: string, cookie: string): Promise<string> {
  const answer = await test.server.inject({ method: 'GET', url: path, headers: { cookie } })
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: answer.rawPayload }).toString().normalize('NFC')
}

/** Of a Word document, paragraph by paragraph. */
function wordsOf(docx: Uint8Array): string {
  const xml = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array())
  const text = xml.replaceAll('</w:p>', '\n').replace(/<[^>]*>/g, '')
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

const ofRound = (round: string): readonly string[] => [address('booklet.pdf', round), address('sample.pdf', round)]

/** Where each of these is that somebody is offered. */
async function offered(cookie: string): Promise<readonly string[]> {
  const { json } = await test.call('GET', `/api/staff/contests/${contest.slug}/documents`, { cookie })
  const all = json.items.map((document: { address: string }) => document.address) as readonly string[]
  return all.filter((one) => /\/(rulebook|booklet|sample)\.(pdf|docx)$/.test(one))
}

describe('the rulebook', () => {
  it('is anybody’s to print, without a line in the audit, and set anew only when the rules change', async () => {
    const before = await audited()
    const [first, again] = [await textOf(rulebook, ''), await test.server.inject({ method: 'GET', url: rulebook })]
    expect(first).toContain('Điều 1. Đơn vị tổ chức')
    expect(first).toMatch(/Trong mỗi tuần thi, mỗi thí sinh\s+có một lượt thi\./)
    expect(again.headers['content-disposition']).toBe('inline; filename="the-le-phu-loc-2024.pdf"')
    expect(await audited()).toBe(before)
    const rules = await rulesOfContest()
    const { db } = test.app.database
    await db
      .updateTable('contest')
      .set({ rules_digest: 'f'.repeat(64), rules: rules.replace('Tuần 1', 'Tuần thứ nhất') })
      .execute()
    expect(await textOf(rulebook, '')).toContain('Tuần thứ nhất')
    expect((await test.call('GET', '/api/contests/no-such-contest/rulebook.pdf')).status).toBe(404)
  })
})

describe('a version of the rulebook', () => {
  it('is printed as it was announced, with its date, and the one in force where none is named', async () => {
    const { rules } = (await contestBySlug(test.app.database.db, contest.slug)) as ContestRecord
    test.clock.at += 86_400_000
    const reason = 'Theo Thông báo số 12/TB-BTC của Ban Tổ chức'
    await applyContest(test.app, { kind: 'command' }, { ...rules, title: `${rules.title} (điều chỉnh)` }, { reason })
    const first = await textOf(`${rulebook}?version=1`, '')
    expect(first).toContain('(Bản công bố ngày 07/9/2026)')
    expect(first).not.toContain('điều chỉnh')
    const second = await textOf(rulebook, '')
    expect(second).toContain('(Bản sửa đổi lần 1, công bố ngày 08/9/2026)')
    expect(second).toContain('(điều chỉnh)')
    expect((await test.call('GET', `${rulebook}?version=3`)).status).toBe(404)
    const word = await test.server.inject({ method: 'GET', url: `${rulebookWord}?version=1` })
    expect(word.headers['content-disposition']).toBe('attachment; filename="the-le-phu-loc-2024-1.docx"')
    expect(wordsOf(word.rawPayload)).toContain('(Bản công bố ngày 07/9/2026)')
  })

  it('says in Word what its print says', async () => {
    const { rawPayload } = await test.server.inject({ method: 'GET', url: rulebookWord })
    const word = wordsOf(rawPayload)
    const articles = rulebookOf(((await contestBySlug(test.app.database.db, contest.slug)) as ContestRecord).rules).sections
    for (const [at, { title, clauses }] of articles.entries()) {
      expect(word).toContain(`Điều ${String(at + 1)}. ${title.vi}`)
      for (const { text } of clauses) expect(word).toContain(text.vi.replace(/;$/, ''))
    }
    expect(word).toContain('TM. BAN TỔ CHỨC')
  })
})

describe('the documents of a locked set', () => {
  it('are printed for organisers and jurors alone, and each print is written down', async () => {
    for (const role of ['administrator', 'assistant'] as const) {
      const cookie = await test.signInAs(role)
      expect(await offered(cookie)).toEqual([rulebook, rulebookWord])
      expect((await test.call('GET', address('booklet.pdf'), { cookie })).status).toBe(403)
      expect((await test.call('GET', address('sample.pdf'), { cookie })).status).toBe(403)
    }
    const cookie = await test.signInAs('juror')
    expect(await offered(cookie)).toEqual([rulebook, rulebookWord, ...ofRound(contest.roundKey), ...ofRound('tuan-2')])
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
