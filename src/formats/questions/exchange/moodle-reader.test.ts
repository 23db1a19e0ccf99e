import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cases } from '#test/support/cases.ts'
import { plainContent, type Question } from '#contest/questions/question.ts'
import { arbitraryPictureBytes, arbitraryQuestions, contentOf, pictureBytes } from '#test/support/formats/arbitrary-questions.ts'
import { exchangeFile } from '#test/support/formats/exchange-samples.ts'
import { bytesOf, zipOf } from '#test/support/formats/office.ts'
import { moodleWriter } from './moodle-writer.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

const options = { picture: arbitraryPictureBytes, title: 'Tìm hiểu cải cách hành chính', withKey: true }

const read = (xml: string | Uint8Array): QuestionsRead => readQuestions(typeof xml === 'string' ? bytesOf(xml) : xml, { fileName: 'a.xml' })
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap(({ findings }) => findings)].map(({ severity, code }) => `${severity} ${code}`)

/** One multiple choice with the given elements. */
const choice = (answers: string, more = '', stem = '<p>Hỏi?</p>'): string =>
  `<quiz><question type="multichoice"><questiontext format="html"><text><![CDATA[${stem}]]></text></questiontext>${more}${answers}</question></quiz>`
const answer = (fraction: string, text: string): string => `<answer fraction="${fraction}"><text>${text}</text></answer>`

