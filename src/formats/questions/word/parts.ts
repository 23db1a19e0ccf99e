/** The lines of a question apart: those of stem and options, and those that say something about it. */
import type { QuestionSource } from '#contest/questions/question.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { readSource } from '#contest/questions/clean.ts'
import { cleanLines } from '#contest/text.ts'
import { subjectsOf } from '../subjects.ts'
import { readField, readReference, trailingAnswer, type FieldName } from './fields.ts'
import { endsQuestion, levelOf } from './outline/heads.ts'
import { startsOption } from './outline/inline.ts'
import { cleanWords, isBlank, sliceLine, type Line } from './document/lines.ts'

export interface KeptLine {
  readonly line: Line
  /** Something stands between it and the line before. */
  readonly afterBlank: boolean
  /** What is said about the question stands above it. */
  readonly afterField: boolean
}

export interface Statement {
  readonly text: string
  readonly place: string
}

export interface QuestionParts {
  readonly kept: readonly KeptLine[]
  readonly stated: readonly Statement[]
  readonly source: QuestionSource | null
  readonly explanation: string | null
  readonly topic: string | null
  readonly difficulty: Difficulty | null
  readonly findings: readonly Finding[]
}

/** "Đáp án câu 3 là 60 ngày" below question 6 is no answer of it. */
const namesOther = (text: string, number: number | null): boolean => {
  const named = /^[\s(*–-]*(?:đáp án|đ\/?a|answer|key)\b[^:\n]{0,20}?(?<!\p{L})(?:câu|question)\s/iu.test(text.slice(0, MAX_FRONT))
  const numbers = named ? subjectsOf(text.slice(0, MAX_FRONT)).numbers : []
  return number !== null && numbers.length > 0 && !numbers.includes(number)
}
const MAX_FRONT = 60

/** @param question names it in findings */
export function partLines(lines: readonly Line[], question: string, number: number | null): QuestionParts {
  const kept: KeptLine[] = []
  const stated: Statement[] = []
  const explanation: string[] = []
  const findings: Finding[] = []
  const texts: Record<'source' | 'detail' | 'topic' | 'level', string[]> = { source: [], detail: [], topic: [], level: [] }
  let levelPlace = ''
  let current: FieldName | null = null
  let afterBlank = false
  let hasOptions = false
  let hasField = false
  const keep = (line: Line): void => {
    kept.push({ line, afterBlank: afterBlank || current !== null, afterField: hasField })
    hasOptions ||= startsOption(line.text)
    afterBlank = false
    current = null
  }
  const read = (line: Line, index: number): void => {
    if (line.isHeading === true) {
      keep(line)
      return
    }
    if (isBlank(line)) {
      afterBlank = true
      return
    }
    const isReference = current === null && index > lastOption && line.startsParagraph
    const field =
      index === 0 || namesOther(line.text, number) ? null : (readField(line.text) ?? (isReference ? readReference(line.text) : null))
    // Before the options the same words may be part of the question.
    if (field !== null && (field.name === 'answer' || hasOptions)) {
      const words = cleanWords(line.text.slice(field.from))
      if (field.name === 'answer') stated.push({ text: words, place: line.place })
      else if (field.name === 'explanation') explanation.push(words)
      else texts[field.name].push(words.replace(/^([^(]*)\)$/, '$1').trim())
      if (field.name === 'level') levelPlace = line.place
      current = field.name
      hasField ||= index > lastOption
      afterBlank = false
      return
    }
    const goesOn = current === 'explanation' || current === 'source' || current === 'detail'
    if (goesOn && !afterBlank && !(endsQuestion(line.text) && line.startsParagraph)) {
      if (current === 'explanation') explanation.push(cleanWords(line.text))
      else texts[current === 'source' ? 'source' : 'detail'].push(cleanWords(line.text))
      return
    }
    keep(line)
  }
  const lastOption = lines.findLastIndex((line) => startsOption(line.text) && readField(line.text) === null)
  lines.forEach((line, index) => {
    const at = line.isHeading === true || readField(line.text) !== null ? null : trailingAnswer(line.text)
    if (at === null) read(line, index)
    else {
      read(sliceLine(line, 0, at), index)
      read(sliceLine(line, at), index + 1)
    }
  })
  const level = texts.level.join(' ')
  const difficulty = level === '' ? null : levelOf(level)
  if (level !== '' && difficulty === null) findings.push(found('level-unclear', levelPlace, { question, text: excerpt(level) }))
  return {
    kept,
    stated,
    source: readSource(texts.source.join(' '), texts.detail.join(' ')),
    explanation: cleanLines(explanation.join('\n')) || null,
    topic: texts.topic.join(' ') || null,
    difficulty,
    findings,
  }
}
