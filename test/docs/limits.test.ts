import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fileLimits, inMegabytes, mostQuestions, pictureLimits, questionLimits } from '#contest/limits.ts'

const page = readFileSync(new URL('../../docs/formats/question-files.md', import.meta.url), 'utf8')
const number = (count: number): string => count.toLocaleString('en-US')

it('docs/formats/question-files.md names the limits that hold', () => {
  const { pixels, bytes, inFile } = pictureLimits
  expect(page).toContain(`| file | ${inMegabytes(fileLimits.bytes)} MB |`)
  expect(page).toContain(`| pictures | ${inMegabytes(bytes)} MB and ${number(pixels)} pixels a side each, ${inFile} a question |`)
  expect(page).toContain(`| questions | ${number(mostQuestions)} a file |`)
  expect(page).toContain(`a stem beyond ${number(questionLimits.stem)} or an option beyond ${number(questionLimits.option)} characters`)
})
