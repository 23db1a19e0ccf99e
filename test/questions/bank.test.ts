/** The desk of the question bank over its routes: two organisers, a juror, versions, states, ties, bulk acts, filters. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BankLine, BankQuestion } from '#contract/questions.ts'
import type { QuestionContent } from '#contract/question.ts'
import { plainContent } from '#contest/questions/question.ts'
import { readQuestions } from '#formats/questions/registry.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { openLockedSet } from '#store/rounds/locked-sets.ts'
import { questionsOf } from '#store/questions/whole-bank.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { importQuestions } from '#usecases/questions/import.ts'
import { makeTestApp, type Answer, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

const question = (stem: string, change: Partial<QuestionContent> = {}): QuestionContent => ({
  ...plainContent,
  pictures: [],
  stem,
  options: ['Một', 'Hai', 'Ba', 'Bốn'],
  correct: [0],
  ...change,
})

describe.each(['sqlite', 'postgres'] as const)('the desk (%s)', (dialect) => {
  let test: TestApp
  let slug: string
  let base: string
  let first: string
  let second: string
  let juror: string
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    slug = (
      await makeLiveContest(test.app, 0, (rules) => ({
        ...rules,
        rounds: rules.rounds.map((round) => ({ ...round, opensAt: round.opensAt + 86_400_000 })),
      }))
    ).slug
    base = `/api/staff/contests/${slug}/questions`
    first = await test.signInAs('organiser')
    second = await test.signInAs('organiser', { login: 'second' })
    juror = await test.signInAs('juror')
  }, 60_000)
  afterEach(() => test.close())

  const get = (path: string, cookie = first): Promise<Answer> => test.call('GET', `${base}${path}`, { cookie })
  const post = (path: string, body: object, cookie = first): Promise<Answer> => test.call('POST', `${base}${path}`, { cookie, body })
  const put = (path: string, body: object, cookie = first): Promise<Answer> => test.call('PUT', `${base}${path}`, { cookie, body })
  const write = async (content: QuestionContent, cookie = first): Promise<BankQuestion> => {
    const answer = await post('', { content }, cookie)
    expect([answer.status, answer.json.code]).toEqual([201, expect.stringMatching(/^Q\d{3}$/)])
    return answer.json as BankQuestion
  }
  const state = (code: string, version: number, to: string, cookie = first, comment?: string): Promise<Answer> =>
    post(`/${code}/state`, { version, to, ...(comment === undefined ? {} : { comment }) }, cookie)

  it('leads a question from a draft through a second person into the bank, and tells its history', async () => {
    const { code, may } = await write(question('  Nhà nước  số là gì? '.normalize('NFD'), { explanation: ' Vì thế. ' }))
    expect(code).toBe('Q121')
    expect(may).toEqual({ edit: true, submit: true, sendBack: false, approve: false, retire: true, restore: false })
    expect((await get(`/${code}`)).json.content).toMatchObject({ stem: 'Nhà nước số là gì?', explanation: 'Vì thế.' })
    expect((await state(code, 1, 'approved')).json.code).toBe('wrong-state')
    expect((await state(code, 1, 'submitted')).json).toMatchObject({ state: 'submitted', may: { approve: false, sendBack: true } })
    expect([(await state(code, 1, 'approved')).status, (await state(code, 1, 'approved')).json.code]).toEqual([403, 'second-person'])
    expect((await state(code, 1, 'draft', juror)).json.code).toBe('comment-required')
    expect((await state(code, 1, 'draft', juror, 'Nêu rõ văn bản.')).json).toMatchObject({ state: 'draft' })
    const mended = question('Nhà nước số là gì?', { source: { document: 'Nghị quyết 12', detail: 'Điều 1' } })
    expect((await put(`/${code}`, { version: 1, content: mended })).json).toMatchObject({ version: 2, state: 'draft' })
    expect((await state(code, 2, 'submitted')).status).toBe(200)
    expect((await get(`/${code}`, juror)).json.may).toMatchObject({ edit: false, approve: true, retire: false })
    expect((await state(code, 2, 'approved', juror)).json).toMatchObject({ state: 'approved', author: { login: 'organiser' } })
    expect((await state(code, 2, 'retired', juror)).json.code).toBe('forbidden')
    const { json } = await get(`/${code}`, second)
    const shown = (json as BankQuestion).history.map(({ kind, by, version, text, content }) => [
      kind,
      by.login,
      version,
      text,
      content?.source?.document,
    ])
    expect(shown).toEqual([
      ['created', 'organiser', 1, '', undefined],
      ['submitted', 'organiser', 1, '', undefined],
      ['sent-back', 'juror', 1, 'Nêu rõ văn bản.', undefined],
      ['edited', 'organiser', 2, '', 'Nghị quyết 12'],
      ['submitted', 'organiser', 2, '', undefined],
      ['approved', 'juror', 2, '', undefined],
    ])
    expect((await state(code, 2, 'retired')).json.may).toMatchObject({ edit: false, restore: true })
    expect((await put(`/${code}`, { version: 2, content: question('Khác?') })).json.code).toBe('wrong-state')
    expect((await state(code, 2, 'submitted')).json.state).toBe('submitted')
  })

  it('lets nobody lose work: of two edits from one version the second is told', async () => {
    const edits = await Promise.all(
      [first, second].map((cookie, at) => put('/Q001', { version: 1, content: question(`Bản của người ${String(at)}?`) }, cookie)),
    )
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(edits.find(({ status }) => status === 409)?.json.code).toBe('edited-meanwhile')
    const now = (await get('/Q001')).json as BankQuestion
    expect([now.version, now.state, now.history.filter(({ kind }) => kind === 'edited').length]).toEqual([2, 'submitted', 1])
    // Whoever wrote the version may not approve it; an approval of the version before is told too.
    const [winner, other] = now.author.login === 'second' ? [second, first] : [first, second]
    expect((await state('Q001', 2, 'approved', winner)).json.code).toBe('second-person')
    expect((await state('Q001', 1, 'approved', other)).json.code).toBe('edited-meanwhile')
    expect((await state('Q001', 2, 'approved', other)).status).toBe(200)
    // The same content again makes no version.
    expect((await put('/Q001', { version: 2, content: now.content })).json).toMatchObject({ version: 2, state: 'approved' })
  })

  it('changes nothing that a locked set holds', async () => {
    const contest = await contestBySlug(test.app.database.db, slug)
    const round = (await roundsOf(test.app.database.db, contest?.id ?? ''))[0]
    const before = await openLockedSet(test.app.database.db, test.app.codec, round?.lockedSetId ?? '')
    expect((await get('/Q001')).json.usedIn).toEqual(['tuan-1', 'tuan-2'])
    await put('/Q001', { version: 1, content: question('Nội dung mới?') })
    expect((await get('/Q001')).json).toMatchObject({ state: 'submitted', usedIn: ['tuan-1', 'tuan-2'] })
    expect(await openLockedSet(test.app.database.db, test.app.codec, round?.lockedSetId ?? '')).toEqual(before)
  })

  it('refuses what is no question, in both languages and with its place', async () => {
    const broken = question('Câu hỏi?', { options: ['Một', 'Một'], correct: [5] })
    const answer = await put('/Q001', { version: 1, content: broken })
    expect([answer.status, answer.json.code]).toEqual([422, 'question-invalid'])
    expect(answer.json.findings.map(({ code, place }: { code: string; place: string }) => [code, place])).toEqual([
      ['options-same', 'Q001'],
      ['answer-missing', 'Q001'],
    ])
    const { code } = await write(broken)
    expect((await state(code, 1, 'submitted')).json.code).toBe('question-invalid')
    const pictured = question('Hình nào?', { pictures: [{ digest: 'a'.repeat(64), mediaType: 'image/png', alt: '', option: null }] })
    expect((await post('', { content: pictured })).json.findings[0].code).toBe('picture-unknown')
    expect((await post('', { content: { ...broken, stem: 'x'.repeat(4001) } })).json.code).toBe('invalid-request')
    expect((await get('/Q999')).json.code).toBe('not-found')
  })

  it('keeps comments, assignments and ties with their people', async () => {
    expect((await post('/Q002/comments', { text: ' Xem lại đáp án. ' }, juror)).json.comments).toBe(1)
    expect((await post('/Q002/assignee', { login: 'second' })).json.assignee).toEqual({ login: 'second', name: 'second' })
    expect((await post('/Q002/assignee', { login: 'nobody' })).json.code).toBe('not-found')
    expect((await put('/Q002/apart', { other: 'Q005', apart: true })).json.apart).toEqual(['Q005'])
    expect((await put('/Q009/apart', { other: 'Q002', apart: true })).json.apart).toEqual(['Q002'])
    expect((await put('/Q002/apart', { other: 'Q002', apart: true })).json.code).toBe('invalid-request')
    const contest = await contestBySlug(test.app.database.db, slug)
    const bank = await questionsOf(test.app.database.db, test.app.codec, contest?.id ?? '')
    expect(bank.filter(({ question: { apart } }) => apart.length > 0).map(({ question: { code, apart } }) => [code, apart])).toEqual([
      ['Q002', ['Q005', 'Q009']],
      ['Q005', ['Q002']],
      ['Q009', ['Q002']],
    ])
    expect((await put('/Q002/apart', { other: 'Q005', apart: false })).json.apart).toEqual(['Q009'])
    const { history } = (await get('/Q002')).json as BankQuestion
    expect(history.map(({ kind, by, text }) => [kind, by.login, text]).slice(1)).toEqual([
      ['commented', 'juror', 'Xem lại đáp án.'],
      ['assigned', 'organiser', 'second'],
      ['tied', 'organiser', 'Q005'],
      ['tied', 'organiser', 'Q009'],
      ['untied', 'organiser', 'Q005'],
    ])
    const audit = await test.call('GET', `/api/staff/contests/${slug}/audit`, { cookie: first })
    expect(audit.text).toContain('question.tied')
    expect(audit.text).not.toContain('Xem lại')
  })

  it('does the same to many after saying what it would do', async () => {
    const own = await write(question('Của người thứ nhất?'), first)
    await state(own.code, 1, 'submitted')
    await put('/Q003', { version: 1, content: question('Do người thứ hai sửa?') }, second)
    const approve = { codes: [own.code, 'Q003', 'Q001', 'Q777'], act: { kind: 'state', to: 'approved' } }
    const foreseen = (await post('/bulk', { ...approve, dryRun: true })).json
    expect(foreseen).toEqual({
      dryRun: true,
      asOf: test.clock.at,
      changed: ['Q003'],
      unchanged: ['Q001'],
      refused: [
        { code: own.code, reason: 'second-person' },
        { code: 'Q777', reason: 'not-found' },
      ],
    })
    expect((await get('/Q003')).json.state).toBe('submitted')
    expect((await post('/bulk', { ...approve, dryRun: false })).json).toEqual({ ...foreseen, dryRun: false })
    expect((await get('/Q003')).json.state).toBe('approved')
    const codes = ['Q001', 'Q002', 'Q003', own.code]
    expect((await post('/bulk', { codes, act: { kind: 'topic', topic: 'Chính quyền số' }, dryRun: false })).json.changed).toEqual(codes)
    expect((await get('?topic=Ch%C3%ADnh+quy%E1%BB%81n+s%E1%BB%91')).json.total).toBe(4)
    expect((await get('/Q001')).json).toMatchObject({ version: 2, state: 'submitted', author: { login: 'organiser' } })
    expect((await post('/bulk', { codes, act: { kind: 'difficulty', difficulty: 2 }, dryRun: false }, juror)).json.code).toBe('forbidden')
    expect((await post('/bulk', { codes, act: { kind: 'state', to: 'approved' }, dryRun: false }, second)).json.changed).toEqual(codes)
    const back = (await post('/bulk', { codes, act: { kind: 'assignee', login: 'juror' }, dryRun: false })).json
    expect(back.changed).toEqual(codes)
    expect((await get('?assignee=juror')).json.total).toBe(4)
  })

  it('is approved by nobody who wrote any of it since it was last approved, whoever touched it after them', async () => {
    const { code } = await write(question('Của người thứ nhất?'), first)
    await state(code, 1, 'submitted')
    await post('/bulk', { codes: [code], act: { kind: 'topic', topic: 'Khác' }, dryRun: false }, second)
    for (const cookie of [first, second]) expect((await state(code, 2, 'approved', cookie)).json.code).toBe('second-person')
    expect((await get(`/${code}`, first)).json.may.approve).toBe(false)
    expect((await state(code, 2, 'approved', juror)).json.state).toBe('approved')
    // From here on only what is written anew counts.
    await put(`/${code}`, { version: 2, content: question('Sửa lại?') }, second)
    expect((await state(code, 3, 'approved', second)).json.code).toBe('second-person')
    expect((await state(code, 3, 'approved', first)).json.state).toBe('approved')
  })

  it('is not approved by many at once in a version nobody has looked at', async () => {
    const { code } = await write(question('Của người thứ nhất?'), first)
    await state(code, 1, 'submitted')
    const approve = { codes: [code], act: { kind: 'state', to: 'approved' } }
    const { asOf } = (await post('/bulk', { ...approve, dryRun: true }, juror)).json as { asOf: number }
    test.clock.at += 1000
    await put(`/${code}`, { version: 1, content: question('Của người thứ nhất?', { correct: [3] }) }, first)
    const { json } = await post('/bulk', { ...approve, dryRun: false, asOf }, juror)
    expect(json).toMatchObject({ changed: [], refused: [{ code, reason: 'edited-meanwhile' }] })
    expect((await get(`/${code}`)).json).toMatchObject({ version: 2, state: 'submitted' })
  })

  it('finds by filters and without diacritics, and counts for the filters', async () => {
    const all = (await get('')).json
    expect([all.total, all.items.length, all.items[0].code]).toEqual([120, 25, 'Q001'])
    expect((await get('?page=5')).json.items.at(-1).code).toBe('Q120')
    expect((await get('?q=chuyen+doi+so')).json.total).toBe((await get('?q=Chuy%E1%BB%83n+%C4%91%E1%BB%95i+s%E1%BB%91')).json.total)
    expect((await get('?q=Q007')).json.items.map(({ code }: BankLine) => code)).toEqual(['Q007'])
    expect((await get('?state=draft')).json.total).toBe(0)
    expect(all.facets.state).toEqual([{ value: 'approved', count: 120 }])
    const [source] = all.facets.source as { value: string; count: number }[]
    expect((await get(`?source=${encodeURIComponent(source?.value ?? '')}`)).json.total).toBe(source?.count)
    const near = all.facets.flag.find(({ value }: { value: string }) => value === 'similar').count as number
    expect((await get('?flag=similar')).json.total).toBe(near)
    expect(near).toBeGreaterThan(10)
  })

  it('shows the same question with another key in red until one of them is retired', async () => {
    const { json } = await get('/Q001')
    const other = await write({
      ...json.content,
      stem: (json.content.stem as string).toUpperCase(),
      correct: [(Number(json.content.correct[0]) + 1) % 4],
    })
    expect(other).toMatchObject({ conflicting: true })
    const pairs = (await get('/similar')).json
    expect(pairs.items[0]).toMatchObject({
      kind: 'same',
      likeness: 100,
      keyDiffers: true,
      tied: false,
      first: { code: 'Q001' },
      second: { code: other.code },
    })
    expect((await get('/Q001')).json.likeThis[0]).toMatchObject({ code: other.code, keyDiffers: true })
    await state(other.code, 1, 'retired')
    expect((await get('/Q001')).json).toMatchObject({ conflicting: false })
    expect((await get('/similar')).json.total).toBe(pairs.total - 1)
  })

  it('serves pictures of the contest as nothing but pictures', async () => {
    const sent = await test.upload(`/api/staff/contests/${slug}/pictures`, first, { name: 'hinh.png', bytes: png })
    expect([sent.status, sent.json]).toEqual([201, { digest: expect.stringMatching(/^[0-9a-f]{64}$/), mediaType: 'image/png' }])
    const digest = String(sent.json.digest)
    const made = await write(question('Hình nào?', { pictures: [{ digest, mediaType: 'image/png', alt: 'Một điểm', option: null }] }))
    expect(made.content.pictures).toHaveLength(1)
    const path = `/api/staff/contests/${slug}/pictures/${digest}`
    const { status, headers } = await test.call('GET', path, { cookie: juror })
    expect([status, headers['content-type'], headers['x-content-type-options'], headers['content-security-policy']]).toEqual([
      200,
      'image/png',
      'nosniff',
      "default-src 'none'; sandbox",
    ])
    expect((await test.call('GET', path, { cookie: await test.signInAs('assistant') })).status).toBe(404)
    expect((await test.call('GET', path, { cookie: await test.signInAs('administrator') })).status).toBe(403)
    const refused = await test.upload(`/api/staff/contests/${slug}/pictures`, first, { name: 'x.svg', bytes: Buffer.from('<svg/>') })
    expect([refused.status, refused.json.findings[0].code]).toEqual([422, 'picture-kind'])
    const cut = await test.upload(`/api/staff/contests/${slug}/pictures`, first, { name: 'x.png', bytes: png.subarray(0, 50) })
    expect([cut.status, cut.json.findings[0].code]).toEqual([422, 'picture-damaged'])
  })

  it('stays as it was when an import fails', async () => {
    const before = (await get('')).text
    const files = [
      { name: 'tốt.csv', bytes: Buffer.from('Câu hỏi,A,B,Đáp án\r\nCâu mới tinh?,Một,Hai,A\r\n') },
      { name: 'hỏng.csv', bytes: Buffer.from('Câu hỏi,A,B,Đáp án\r\nCâu không có đáp án?,Một,Hai,\r\n') },
    ]
    const command = { kind: 'command' } as const
    await expect(importQuestions(test.app, command, slug, files, { dryRun: false })).rejects.toMatchObject({ code: 'file-invalid' })
    expect((await get('')).text).toBe(before)
    // The good ones alone are wanted: what has to be mended is named, a damaged file stays out all the same.
    const wanted = { dryRun: true, withoutBroken: true, state: 'submitted' } as const
    const [whole, broken] = await importQuestions(test.app, command, slug, files, wanted)
    expect([whole?.added, whole?.toMend, broken?.added, broken?.toMend.map(({ place }) => place)]).toEqual([1, [], 0, ['row 2']])
    expect(broken?.toMend[0]?.findings.map(({ code, severity }) => [code, severity])).toEqual([['answer-missing', 'error']])
    const damaged = { name: 'hỏng.docx', bytes: Buffer.from('%PDF-1.7') }
    await expect(importQuestions(test.app, command, slug, [...files, damaged], { ...wanted, dryRun: false })).rejects.toMatchObject({
      code: 'file-invalid',
    })
    expect((await get('')).text).toBe(before)
    await importQuestions(test.app, command, slug, files.slice(0, 1), { dryRun: false, state: 'submitted' })
    expect((await get('/Q121', second)).json).toMatchObject({
      state: 'submitted',
      author: { login: null, name: '' },
      may: { approve: true },
    })
  })

  it('is written to a file and read back as it was', async () => {
    await put('/Q001', { version: 1, content: question('Bản mới?', { topic: 'Chính quyền số', explanation: 'Vì thế.' }) })
    const file = await test.server.inject({ url: `${base}/export?format=json&q=Q001`, headers: { cookie: juror } })
    expect([file.statusCode, file.headers['content-disposition']]).toEqual([200, `attachment; filename="cau-hoi-${slug}.json"`])
    const read = readQuestions(file.rawPayload, { fileName: 'a.json' })
    expect(read.questions.map(({ content }) => content)).toEqual([(await get('/Q001')).json.content])
    await put('/Q002', { version: 1, content: question('Chọn hai câu đúng?', { correct: [0, 1] }) })
    const aiken = await test.server.inject({ url: `${base}/export?format=aiken`, headers: { cookie: juror } })
    expect([aiken.headers['x-skipped'], aiken.body.includes('Chọn hai câu đúng?')]).toEqual(['1,Q002', false])
    const { data } = await test.app.database.db
      .selectFrom('audit')
      .select('data')
      .where('event', '=', 'questions.exported')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(data)).toEqual({
      format: 'aiken',
      withKey: true,
      questions: aiken.body.split('ANSWER:').length - 1,
      skipped: ['Q002'],
      dropped: (aiken.headers['x-left-out'] as string).split(','),
    })
    expect(aiken.headers['x-left-out']).toContain('topic')
    expect((await get('/export?format=gift&key=false')).json.code).toBe('format-unknown')
    const template = await test.server.inject({ url: `${base}/template.xlsx`, headers: { cookie: await test.signInAs('assistant') } })
    expect([template.statusCode, readQuestions(template.rawPayload, { fileName: 'a.xlsx' }).format]).toEqual([200, 'xlsx'])
  })

  it('is for those who keep the bank only', async () => {
    for (const role of ['assistant', 'administrator'] as const) {
      const cookie = await test.signInAs(role)
      for (const path of ['', '/similar', '/Q001', '/export?format=json'])
        expect([role, path, (await get(path, cookie)).status]).toEqual([role, path, 403])
      expect((await post('', { content: question('Của ai?') }, cookie)).status).toBe(403)
      expect((await state('Q001', 1, 'retired', cookie)).status).toBe(403)
    }
    expect((await get('/export?format=none')).json.code).toBe('format-unknown')
  })
})