describe('Moodle XML', () => {
  it('carries everything a question holds there and back', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryQuestions(), async (questions) => {
        const bytes = await moodleWriter.write(questions, options)
        const result = read(bytes)
        expect(result.format).toBe('moodle-xml')
        expect(result.findings).toEqual([])
        expect(result.questions.map(({ content }) => content)).toEqual(questions.map(contentOf))
        expect(result.hasErrors).toBe(false)
        for (const { digest } of questions.flatMap((one) => one.pictures)) {
          expect(result.pictures.find((one) => one.digest === digest)?.bytes).toEqual(arbitraryPictureBytes(digest))
        }
      }),
      { numRuns: cases(300) },
    )
  })

  it('of a course is read with categories, pictures, feedback and tags; other types are listed', () => {
    const result = read(exchangeFile('moodle-course.xml'))
    const digest = result.pictures[0]?.digest
    const picture = { digest, mediaType: 'image/png' }
    expect(result.hasErrors).toBe(false)
    expect(result.pictures).toHaveLength(1)
    expect(result.questions.map(({ content }) => content)).toEqual([
      {
        ...plainContent,
        stem: 'Cơ chế một cửa áp dụng từ ngày nào?',
        options: ['Ngày 23/4/2018', 'Ngày 21/6/2018'],
        correct: [1],
        source: { document: 'Nghị định số 61/2018/NĐ-CP', detail: 'Điều 40' },
        difficulty: 2,
        pictures: [{ ...picture, alt: 'Sơ đồ một cửa', option: null }],
        explanation: 'Nghị định có hiệu lực từ ngày 21/6/2018.\n“Ngày 23/4/2018”: Đó là ngày ký.',
      },
      {
        ...plainContent,
        stem: 'Mật khẩu tốt thì <mạnh>\nvà thế nào?',
        options: ['Dài', 'Dễ đoán', 'Riêng từng nơi', ''],
        correct: [0, 2, 3],
        optionOrder: 'kept',
        topic: 'An toàn / bảo mật',
        pictures: [{ ...picture, alt: 'Ổ khoá', option: 3 }],
      },
      {
        ...plainContent,
        stem: 'Chữ ký số có giá trị pháp lý.',
        options: ['Đúng', 'Sai'],
        correct: [0],
        optionOrder: 'kept',
        topic: 'An toàn / bảo mật',
      },
      {
        ...plainContent,
        stem: 'x²\nlà gì?',
        options: ['Gần đúng', 'Bình phương', 'Căn'],
        correct: [1],
        topic: 'An toàn / bảo mật',
      },
    ])
    expect(result.findings.map(({ place, message }) => `${place}: ${message.vi}`)).toEqual([
      'line 95: Câu 5 “Thủ đô”: loại câu hỏi “shortanswer: trả lời ngắn / short answer” không được nhập; chỉ nhập câu chọn phương án và câu đúng/sai.',
      'line 96: Câu 6 “Ghép”: loại câu hỏi “matching: ghép cặp / matching” không được nhập; chỉ nhập câu chọn phương án và câu đúng/sai.',
      'line 97: Câu 7 “Điền”: loại câu hỏi “cloze: điền chỗ trống / gaps” không được nhập; chỉ nhập câu chọn phương án và câu đúng/sai.',
      'line 65: Tên riêng của 1 câu hỏi trong phần mềm cũ không được nhập, như “Hai ý đúng”.',
    ])
    expect(result.questions.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
      ['tags-left-out'],
      ['feedback-left-out', 'answer-several', 'options-uneven'],
      [],
      ['weights-partial', 'rubric-left-out', 'text-simplified', 'options-uneven'],
    ])
  })

  it('of a course comes out as it went in', async () => {
    const first = read(exchangeFile('moodle-course.xml'))
    const questions = first.questions.map(({ content }, index): Question => ({ ...content, code: `Q00${index + 1}`, apart: [] }))
    const picture = (digest: string): Uint8Array | undefined => first.pictures.find((one) => one.digest === digest)?.bytes
    const written = await moodleWriter.write(questions, { ...options, picture })
    const second = read(written)
    expect(second.questions.map(({ content }) => content)).toEqual(first.questions.map(({ content }) => content))
    expect(second.pictures).toEqual(first.pictures)
    const xml = new TextDecoder().decode(written)
    expect(xml.match(/type="\w+"/g)?.join()).toBe(
      'type="category",type="multichoice",type="category",type="multichoice",type="truefalse",type="multichoice"',
    )
    expect(xml).toContain('<text>$course$/top/An toàn // bảo mật</text>')
    expect(xml.match(/fraction="[^"]*"/g)).toContain('fraction="33.33333"')
  })

  it('with weights says what is right only where the weights do', () => {
    const correct = (xml: string): string => {
      const result = read(xml)
      return `${result.questions[0]?.content.correct.join('') ?? ''} ${codes(result)
        .filter((code) => !/several|uneven/.test(code))
        .join()}`
    }
    const several = '<single>false</single>'
    expect(correct(choice(answer('50', 'a') + answer('50', 'b') + answer('0', 'c'), several))).toBe('01 ')
    expect(correct(choice(answer('50', 'a') + answer('50', 'b') + answer('0', 'c')))).toBe('01 ')
    expect(correct(choice(answer('70', 'a') + answer('30', 'b') + answer('-100', 'c'), several))).toBe('01 warning weights-partial')
    expect(correct(choice(answer('100', 'a') + answer('100', 'b') + answer('0', 'c'), '<single>true</single>'))).toBe(
      ' error answer-either',
    )
    expect(correct(choice(answer('0', 'a') + answer('0', 'b')))).toBe(' error answer-missing')
    expect(correct(choice(answer('66,66667', 'a') + answer('33.33333', 'b') + answer('0', 'c'), several))).toBe(
      '01 warning weights-partial',
    )
    expect(correct(choice(answer('abc', 'a') + answer('1e999', 'b')))).toMatch(/error answer/)
  })

  it('names a topic by the last part of the category, and none where Moodle made the category by itself', () => {
    const topic = (path: string): string | null | undefined =>
      read(
        `<quiz><question type="category"><category><text>${path}</text></category></question>${choice(answer('100', 'a') + answer('0', 'b')).slice(6)}`,
      ).questions[0]?.content.topic
    expect(topic('$course$/top/Luật/Đất đai')).toBe('Đất đai')
    expect(topic('$module$/top/ //x// ')).toBe('/x/')
    expect(topic('Luật')).toBe('Luật')
    expect(topic('top')).toBe(null)
    expect(topic('$course$/top/Mặc định cho Thi 2024')).toBe(null)
    expect(topic('')).toBe(null)
  })

  it('takes a source from the last line of somebody else’s feedback, and pictures only from inside', () => {
    const withStem = (stem: string): string => codes(read(choice(answer('100', 'a') + answer('0', 'b'), '', stem))).join()
    expect(withStem('<img src="https://example.org/a.png">')).toBe('error picture-outside,error stem-empty')
    expect(withStem('x<img src="@@PLUGINFILE@@/a.png">')).toBe('error picture-missing')
    expect(withStem('x<img src="data:image/svg+xml;base64,PHN2Zy8+">')).toBe('error picture-kind')
    const said = (feedback: string): unknown => {
      const { source, explanation } =
        read(choice(answer('100', 'a') + answer('0', 'b'), `<generalfeedback><text><![CDATA[${feedback}]]></text></generalfeedback>`))
          .questions[0]?.content ?? {}
      return [source, explanation]
    }
    expect(said('Vì thế.<br>Nguồn: Luật Đất đai: Điều 4')).toEqual([{ document: 'Luật Đất đai', detail: 'Điều 4' }, 'Vì thế.'])
    expect(said('Căn cứ: Luật Đất đai')).toEqual([{ document: 'Luật Đất đai', detail: '' }, null])
    expect(said('Căn cứ: Luật\nthì đúng')).toEqual([{ document: 'Luật thì đúng', detail: '' }, null])
    expect(said('Theo căn cứ: a<br>b')).toEqual([null, 'Theo căn cứ: a\nb'])
  })

  it('is read from a zip that holds nothing else, and refused with its reason when it is damaged', () => {
    const xml = new TextDecoder().decode(exchangeFile('moodle-course.xml'))
    const zipped = readQuestions(zipOf({ 'a/quiz.xml': xml, '__MACOSX/a/._quiz.xml': '<x' }), { fileName: 'a.zip' })
    expect(zipped.format).toBe('moodle-xml')
    expect(zipped.questions).toHaveLength(4)
    expect(codes(read(xml.slice(0, 3000)))).toEqual(['error xml-damaged'])
    expect(codes(read(`<!DOCTYPE quiz [<!ENTITY a "b">]>${xml.slice(xml.indexOf('<quiz'))}`))).toEqual(['error xml-entities'])
    expect(codes(read(`<!DOCTYPE quiz SYSTEM "a.dtd">${xml.slice(xml.indexOf('<quiz'))}`))).toEqual(['error xml-entities'])
    expect(codes(read('<quiz></quiz>'))).toEqual(['error no-questions'])
    expect(codes(read(`<quiz>${'<question type="essay"/>'.repeat(20_001)}</quiz>`))).toEqual(['error too-much-content'])
  })

  it('leaves out a picture whose bytes are gone, and nothing else', async () => {
    const bytes = pictureBytes(9)
    const question: Question = {
      ...plainContent,
      code: 'Q001',
      apart: [],
      stem: 'Hỏi',
      options: ['a', 'b'],
      correct: [0],
      pictures: [{ digest: 'ab', mediaType: 'image/png', alt: '', option: null }],
    }
    const written = await moodleWriter.write([question], { ...options, picture: () => undefined })
    expect(read(written).questions[0]?.content).toEqual(contentOf({ ...question, pictures: [] }))
    expect(read(await moodleWriter.write([question], { ...options, picture: () => bytes })).pictures[0]?.bytes).toEqual(bytes)
  })
})

