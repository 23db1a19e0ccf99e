import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryPictureBytes, arbitraryQuestions, contentOf } from '#test/support/formats/arbitrary-questions.ts'
import { qtiWriter } from './qti-writer.ts'
import { readQuestions } from './questions.ts'

const options = { picture: arbitraryPictureBytes, title: 'Tìm hiểu cải cách hành chính', withKey: true }

describe('a QTI 3.0 package of ours', () => {
  it('carries everything a question holds there and back', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryQuestions(), async (questions) => {
        const bytes = await qtiWriter.write(questions, options)
        const read = readQuestions(bytes, { fileName: 'a.zip' })
        expect(read.findings).toEqual([])
        expect(read.questions.map(({ content }) => content)).toEqual(questions.map(contentOf))
        expect(read.hasErrors).toBe(false)
        for (const { digest } of questions.flatMap((one) => one.pictures)) {
          expect(read.pictures.find((one) => one.digest === digest)?.bytes).toEqual(arbitraryPictureBytes(digest))
        }
      }),
      { numRuns: 300 },
    )
  })
})
