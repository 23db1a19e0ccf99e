import { describe, expect, it } from 'vitest'
import { readQuestions } from '../questions/registry.ts'
import { contestFile, questionFiles } from '#test/support/formats/samples.ts'
import { readQuestionsApart } from './reading.ts'

describe('a file read in a process of its own', () => {
  it('gives what reading it here gives, files sent together too', async () => {
    const files = questionFiles.map((fileName) => ({ fileName, bytes: contestFile(fileName) }))
    const read = await Promise.all(files.map(({ bytes, fileName }) => readQuestionsApart(bytes, { fileName })))
    expect(read).toEqual(files.map(({ bytes, fileName }) => readQuestions(bytes, { fileName })))
  })

  it('leaves this process free', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await readQuestionsApart(contestFile('de-van-phong.docx'), { fileName: 'a.docx' })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
  })

  it('is refused when it takes too long or too much memory, and the next file is read', async () => {
    const bytes = contestFile('de-van-phong.docx')
    for (const limits of [
      { ms: 1, heapMb: 512 },
      { ms: 60_000, heapMb: 4 },
    ]) {
      const read = await readQuestionsApart(bytes, { fileName: 'a.docx' }, limits)
      expect([read.format, read.hasErrors, read.findings.map(({ code }) => code)]).toEqual([null, true, ['file-unmanageable']])
    }
    expect((await readQuestionsApart(bytes, { fileName: 'a.docx' })).questions.length).toBe(40)
  })

  it('is refused while too many wait already, and the others are read', async () => {
    const bytes = contestFile('de-van-phong.docx')
    const asked = Array.from({ length: 14 }, () => readQuestionsApart(bytes, { fileName: 'a.docx' }))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(12)
    expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'too-many-contributions' } })
    expect((await readQuestionsApart(bytes, { fileName: 'a.docx' })).questions.length).toBe(40)
  })
})
