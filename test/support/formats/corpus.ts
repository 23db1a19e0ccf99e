/**
 * Files to damage, for every question format of the registry: what our own writers make of wild questions, what other systems write, and
 * the files the example contest ships with. A format that joins the registry is here by itself.
 */
import fc from 'fast-check'
import { questionFormats, type QuestionFormat, type QuestionWriter } from '#formats/questions/format.ts'
import { questionReaders, questionWriters, readQuestions } from '#formats/questions/registry.ts'
import { arbitraryPictureBytes, arbitraryQuestions, type ContentShape } from './arbitrary-questions.ts'
import { exchangeSamples } from './exchange-samples.ts'
import type { Sample } from './mutate.ts'
import { bytesOf } from './office.ts'
import { questionFiles, samplesOf, trueQuestions } from './samples.ts'
import { wordSamples } from './word-samples.ts'

/** From everything a question can hold to the least; a writer gets the first its format can carry. */
const shapes: readonly ContentShape[] = [
  {},
  { pictures: false },
  { oneLine: true, single: true, pictures: false, source: false, topic: false, difficulty: false, explanation: false, optionOrder: false },
]

/** Samples by format, at least one for each format that is read. */
export async function questionCorpus(): Promise<ReadonlyMap<QuestionFormat, readonly Sample[]>> {
  const written = await Promise.all(questionWriters.map(samplesOfWriter))
  const all = [...written.flat(), ...samplesOf(questionFiles), ...exchangeSamples(), ...wordSamples(), ...typed()]
  const corpus = new Map<QuestionFormat, Sample[]>()
  for (const sample of all) {
    const { format } = readQuestions(sample.bytes, { fileName: sample.name })
    if (format !== null) corpus.set(format, [...(corpus.get(format) ?? []), sample])
  }
  const bare = questionFormats.filter((format) => !corpus.has(format) && questionReaders.some((reader) => reader.format === format))
  if (bare.length > 0) throw new Error(`nothing to damage for ${bare.join(', ')}`)
  return corpus
}

async function samplesOfWriter(writer: QuestionWriter, index: number): Promise<readonly Sample[]> {
  const options = { picture: arbitraryPictureBytes, title: 'Bộ câu hỏi', withKey: true }
  for (const shape of shapes) {
    const banks = fc.sample(arbitraryQuestions(shape), { numRuns: 6, seed: 1 + index })
    try {
      const files: Sample[] = []
      for (const bank of banks) {
        const bytes = await writer.write(bank, options)
        files.push({ name: `${writer.format}-${files.length}.${writer.extension}`, bytes })
      }
      if (files.every(({ name, bytes }) => readQuestions(bytes, { fileName: name }).format === writer.format)) return files
    } catch {
      // Too much for this format; the next shape holds less.
    }
  }
  // Its reader then needs a sample from elsewhere, or the campaign says that there is none.
  return []
}

/** Formats people also type. */
function typed(): readonly Sample[] {
  const questions = trueQuestions().slice(0, 5)
  const rows = questions.map(({ stem, options, answer, source }, index) =>
    [index + 1, stem, ...options, 'ABCD'[answer], `${source.document}: ${source.detail}`].map(
      (cell) => `"${String(cell).replaceAll('"', '""')}"`,
    ),
  )
  const head = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D', 'Đáp án', 'Căn cứ']
  const exam = questions.map(({ stem, options, answer }, index) =>
    [`Câu ${index + 1}. ${stem}`, ...options.map((option, at) => `${'ABCD'[at]}. ${option}`), `Đáp án: ${'ABCD'[answer]}`].join('\n'),
  )
  const marked = questions.map(({ stem, options, answer }, index) =>
    [`## Câu ${index + 1}: ${stem}`, ...options.map((option, at) => `- [${at === answer ? 'x' : ' '}] ${option}`)].join('\n'),
  )
  const webct = questions.map(({ stem, options, answer }) =>
    [
      ':TYPE:MC:1:0:C',
      ':QUESTION:H',
      stem,
      ...options.flatMap((option, at) => [`:ANSWER${at + 1}:${at === answer ? 100 : 0}:H`, option]),
    ].join('\n'),
  )
  const aiken = questions.map(({ stem, options, answer }) =>
    [stem, ...options.map((option, at) => `${'ABCD'[at]}. ${option}`), `ANSWER: ${'ABCD'[answer]}`].join('\n'),
  )
  return [
    { name: 'aiken.txt', bytes: bytesOf(aiken.join('\n\n')) },
    { name: 'typed.txt', bytes: bytesOf(exam.join('\n\n')) },
    { name: 'typed.md', bytes: bytesOf(marked.join('\n\n')) },
    { name: 'webct.txt', bytes: bytesOf(webct.join('\n')) },
    { name: 'typed.json', bytes: bytesOf(JSON.stringify(questions, null, 1)) },
    { name: 'typed.csv', bytes: bytesOf([head, ...rows].map((row) => row.join(';')).join('\r\n')) },
  ]
}
