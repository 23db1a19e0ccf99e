import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { auditEvents, auditKindOf, auditKinds } from '../events.ts'
import { permissionNames } from '../roles.ts'
import { both, type AuditNames } from './facts.ts'
import { permissionWords } from './permission-words.ts'
import { accountWords, auditActorKinds, contestantWords, sentenceOf, type AuditLine } from './sentence.ts'

const account = { name: 'Nguyễn Văn An', login: 'an', ended: false }
const names: AuditNames = {
  zone: 'Asia/Ho_Chi_Minh',
  word: 'tuần',
  round: (key) => ({ 'tuan-1': 'Tuần 1', 'tuan-2': 'Tuần 2 $&' })[key] ?? key,
  unit: (code) => (code === 'P01' ? 'Văn phòng' : code),
  account: (id) => (id === 'b' || id === 'binh' ? { vi: 'Lê Bình (binh)', en: 'Lê Bình (binh)' } : both(id)),
  document: (id) => (id === 'booklet' ? { vi: 'Tập đáp án', en: 'Answer booklet' } : both(id)),
}
const opensAt = Date.UTC(2026, 8, 7, 1)
const [round, reason] = ['tuan-1', 'Mất điện toàn huyện']
const someone = contestantWords('c1')
const staff = accountWords({ name: 'Lê Bình', login: 'binh', ended: true })

const told = (event: string, data: object, more: Partial<AuditLine> = {}) =>
  sentenceOf({ event, data: JSON.stringify(data), actorKind: 'staff', actorId: 'a', account, subject: null, ...more }, names)