describe('what Moodle shows and a paper cannot', () => {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const two = answer('100', 'a') + answer('0', 'b')

  it('is named: sounds, films, attached files, links, what is hidden', () => {
    const file = (name: string): string => `<file name="${name}" path="/" encoding="base64">AAAA</file>`
    const stem = (html: string, files = ''): string =>
      `<quiz><question type="multichoice"><questiontext format="html"><text><![CDATA[${html}]]></text>${files}</questiontext>${two}</question></quiz>`
    expect(codes(read(stem('<audio src="@@PLUGINFILE@@/a.mp3">x</audio>Gì?', file('a.mp3'))))).toEqual(['error media-left-out'])
    expect(codes(read(stem('<a href="@@PLUGINFILE@@/b%20c.mp3">Nghe</a>', file('b c.mp3'))))).toEqual(['error media-left-out'])
    expect(codes(read(stem('Gì?', file('d.wav'))))).toEqual(['warning file-left-out'])
    expect(codes(read(stem('<a href="https://a.vn">Gì?</a>')))).toEqual(['info link-left-out'])
    expect(codes(read(choice(two, '<hidden>1</hidden>')))).toEqual(['warning question-hidden'])
    expect(codes(read(choice(two, '<generalfeedback><text>&lt;video src="a"&gt;</text></generalfeedback>')))).toEqual([
      'warning feedback-picture-left-out',
    ])
    expect(codes(read(stem('[audio]a.mp3[/audio] Gì?')))).toEqual(['error foreign-mark'])
    expect(codes(read(stem('\\( \\frac{1}{2} \\) là gì?')))).toEqual(['warning formula-tex'])
  })

  it('of Moodle 1.x is its picture beside the question', () => {
    const held = read(choice(two, `<image>anh/a.gif</image><image_base64>\n${png}\n</image_base64>`))
    expect(codes(held)).toEqual([])
    expect(held.questions[0]?.content.pictures).toMatchObject([{ mediaType: 'image/png', option: null }])
    expect(codes(read(choice(two, '<image>anh/a.gif</image>')))).toEqual(['error picture-missing'])
    expect(codes(read(choice(two, '<image>http://a.vn/a.gif</image>')))).toEqual(['error picture-outside'])
    expect(codes(read(choice(two, '<image></image><image_base64></image_base64>')))).toEqual([])
  })

  it('reads all-or-nothing questions, whose shares are no parts', () => {
    const set = choice(answer('100', 'a') + answer('0', 'b') + answer('100', 'c')).replace('"multichoice"', '"multichoiceset"')
    expect(read(set).questions[0]?.content.correct).toEqual([0, 2])
  })
})

it('an option that earns less than all of it is no answer', () => {
  const single = '<single>true</single>'
  const doubts = (file: string): readonly unknown[] => [read(file).questions[0]?.content.correct, codes(read(file))]
  expect(doubts(choice(answer('90', 'a') + answer('0', 'b'), single))).toEqual([[], ['error weight-unclear', 'error answer-missing']])
  expect(doubts(choice(answer('100', 'a') + answer('0', 'b'), single))).toEqual([[0], []])
  const thirds = choice(
    answer('33.333', 'a') + answer('33.333', 'b') + answer('33.333', 'c') + answer('-100', 'd'),
    '<single>false</single>',
  )
  expect(read(thirds).questions[0]?.content.correct).toEqual([0, 1, 2])
})

it.each(['gapselect', 'ddwtos', 'cloze', 'multianswer'])('a text with gaps is left out by name: %s', (type) => {
  const result = read(
    `<quiz><question type="${type}"><name><text>G</text></name><questiontext><text>Luật do [[1]] ban hành</text></questiontext></question></quiz>`,
  )
  expect([result.questions.length, result.findings[0]?.code]).toEqual([0, 'question-type-left-out'])
})
