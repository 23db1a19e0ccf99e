import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fileLimits, inMegabytes, mostQuestions, pictureLimits, questionLimits, tryLimits } from '#contest/limits.ts'

const page = readFileSync(new URL('../../docs/formats/question-files.md', import.meta.url), 'utf8')
const number = (count: number): string => count.toLocaleString('en-US')

it('docs/formats/question-files.md names the limits that hold', () => {
  const { pixels, bytes, inFile } = pictureLimits
  expect(page).toContain(`| file | ${inMegabytes(fileLimits.bytes)} MB |`)
  expect(page).toContain(`| pictures | ${inMegabytes(bytes)} MB and ${number(pixels)} pixels a side each, ${inFile} a question |`)
  expect(page).toContain(`| questions | ${number(mostQuestions)} a file |`)
  expect(page).toContain(`a stem beyond ${number(questionLimits.stem)} or an option beyond ${number(questionLimits.option)} characters`)
})

it('docs/trust.md counts the guesses a day that the limits come to', () => {
  const trust = readFileSync(new URL('../../docs/trust.md', import.meta.url), 'utf8')
  const said = (ms: number): string => (ms < 60_000 ? `${ms / 1000} s` : `${ms / 60_000} min`)
  for (const { free, stepMs, longestMs, windowMs } of Object.values(tryLimits)) {
    let tries = 0
    for (let at = 0; at < windowMs; at += tries < free ? 0 : Math.min(longestMs, stepMs * (tries - free + 1))) tries++
    const day = number((tries * 86_400_000) / windowMs)
    expect(trust).toContain(`| ${free} | ${said(stepMs)}, ${said(2 * stepMs)}, … ${said(longestMs)} | ${day} |`)
  }
})
