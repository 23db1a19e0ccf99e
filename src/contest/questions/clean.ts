/** Somebody's typing as the bank keeps it, and as it is judged (check.ts): cleaned texts, nothing empty, nothing twice. */
import { cleanLines, cleanText } from '../text.ts'
import type { QuestionContent, QuestionSource } from './question.ts'

/** In NFC without invisible characters; right options ascending. Cleaning twice changes nothing more. */
export function cleanContent<Content extends QuestionContent>(typed: Content): Content {
  const options = typed.options.map(cleanLines)
  const document = cleanText(typed.source?.document ?? '')
  const detail = cleanLines(typed.source?.detail ?? '')
  return {
    ...typed,
    stem: cleanLines(typed.stem),
    options,
    correct: [...new Set(typed.correct)].filter((position) => position < options.length).sort((a, b) => a - b),
    source: document === '' ? readSource(detail) : { document, detail },
    topic: cleanText(typed.topic ?? '') || null,
    pictures: typed.pictures.map((picture) => ({ ...picture, alt: cleanText(picture.alt) })),
    explanation: cleanLines(typed.explanation ?? '') || null,
  }
}

/** "Quyết định số 942/QĐ-TTg ngày 15/6/2021: Điều 1" → document and detail, parted at the first colon before a blank. */
export function readSource(text: string, detail = ''): QuestionSource | null {
  const clean = cleanText(text)
  const more = cleanText(detail)
  if (clean === '') return more === '' ? null : { document: more, detail: '' }
  const colon = clean.indexOf(': ')
  if (more !== '' || colon <= 0) return { document: clean, detail: more }
  return { document: clean.slice(0, colon).trim(), detail: clean.slice(colon + 2).trim() }
}
