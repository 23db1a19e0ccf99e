/** Files on their way into the bank: by an account of a unit, by an upload link, by the staff; everybody their own only. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contribution, ContributionItem } from '#contract/contributions.ts'
import { plainContent } from '#contest/questions/question.ts'
import { importUnits } from '#usecases/people/people.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { datedNow } from '#usecases/demo/make-demo.ts'
import { makeTestApp, type Answer, type TestApp } from '../support/app.ts'
import { shippedFile, shippedRules } from '../support/live.ts'

const command = { kind: 'command' } as const
const csv = (rows: readonly string[]) => ({
  name: 'câu hỏi của đơn vị.csv',
  bytes: Buffer.from(`Câu hỏi,A,B,C,D,Đáp án\r\n${rows.join('\r\n')}\r\n`),
})
const good = (stem: string, key = 'A'): string => `${stem},Một,Hai,Ba,Bốn,${key}`

describe.each(['sqlite', 'postgres'] as const)('contributions (%s)', (dialect) => {
  let test: TestApp
  let slug: string
  let staffBase: string
  let organiser: string
  let unit: { readonly contest: string; readonly code: string }
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    const rules = datedNow(shippedRules(), test.clock.at)
    slug = rules.slug
    await applyContest(test.app, command, rules)
    await importUnits(test.app, command, slug, shippedFile('units.csv'), { dryRun: false })
    staffBase = `/api/staff/contests/${slug}`
    organiser = await test.signInAs('organiser')
    const units = await test.call('GET', `${staffBase}/units/list`, { cookie: organiser })
    unit = { contest: slug, code: units.json.items[0].code as string }
  }, 60_000)
  afterEach(() => test.close())

  const openLink = async (label = 'Văn phòng'): Promise<{ cookie: string; token: string; id: string }> => {
    const made = await test.call('POST', `${staffBase}/upload-links`, {
      cookie: organiser,
      body: { unitCode: unit.code, label, days: 7 },
    })
    expect(made.status).toBe(201)
    const token = String(made.json.path).replace('/gui-cau-hoi/', '')
    expect(token).toMatch(/^[\w-]{43}$/)
    const { status, headers } = await test.call('POST', '/api/link-holder/session', { body: { token } })
    expect(status).toBe(204)
    return { cookie: String(headers['set-cookie']).split(';')[0] ?? '', token, id: made.json.link.id as string }
  }
  const send = async (base: string, cookie: string, rows: readonly string[]): Promise<Contribution> => {
    const answer = await test.upload(`${base}/contributions`, cookie, csv(rows))
    expect([answer.status, answer.json.state]).toEqual([201, 'staged'])
    return answer.json as Contribution
  }
  const change = (base: string, cookie: string, { id }: { id: string }, index: number, body: object): Promise<Answer> =>
    test.call('PUT', `${base}/contributions/${id}/items/${String(index)}`, { cookie, body })
  const submit = (base: string, cookie: string, { id }: { id: string }, version: number): Promise<Answer> =>
    test.call('POST', `${base}/contributions/${id}/submit`, { cookie, body: { version } })
  const bank = async () => (await test.call('GET', `${staffBase}/questions`, { cookie: organiser })).json

  it('come by a link: uploaded, mended in place, left out, submitted once, then only looked at', async () => {
    const { cookie, token } = await openLink()
    const base = '/api/link-holder'
    expect((await test.call('GET', `${base}/me`, { cookie })).json).toMatchObject({ label: 'Văn phòng', state: 'open', contest: { slug } })
    const sent = await send(base, cookie, [good('Câu một?'), 'Câu hai?,Một,Một,Ba,Bốn,', good('Câu ba?', 'B')])
    expect(sent).toMatchObject({ questions: 3, broken: 1, leftOut: 0, adds: 2, ready: true, version: 1, unit: expect.any(String) })
    expect((await bank()).total).toBe(0)

    const item = sent.items[1] as ContributionItem
    const content = { ...item.content, options: ['Một', ' Hai ', 'Ba', 'Bốn'], correct: [1] }
    const mended = await change(base, cookie, sent, 1, { version: 1, content })
    expect(mended.json).toMatchObject({ version: 2, broken: 0, adds: 3, ready: true })
    expect(mended.json.items[1]).toMatchObject({ mended: true, content: { options: ['Một', 'Hai', 'Ba', 'Bốn'] } })
    expect((await change(base, cookie, sent, 0, { version: 1, leftOut: true })).json.code).toBe('edited-meanwhile')
    expect((await change(base, cookie, sent, 9, { version: 2, leftOut: true })).status).toBe(404)
    expect((await change(base, cookie, sent, 0, { version: 2, leftOut: true })).json).toMatchObject({ adds: 2, leftOut: 1 })

    expect((await submit(base, cookie, sent, 2)).json.code).toBe('edited-meanwhile')
    expect((await submit(base, cookie, sent, 3)).json).toEqual({ added: 2, codes: [], repeated: 0, leftOut: 1, toMend: 0 })
    const { items } = await bank()
    expect(items[0]).toMatchObject({
      state: 'submitted',
      author: { login: null, name: 'Văn phòng' },
      unit: sent.unit,
      origin: expect.stringContaining('câu hỏi của đơn vị.csv, '),
    })
    // Spent: the link opens no more, what it sent can be seen, nothing can be changed.
    expect((await test.call('POST', `${base}/session`, { body: { token } })).json.code).toBe('link-ended')
    expect((await test.call('GET', `${base}/me`, { cookie })).json.state).toBe('used')
    const seen = (await test.call('GET', `${base}/contributions/${sent.id}`, { cookie })).json
    expect(seen).toMatchObject({ state: 'submitted', ready: false, adds: 0 })
    expect((await change(base, cookie, sent, 0, { version: 4, leftOut: false })).json.code).toBe('contribution-submitted')
    expect((await submit(base, cookie, sent, 4)).json.code).toBe('contribution-submitted')
    expect((await test.call('DELETE', `${base}/contributions/${sent.id}`, { cookie })).json.code).toBe('contribution-submitted')
    expect((await test.upload(`${base}/contributions`, cookie, csv([good('Thêm?')]))).json.code).toBe('contribution-submitted')
    const links = (await test.call('GET', `${staffBase}/upload-links`, { cookie: organiser })).json.items
    expect(links).toMatchObject([{ state: 'used', label: 'Văn phòng', createdBy: 'organiser' }])
  })

  it('enter without the one that cannot, which stays to be mended or left out', async () => {
    const { cookie } = await openLink()
    const base = '/api/link-holder'
    const rows = Array.from({ length: 40 }, (_, at) => good(`Câu số ${String(at + 1)}?`))
    const sent = await send(base, cookie, rows.with(16, 'Câu số 17?,Một,Một,Ba,Bốn,'))
    const { json: entered } = await submit(base, cookie, sent, 1)
    expect(entered).toEqual({ added: 39, codes: [], repeated: 0, leftOut: 0, toMend: 1 })
    expect((await bank()).total).toBe(39)
    // Twice at once, or again: nothing enters a second time.
    expect((await submit(base, cookie, sent, 1)).json.code).toBe('edited-meanwhile')
    const rest = (await test.call('GET', `${base}/contributions/${sent.id}`, { cookie })).json as Contribution
    expect(rest).toMatchObject({ state: 'staged', version: 2, questions: 1, broken: 1, adds: 0, ready: false })
    expect((await submit(base, cookie, sent, 2)).json.code).toBe('contribution-not-ready')
    expect((await bank()).total).toBe(39)
    const list = (await test.call('GET', `${base}/contributions`, { cookie })).json.items as Contribution[]
    expect(list.map(({ state, questions, fileName }) => [state, questions, fileName]).sort()).toEqual([
      ['staged', 1, sent.fileName],
      ['submitted', 39, sent.fileName],
    ])
    // The link is spent when nothing of it waits any more.
    expect((await test.call('GET', `${base}/me`, { cookie })).json.state).toBe('open')
    const [item] = rest.items
    const content = { ...item?.content, options: ['Một', 'Hai', 'Ba', 'Bốn'], correct: [1] }
    expect((await change(base, cookie, sent, 0, { version: 2, content })).json).toMatchObject({ broken: 0, adds: 1, ready: true })
    expect((await submit(base, cookie, sent, 3)).json).toMatchObject({ added: 1, toMend: 0 })
    expect((await bank()).total).toBe(40)
    expect((await test.call('GET', `${base}/me`, { cookie })).json.state).toBe('used')
    const audit = await test.app.database.db.selectFrom('audit').select('data').where('event', '=', 'contribution.submitted').execute()
    expect(audit.map(({ data }) => (JSON.parse(data) as { toMend: number }).toMend).sort()).toEqual([0, 1])
  })

  it('are entered once when the good ones are sent twice at the same moment', async () => {
    const { cookie } = await openLink()
    const base = '/api/link-holder'
    const sent = await send(base, cookie, [good('Câu một?'), 'Câu hai?,Một,Một,Ba,Bốn,'])
    const answers = await Promise.all([submit(base, cookie, sent, 1), submit(base, cookie, sent, 1)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await bank()).total).toBe(1)
  })

  it('of several files keep their link open until the last is sent or thrown away', async () => {
    const { cookie } = await openLink()
    const base = '/api/link-holder'
    const one = await send(base, cookie, [good('Câu một?')])
    const other = await send(base, cookie, [good('Câu hai?')])
    expect((await submit(base, cookie, one, 1)).status).toBe(200)
    expect((await test.call('GET', `${base}/me`, { cookie })).json.state).toBe('open')
    expect((await submit(base, cookie, other, 1)).status).toBe(200)
    expect((await test.call('GET', `${base}/me`, { cookie })).json.state).toBe('used')
  })

  it('are closed with a link that is revoked or over, at once', async () => {
    const { cookie, token, id } = await openLink()
    const over = await openLink('Khác')
    const revoke = () => test.call('DELETE', `${staffBase}/upload-links/${id}`, { cookie: organiser })
    expect((await revoke()).status).toBe(204)
    expect((await revoke()).status).toBe(204)
    expect((await test.call('GET', '/api/link-holder/me', { cookie })).status).toBe(401)
    expect((await test.call('POST', '/api/link-holder/session', { body: { token } })).json.code).toBe('link-ended')
    test.clock.at += 7 * 86_400_000
    expect((await test.call('GET', '/api/link-holder/me', { cookie: over.cookie })).status).toBe(401)
    const unknown = await test.call('POST', '/api/link-holder/session', { body: { token: 'A'.repeat(43) } })
    const ended = await test.call('POST', '/api/link-holder/session', { body: { token: over.token } })
    expect([ended.status, ended.text]).toEqual([410, unknown.text])
    const rows = await test.app.database.db.selectFrom('upload_link').selectAll().execute()
    expect(rows.some((row) => JSON.stringify(row).includes(token) || Buffer.from(row.personal).includes('Văn phòng'))).toBe(false)
  })

  it('are their owner’s alone; organisers see all of them', async () => {
    const account = await test.signInAs('contributor', { unit })
    const assistant = await test.signInAs('assistant')
    const link = await openLink()
    const mine = await send(staffBase, account, [good('Của tài khoản?')])
    const theirs = await send(staffBase, assistant, [good('Của Tổ giúp việc?')])
    const linked = await send('/api/link-holder', link.cookie, [good('Của liên kết?')])
    const all = [mine.id, theirs.id, linked.id]
    const seen = async (base: string, cookie: string) => {
      const list = (await test.call('GET', `${base}/contributions`, { cookie })).json.items as { id: string }[]
      const single: number[] = []
      for (const id of all) single.push((await test.call('GET', `${base}/contributions/${id}`, { cookie })).status)
      return [list.map(({ id }) => all.indexOf(id)).sort(), single]
    }
    expect(await seen(staffBase, account)).toEqual([[0], [200, 404, 404]])
    expect(await seen(staffBase, assistant)).toEqual([[1], [404, 200, 404]])
    expect(await seen('/api/link-holder', link.cookie)).toEqual([[2], [404, 404, 200]])
    expect(await seen(staffBase, organiser)).toEqual([
      [0, 1, 2],
      [200, 200, 200],
    ])
    for (const id of all.slice(1)) {
      expect((await change(staffBase, account, { id }, 0, { version: 1, leftOut: true })).status).toBe(404)
      expect((await submit(staffBase, account, { id }, 1)).status).toBe(404)
      expect((await test.call('DELETE', `${staffBase}/contributions/${id}`, { cookie: account })).status).toBe(404)
    }
    expect((await test.call('GET', '/api/staff/me', { cookie: account })).json.contests).toHaveLength(1)
    expect((await test.call('GET', `${staffBase}/contributions`, { cookie: await test.signInAs('juror') })).status).toBe(403)
    // Who sent it may not approve it; the organisers may.
    await submit(staffBase, organiser, await send(staffBase, organiser, [good('Của Ban Tổ chức?')]), 1)
    const [line] = (await bank()).items
    const approve = (cookie: string) =>
      test.call('POST', `${staffBase}/questions/${String(line.code)}/state`, { cookie, body: { version: 1, to: 'approved' } })
    expect((await approve(organiser)).json.code).toBe('second-person')
    expect((await approve(await test.signInAs('juror'))).json.state).toBe('approved')
  })

  it('that came by a link are not approved by whoever made the link', async () => {
    const { cookie } = await openLink()
    await submit('/api/link-holder', cookie, await send('/api/link-holder', cookie, [good('Gửi qua liên kết?')]), 1)
    const [line] = (await bank()).items
    const approve = (by: string) =>
      test.call('POST', `${staffBase}/questions/${String(line.code)}/state`, { cookie: by, body: { version: 1, to: 'approved' } })
    expect((await approve(organiser)).json.code).toBe('second-person')
    const bulk = { codes: [String(line.code)], act: { kind: 'state', to: 'approved' }, dryRun: false }
    await test.call('POST', `${staffBase}/questions/bulk`, { cookie: organiser, body: bulk })
    expect((await bank()).items[0]?.state).toBe('submitted')
    expect((await approve(await test.signInAs('organiser', { login: 'organiser2' }))).json.state).toBe('approved')
  })

  it('show no gaps in codes to whoever may not see the bank, from which a key could be told', async () => {
    await submit(staffBase, organiser, await send(staffBase, organiser, [good('Thủ đô của Việt Nam là gì?', 'C')]), 1)
    // One file asks a question with one key: two keys in a file are an error that tells nothing of the bank.
    for (const key of ['A', 'B', 'C', 'D']) {
      const { cookie } = await openLink()
      const sent = await send('/api/link-holder', cookie, [good(`Câu mới ${key}?`), good('Thủ đô của Việt Nam là gì?', key)])
      expect((await submit('/api/link-holder', cookie, sent, 1)).json).toEqual({ added: 2, codes: [], repeated: 0, leftOut: 0, toMend: 0 })
    }
  })

  it('are never left behind by a link that is spent while their file is read', async () => {
    const { cookie } = await openLink()
    const one = await send('/api/link-holder', cookie, [good('Câu một?')])
    const [late, spent] = await Promise.all([
      test.upload('/api/link-holder/contributions', cookie, csv([good('Câu hai?')])),
      submit('/api/link-holder', cookie, one, 1),
    ])
    expect(spent.status).toBe(200)
    // Whichever came second saw the other: refused, or still to be sent; never kept where nobody can send it.
    if (late.status === 201) expect((await submit('/api/link-holder', cookie, late.json as Contribution, 1)).status).toBe(200)
    else expect([late.status, late.json.code]).toEqual([409, 'contribution-submitted'])
  })

  it('enter no question twice; with another key it enters, and whoever may not see the bank learns nothing of it', async () => {
    await submit(staffBase, organiser, await send(staffBase, organiser, [good('Thủ đô của Việt Nam là gì?', 'A')]), 1)
    const again = await send(staffBase, organiser, [good('THỦ ĐÔ của Việt Nam là gì', 'A'), good('Câu mới?'), good('Câu mới?')])
    expect(again).toMatchObject({ adds: 1, items: [{ repeats: 'Q001' }, { repeats: null }, { repeats: null }] })
    expect(again.items[2]?.findings.map(({ code }) => code)).toEqual(['stem-twice'])
    expect((await submit(staffBase, organiser, again, 1)).json).toEqual({ added: 1, codes: ['Q002'], repeated: 2, leftOut: 0, toMend: 0 })

    const { cookie } = await openLink()
    const stem = 'Thủ đô của Việt Nam là gì?'
    const tries = await Promise.all(['A', 'B'].map((key) => send('/api/link-holder', cookie, [good(stem, key)])))
    expect(tries.map(({ adds, items }) => [adds, items[0]?.repeats])).toEqual([
      [1, null],
      [1, null],
    ])
    for (const one of tries)
      expect((await submit('/api/link-holder', cookie, one, 1)).json).toEqual({ added: 1, codes: [], repeated: 0, leftOut: 0, toMend: 0 })
    expect(await bank()).toMatchObject({ total: 3 })
    const { json } = await test.call('GET', `${staffBase}/questions/similar`, { cookie: organiser })
    expect(json.items[0]).toMatchObject({ kind: 'same', keyDiffers: true, first: { code: 'Q001' }, second: { code: 'Q003' } })
  })

  it('that are damaged are refused with the reason, and leave everything as it was', async () => {
    const refused = await test.upload(`${staffBase}/contributions`, organiser, { name: 'a.docx', bytes: Buffer.from('%PDF-1.7') })
    expect([refused.status, refused.json.code, refused.json.findings[0].code]).toEqual([422, 'file-invalid', 'file-pdf'])
    expect((await test.upload(`${staffBase}/contributions`, organiser, { name: 'a', bytes: Buffer.alloc(0) })).json.code).toBe(
      'file-required',
    )
    const big = await test.upload(`${staffBase}/contributions`, organiser, { name: 'a', bytes: Buffer.alloc(20 * 1024 * 1024 + 1) })
    expect(big.json.code).toBe('payload-too-large')
    expect((await test.call('GET', `${staffBase}/contributions`, { cookie: organiser })).json.items).toEqual([])
  })

  it('are bounded: fifty wait at most, and those thrown away make room', async () => {
    const assistant = await test.signInAs('assistant')
    const sent: Contribution[] = []
    for (let at = 0; at < 50; at++) sent.push(await send(staffBase, assistant, [good(`Câu ${String(at)}?`)]))
    const more = await test.upload(`${staffBase}/contributions`, assistant, csv([good('Nữa?')]))
    expect([more.status, more.json.code]).toEqual([409, 'too-many-contributions'])
    const discard = await test.call('DELETE', `${staffBase}/contributions/${sent[0]?.id ?? ''}`, { cookie: assistant })
    expect(discard.status).toBe(204)
    await send(staffBase, assistant, [good('Nữa?')])
    await send(staffBase, organiser, [good('Của người khác?')])
  })

  it('show their pictures to their owner, and lose them with the file', async () => {
    const { cookie } = await openLink()
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
    const base = '/api/link-holder'
    const sent = await send(base, cookie, [good('Hình bên là gì?')])
    const { digest, mediaType } = (await test.upload(`${base}/pictures`, cookie, { name: 'hinh.png', bytes: png })).json as {
      digest: string
      mediaType: 'image/png'
    }
    const pictures = [{ digest, mediaType, alt: 'Một điểm', option: null }]
    const content = { ...plainContent, stem: 'Hình bên là gì?', options: ['Một', 'Hai'], correct: [0], pictures }
    expect((await change(base, cookie, sent, 0, { version: 1, content })).json).toMatchObject({ ready: true })
    const other = await openLink('Khác')
    const asked = async (who: string, at = base) => (await test.call('GET', `${at}/pictures/${digest}`, { cookie: who })).status
    expect([await asked(cookie), await asked(other.cookie), await asked(await test.signInAs('juror'), staffBase)]).toEqual([200, 404, 200])
    const lost = await send(base, other.cookie, [good('Hình ai?')])
    expect((await change(base, other.cookie, lost, 0, { version: 1, content })).json.items[0].findings[0].code).toBe('picture-unknown')
    expect((await submit(base, cookie, sent, 2)).json.added).toBe(1)
    expect((await bank()).items[0].content.pictures).toEqual(pictures)
    expect((await test.app.database.db.selectFrom('picture').select('kept').execute()).map(({ kept }) => kept)).toEqual([1])
  })

  it('links are made for units the contest has, by organisers only', async () => {
    const body = { unitCode: 'không có', label: '', days: 7 }
    const make = (cookie: string, more: object = {}) =>
      test.call('POST', `${staffBase}/upload-links`, { cookie, body: { ...body, ...more } })
    expect((await make(organiser)).json.code).toBe('unit-unknown')
    expect((await make(organiser, { unitCode: unit.code, days: 91 })).json.code).toBe('invalid-request')
    expect((await make(await test.signInAs('assistant'), { unitCode: unit.code })).status).toBe(403)
    expect((await make(await test.signInAs('contributor', { unit }), { unitCode: unit.code })).status).toBe(403)
  })
})
