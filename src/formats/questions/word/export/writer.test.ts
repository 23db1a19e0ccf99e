/** Exports to Word: what they carry comes back, whatever the texts look like; without the key they betray nothing. */
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cases } from '#test/support/cases.ts'
import { plainContent, type Question } from '#contest/questions/question.ts'
import { arbitraryPictureBytes, arbitraryQuestions, contentOf } from '#test/support/formats/arbitrary-questions.ts'
import { zipOf } from '#test/support/formats/office.ts'
import { readQuestions } from '../../registry.ts'
import { wordWriter } from './writer.ts'

const write = (questions: readonly Question[], withKey = true, title = 'Hội thi'): Uint8Array =>
  wordWriter.write(questions, { picture: arbitraryPictureBytes, title, withKey }) as Uint8Array
const read = (bytes: Uint8Array) => readQuestions(bytes, { fileName: 'de.docx' })
const question = (content: Partial<Question>): Question => ({
  ...plainContent,
  code: 'Q001',
  apart: [],
  stem: 'Một?',
  options: ['a', 'b', 'c'],
  correct: [0],
  ...content,
})

describe('an export to Word', () => {
  it('with the key comes back as it was', () => {
    expect(wordWriter.drops).toEqual(['apart'])
    fc.assert(
      fc.property(arbitraryQuestions(), fc.constantFrom('', 'Hội thi', 'Câu 1: Bảng đáp án', 'ĐÁP ÁN'), (questions, title) => {
        const back = read(write(questions, true, title))
        expect(back.questions.map(({ content }) => content)).toEqual(questions.map(contentOf))
        expect([back.format, back.hasErrors, back.findings]).toEqual(['docx', false, []])
        const named = new Set(questions.flatMap(({ pictures }) => pictures.map(({ digest }) => digest)))
        expect(new Set(back.pictures.map(({ digest }) => digest))).toEqual(named)
      }),
      { numRuns: cases(100) },
    )
  })

  it('keeps texts that look like heads, options, keys and answers', () => {
    const questions = [
      question({
        stem: 'Câu 2: Đáp án: B\nA. x\nĐÁP ÁN\n1B 2C',
        options: ['B. b', 'Đáp án: C', 'Câu 3: d', '*'],
        correct: [1, 3],
        explanation: 'Đáp án: A\n\nChủ đề: khác',
        topic: 'Căn cứ: x: y',
        source: { document: 'Luật: Điều', detail: ': 3' },
      }),
      question({ stem: 'Hai?', options: ['B', 'A.'], correct: [1] }),
      question({ stem: '[<br>]', options: ['1. x', '2. y'], correct: [1], optionOrder: 'kept', difficulty: 3 }),
    ]
    expect(read(write(questions)).questions.map(({ content }) => content)).toEqual(questions.map(contentOf))
  })

  it('without the key says nothing of answers, sources, topics, levels and explanations', () => {
    const parts = unzipSync(
      write(
        [
          question({
            correct: [1],
            source: { document: 'Luật X', detail: '' },
            topic: 'T9',
            difficulty: 2,
            explanation: 'Vì Y',
            optionOrder: 'kept',
          }),
        ],
        false,
      ),
    )
    const all = Object.values(parts)
      .map((part) => strFromU8(part))
      .join('')
    expect(all).toContain('Một?')
    for (const word of ['Luật X', 'T9', 'Vì Y', 'Đáp án', 'ĐÁP ÁN', 'Thông hiểu', 'Giữ nguyên']) expect(all).not.toContain(word)
    const same = (correct: number[]): Uint8Array => write([question({ correct })], false)
    expect(same([0])).toEqual(same([1]))
  })

  it('stretches no line of a stem that has several', () => {
    const body = strFromU8(
      unzipSync(write([question({ stem: 'Một\nhai?' }), question({ stem: 'Ba?' })]))['word/document.xml'] ?? new Uint8Array(),
    )
    const properties = [...body.matchAll(/<w:pStyle w:val="HoiThiQuestion"\/>(.*?)<\/w:pPr>/g)].map((match) => match[1])
    expect(properties).toEqual(['<w:jc w:val="left"/>', ''])
  })

  it('with an answer that somebody changed in one place only is an error', () => {
    const parts = unzipSync(write([question({})]))
    const body = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
    const texts = Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]))
    const changed = body.replace(/(Đáp án: .*?preserve">)A</, '$1B<')
    expect(changed).not.toBe(body)
    const back = read(zipOf({ ...texts, 'word/document.xml': changed }))
    expect(back.questions[0]?.findings.map(({ code }) => code)).toEqual(['answer-conflict'])
  })

  it('whose layout somebody changed is read like any file, with a warning', () => {
    const parts = unzipSync(write([question({ source: { document: 'Luật', detail: 'Điều 1' } })]))
    const texts = Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]))
    // Somebody types the letter of an option anew, in ordinary words.
    const changed = (texts['word/document.xml'] ?? '').replace(
      '<w:rPr><w:rStyle w:val="HoiThiLabel"/></w:rPr><w:t xml:space="preserve">A. ',
      '<w:t xml:space="preserve">A. ',
    )
    const back = read(zipOf({ ...texts, 'word/document.xml': changed }))
    expect(back.questions[0]?.content).toEqual(contentOf(question({ source: { document: 'Luật', detail: 'Điều 1' } })))
    expect(back.questions[0]?.findings.map(({ code }) => code)).toEqual(['layout-changed'])
    // The styles are lost altogether, as in editors on the web.
    const bare = (texts['word/document.xml'] ?? '').replaceAll(/<w:[rp]Style [^>]*>/g, '')
    expect(read(zipOf({ ...texts, 'word/document.xml': bare })).questions[0]?.content).toEqual(
      contentOf(question({ source: { document: 'Luật', detail: 'Điều 1' } })),
    )
  })

  it('takes further questions that somebody adds by hand', () => {
    const parts = unzipSync(write([question({})]))
    const texts = Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]))
    const typed = ['Câu 2: Hai?', 'A. x', 'B. y', 'Đáp án: B'].map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')
    const back = read(
      zipOf({ ...texts, 'word/document.xml': (texts['word/document.xml'] ?? '').replace('<w:sectPr>', `${typed}<w:sectPr>`) }),
    )
    expect(back.questions.map(({ content }) => [content.stem, content.correct])).toEqual([
      ['Một?', [0]],
      ['Hai?', [1]],
    ])
    expect(back.hasErrors).toBe(false)
  })

  it('is the same bytes for the same questions, holds a picture once, and leaves out one that is gone', () => {
    const digest = read(write([])).pictures
    expect(digest).toEqual([])
    const questions = [question({})]
    expect(write(questions)).toEqual(write(questions))
    const gone = question({ pictures: [{ digest: 'ab', mediaType: 'image/png', alt: '', option: null }] })
    expect(read(write([gone])).questions[0]?.content.pictures).toEqual([])
  })
})