interface Example {
  readonly data: object
  readonly subject?: 'contestant' | 'account'
  readonly vi: string
  readonly en: string
}
/** What each event holds, whom it is done to, and what its sentence says after the name of who did it. */
const examples = JSON.parse(readFileSync(new URL('../../../test/data/audit-sentences.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, readonly Example[]>
>
const subjects = { contestant: someone, account: staff } as const

describe('the sentence of an event', () => {
  it('says how many rows of a list were mended on the screen', () => {
    expect(told('roster.imported', { fileName: 'ds.xlsx', added: 3, updated: 0, mended: 2 }).did).toEqual({
      vi: 'nhập danh sách thí sinh từ tệp “ds.xlsx”: thêm 3, sửa 0, 2 dòng đã sửa trên màn hình',
      en: 'imported the roster from the file “ds.xlsx”: 3 added, 0 changed, 2 lines mended on the screen',
    })
  })

  it('says what became of questions anybody may practise with', () => {
    const said = (to: string) => told('questions.changed', { act: 'practice', to, codes: ['Q001', 'Q002'] }).did
    expect([said('released').vi, said('withdrawn').vi, said('another').vi]).toEqual([
      'đưa các câu Q001, Q002 ra thi thử',
      'rút các câu Q001, Q002 khỏi thi thử',
      'sửa các câu Q001, Q002',
    ])
    expect(said('released').en).toBe('released the questions Q001, Q002 for practice')
  })

  it('calls a round as its contest does, but for what somebody wrote', () => {
    const line = { event: 'roster.imported', data: '{"fileName":"các tuần thi.xlsx"}', actorKind: 'staff', actorId: 'a' } as const
    const said = (event: string, data = '{}') => sentenceOf({ ...line, account, subject: null, event, data }, { ...names, word: 'vòng' })
    expect(said('round.opening-asked', '{"round":"tuan-1","reason":"Mất điện"}').where.vi).toBe('trang “Vòng thi”')
    expect(said('roster.imported', line.data).did.vi).toContain('“các tuần thi.xlsx”')
    expect(said('questions.locked', '{"round":"tuan-1","questions":15,"known":2}').did.vi).not.toContain('tuần thi')
  })

  it('says in whose name somebody at the command line acted', () => {
    const { did } = told('round.revocation-asked', { round: 'tuan-1', place: 2, reason, inNameOf: 'binh' }, { actorKind: 'command' })
    expect(did.vi).toMatch(/^thay mặt Lê Bình \(binh\), đề nghị thu hồi/)
    expect(did.en).toMatch(/^in the name of Lê Bình \(binh\), asked/)
  })

  const all = Object.entries(examples).flatMap(([event, list]) => list.map((one) => [event, one] as const))
  it.each(all)('%s', (event, { data, subject, vi, en }) => {
    const { did, who } = told(event, data, { subject: subject === undefined ? null : subjects[subject] })
    expect(did).toEqual({ vi, en })
    expect(who.vi).toBe('Nguyễn Văn An (an)')
  })

  it('is there for every one of the catalogue, also for one whose data says nothing', () => {
    expect(Object.keys(examples).sort()).toEqual(Object.keys(auditEvents).sort())
    for (const event of Object.keys(auditEvents)) {
      for (const data of [{}, [], { fields: 'phone', codes: null, files: 7, changes: [null], before: 3, blueprint: {} }]) {
        const said = JSON.stringify(told(event, data))
        expect([event, /undefined|null null|NaN|\[object/.test(said)]).toEqual([event, false])
      }
    }
  })

  it('calls what a later version wrote by its name', () => {
    expect(told('moon.landed', {}).did).toEqual(both('moon.landed'))
    expect(told('moon.landed', {}).where).toEqual({ vi: 'trang “moon”', en: 'page “moon”' })
  })
})

describe('what was changed', () => {
  const changesOf = (event: string, data: object, subject: AuditLine['subject'] = null) =>
    told(event, data, { subject }).changes.map(({ what, before, after }) => [what.vi, before?.vi ?? null, after?.vi ?? null])

  it('of the rules is named place by place', () => {
    const changes = [
      { place: 'title', before: 'Cũ', after: 'Mới' },
      { place: 'rounds/tuan-1/opens', before: '2026-09-07 08:00:00', after: '2026-09-08 08:00:00' },
      { place: 'rounds/tuan-9', before: null, after: 'Tuần 9' },
      { place: 'paper/pinnedLast', before: '[]', after: null },
      { place: 'prizes/levels/amount', before: '1', after: '2' },
      { place: 'else', before: '1', after: '2' },
    ]
    expect(changesOf('contest.applied', { rounds: ['tuan-1'], changes })).toEqual([
      ['Tên hội thi', 'Cũ', 'Mới'],
      ['Tuần 1: mở', '2026-09-07 08:00:00', '2026-09-08 08:00:00'],
      ['tuan-9', null, 'Tuần 9'],
      ['Đề thi (pinnedLast)', '[]', null],
      ['Giải thưởng (levels/amount)', '1', '2'],
      ['else', '1', '2'],
    ])
  })

  it('of a blueprint is told in its words', () => {
    const cell = { topic: 'Dịch vụ công', difficulty: 3, count: 5 }
    const data = {
      round,
      blueprint: [cell, { topic: null, difficulty: null, count: 10 }],
      reuse: false,
      before: { blueprint: null, reuse: true },
    }
    expect(changesOf('blueprint.changed', data)).toEqual([
      [
        'Cơ cấu đề',
        'theo cơ cấu chung; được dùng lại câu của tuần trước',
        '5 câu mức khó về “Dịch vụ công”; 10 câu bất kỳ; không dùng lại câu của tuần trước',
      ],
    ])
    expect(changesOf('blueprint.changed', { round, blueprint: null, reuse: true })[0]?.[1]).toBeNull()
  })

  it('of instants, versions and roles is from what to what', () => {
    expect(changesOf('round.rescheduled', { round, opensAt, planned: opensAt + 3_600_000 })).toEqual([
      ['Mở', 'thứ Hai, 07/9/2026, 09:00', 'thứ Hai, 07/9/2026, 08:00'],
    ])
    expect(changesOf('round.reopened', { round, closesAt: opensAt })).toEqual([['Kết thúc', null, 'thứ Hai, 07/9/2026, 08:00']])
    expect(changesOf('question.edited', { code: 'Q001', version: 3 })).toEqual([['Phiên bản', '2', '3']])
    expect(changesOf('question.edited', { code: 'Q001', version: 1 })).toEqual([['Phiên bản', null, '1']])
    expect(changesOf('staff.role-given', { role: 'juror', before: 'assistant' })).toEqual([['Vai trò', 'Tổ giúp việc', 'Ban Giám khảo']])
    expect(changesOf('staff.role-given', { role: 'juror' })).toEqual([['Vai trò', null, 'Ban Giám khảo']])
    expect(changesOf('staff.role-taken', { role: 'wizard' })).toEqual([['Vai trò', 'wizard', null]])
  })

  it('has the reason somebody wrote', () => {
    expect(told('lock.released', { round, reason }).reason).toBe(reason)
    expect(told('lock.released', { round }).reason).toBeNull()
  })
})

describe('who did it, and where', () => {
  it('is said of every kind of actor', () => {
    const of = (actorKind: AuditLine['actorKind'], actorId: string | null = 'x') => {
      const { who, where } = told('round.tallied', { round }, { actorKind, actorId, account: null })
      return [who.vi, where.vi]
    }
    expect(auditActorKinds.map((kind) => of(kind))).toEqual([
      ['Tài khoản không còn trên máy chủ (x)', 'trang “Tuần thi”'],
      ['Thí sinh mã x', 'trang dự thi'],
      ['Người giữ link gửi câu hỏi', 'trang gửi câu hỏi'],
      ['Hệ thống', 'tự động'],
      ['Người dùng dòng lệnh của máy chủ', 'hoithi round'],
    ])
    expect(of('contestant', null)[0]).toBe('Thí sinh mã ')
    expect(of('staff', null)[0]).toBe('Tài khoản không còn trên máy chủ ()')
  })

  it('is the page or the command of the act itself', () => {
    const where = (event: string, actorKind: AuditLine['actorKind']) => told(event, { round }, { actorKind }).where.vi
    expect(where('questions.locked', 'staff')).toBe('trang “Bộ đề”')
    expect(where('questions.printed', 'command')).toBe('hoithi documents')
    expect(where('contest.concluded', 'command')).toBe('hoithi results')
  })

  it('has words for every kind of event and every permission', () => {
    for (const kind of auditKinds) expect(told(`${kind}.x`, {}).where.vi).not.toContain(`“${kind}”`)
    expect(Object.keys(permissionWords)).toEqual([...permissionNames])
    expect(auditKindOf('round.opened')).toBe('round')
  })
})
