import { afterEach, describe, expect, it } from 'vitest'
import { createApart, type ApartLimits } from '#adapters/apart.ts'
import { contestFile, questionFiles } from '#test/support/formats/samples.ts'
import { readQuestions } from '../questions/registry.ts'
import { readBoards } from '../people/boards.ts'
import { readRoster } from '../people/roster.ts'
import {
  createPeopleReader,
  createQuestionReader,
  readingApart,
  type QuestionReader,
  type ReadingRequest,
  type ReadingResult,
} from './reading.ts'

const closing: (() => void)[] = []
const reader = (limits: Partial<ApartLimits> = {}): QuestionReader => createQuestionReader(apartWith(limits))
function apartWith(limits: Partial<ApartLimits> = {}) {
  const apart = createApart<ReadingRequest, ReadingResult>({ ...readingApart, limits: { ...readingApart.limits, ...limits } })
  closing.push(apart.close)
  return apart
}
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

describe('a file read in a process of its own', () => {
  it('gives what reading it here gives, files sent together too', async () => {
    const read = reader()
    const files = questionFiles.map((fileName) => ({ fileName, bytes: contestFile(fileName) }))
    const apart = await Promise.all(files.map(({ bytes, fileName }) => read(bytes, { fileName })))
    expect(apart).toEqual(files.map(({ bytes, fileName }) => readQuestions(bytes, { fileName })))
  })

  it('gives the same of people, and refuses theirs that take too much', async () => {
    const units = [{ code: 'DV01', name: 'Văn phòng', kind: 'Cơ quan' }]
    const roster = { fileName: 'roster.csv', units }
    const bytes = Buffer.from('Họ và tên;Mã cán bộ;Đơn vị\nNguyễn Văn Á;CB1;Văn phòng\n')
    const read = createPeopleReader(apartWith())
    expect(await read('roster', bytes, roster)).toEqual(readRoster(bytes, roster))
    expect(await read('boards', bytes, roster)).toEqual(readBoards(bytes, roster))
    const many = Buffer.concat([bytes, Buffer.from('Nguyễn Văn Á;CB1;Văn phòng\n'.repeat(20_000))])
    const slow = await createPeopleReader(apartWith({ cpuMs: 1 }))('roster', many, roster)
    expect([slow.hasErrors, slow.people, slow.findings.map(({ code }) => code)]).toEqual([true, [], ['file-unmanageable']])
  })

  it('is refused when it takes too long or too much memory', async () => {
    const bytes = contestFile('de-van-phong.docx')
    for (const limits of [{ cpuMs: 1 }, { heapMb: 4 }]) {
      const { format, hasErrors, findings } = await reader(limits)(bytes, { fileName: 'a.docx' })
      expect([format, hasErrors, findings.map(({ code }) => code)]).toEqual([null, true, ['file-unmanageable']])
    }
  })

  it('is refused while too many wait already, and the others are read', async () => {
    const read = reader()
    const bytes = contestFile('de-van-phong.docx')
    const outcomes = await Promise.allSettled(Array.from({ length: 14 }, () => read(bytes, { fileName: 'a.docx' })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(12)
    expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'too-many-contributions' } })
    expect((await read(bytes, { fileName: 'a.docx' })).questions.length).toBe(40)
  })
})
