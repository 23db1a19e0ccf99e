import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cases } from '#test/support/cases.ts'
import { plainContent } from '#contest/questions/question.ts'
import { arbitraryPictureBytes, arbitraryQuestions, contentOf } from '#test/support/formats/arbitrary-questions.ts'
import { exchangeFile, packageParts } from '#test/support/formats/exchange-samples.ts'
import { bytesOf, zipOf } from '#test/support/formats/office.ts'
import { qtiWriter } from './qti-writer.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

const options = { picture: arbitraryPictureBytes, title: 'Tìm hiểu cải cách hành chính', withKey: true }

const read = (file: string | Uint8Array): QuestionsRead => readQuestions(typeof file === 'string' ? bytesOf(file) : file, { fileName: '' })
const contents = (file: string | Uint8Array): readonly unknown[] => read(file).questions.map(({ content }) => content)
const codes = (result: QuestionsRead): readonly string[] =>
  [...result.findings, ...result.questions.flatMap(({ findings }) => findings)].map(
    ({ severity, code, place }) => `${severity} ${code} at ${place}`,
  )
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const picture = (alt: string) => ({
  digest: '6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0',
  mediaType: 'image/png',
  alt,
  option: null,
})

describe('a QTI 3.0 package of ours', () => {
  it('carries everything a question holds there and back', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryQuestions(), async (questions) => {
        const bytes = await qtiWriter.write(questions, options)
        const result = read(bytes)
        expect(result.format).toBe('qti')
        expect(result.findings).toEqual([])
        expect(result.questions.map(({ content }) => content)).toEqual(questions.map(contentOf))
        expect(result.hasErrors).toBe(false)
        for (const { digest } of questions.flatMap((one) => one.pictures)) {
          expect(result.pictures.find((one) => one.digest === digest)?.bytes).toEqual(arbitraryPictureBytes(digest))
        }
      }),
      { numRuns: cases(200) },
    )
  })

  it('is the same bytes for the same questions, with names every system tells apart', async () => {
    const [bank = []] = fc.sample(arbitraryQuestions(), { numRuns: 1, seed: 3 })
    const [question] = bank
    if (question === undefined) throw new Error('no question')
    const questions = ['Q1', 'q1', 'câu 1', '../x'].map((code) => ({ ...question, code }))
    const [once, twice] = [await qtiWriter.write(questions, options), await qtiWriter.write(questions, options)]
    expect(once).toEqual(twice)
    expect(Object.keys(unzipSync(once)).filter((name) => name.startsWith('items/'))).toEqual([
      'items/Q1.xml',
      'items/item-2.xml',
      'items/item-3.xml',
      'items/item-4.xml',
    ])
    expect(read(once).questions).toHaveLength(4)
  })
})

describe('QTI of other systems', () => {
  it('1.2, with a named DTD, sections as topics and feedback of options', () => {
    const result = read(exchangeFile('qti12.xml'))
    expect(result.questions.map(({ content }) => content)).toEqual([
      {
        ...plainContent,
        stem: 'Bộ phận một cửa làm việc\nmấy ngày một tuần?',
        options: ['Năm ngày', 'Ba ngày', 'Ý kiến khác'],
        correct: [0],
        optionOrder: 'kept',
        topic: 'Cải cách hành chính',
        difficulty: 1,
        explanation: 'Xem Điều 3.\n“Năm ngày”: Theo nội quy.\n“Ba ngày”: Đó là lịch cũ.',
      },
      {
        ...plainContent,
        stem: 'Giấy tờ nào cần có?',
        options: ['Đơn', 'Phong bì', 'Căn cước'],
        correct: [0, 2],
        optionOrder: 'kept',
        topic: 'Cải cách hành chính',
      },
      { ...plainContent, stem: 'Công dân phải nộp bản chính.', options: ['Đúng', 'Sai'], correct: [1], optionOrder: 'kept' },
    ])
    expect(codes(result)).toEqual([
      'warning question-type-left-out at line 50',
      'info names-left-out at line 6',
      'info order-fixed at line 6',
      'warning answer-several at line 30',
      'warning options-uneven at line 53',
    ])
  })

  it('1.2 of Canvas, with its pictures and general words', () => {
    const result = read(exchangeFile('canvas'))
    expect(result.questions.map(({ content }) => content)).toEqual([
      {
        ...plainContent,
        stem: 'Hình là xã nào?',
        options: ['Phú Lộc', 'Vinh Mỹ'],
        correct: [0],
        pictures: [picture('Bản đồ xã')],
        explanation: 'Xem bản đồ hành chính.\n“Vinh Mỹ”: Xã bên cạnh.',
      },
      { ...plainContent, stem: 'Chọn các huyện.', options: ['Phú Lộc', 'Huế', 'Nam Đông'], correct: [0, 2] },
    ])
    expect(codes(result)).toEqual([
      'warning question-type-left-out at g1a/g1a.xml, line 43',
      'info feedback-left-out at g1a/g1a.xml, line 5',
      'warning answer-several at g1a/g1a.xml, line 28',
    ])
  })

  it('1.2 of Canvas once, where a cartridge holds each quiz twice', () => {
    const parts = packageParts('canvas')
    const quiz = parts['g1a/g1a.xml'] ?? new Uint8Array()
    const manifest = text(parts['imsmanifest.xml'] ?? new Uint8Array()).replaceAll('g1a/g1a.xml', 'g1a/assessment_qti.xml')
    const file = zipSync({
      'imsmanifest.xml': bytesOf(manifest.replace('href="g1a/assessment_meta.xml"/>', 'href="non_cc_assessments/g1a.xml.qti"/>')),
      'g1a/assessment_qti.xml': quiz,
      'g1a/assessment_meta.xml': parts['g1a/assessment_meta.xml'] ?? quiz,
      'non_cc_assessments/g1a.xml.qti': quiz,
    })
    expect(read(file).questions.map(({ place }) => place)).toEqual([
      'non_cc_assessments/g1a.xml.qti, line 5',
      'non_cc_assessments/g1a.xml.qti, line 28',
    ])
  })

  it('1.2 of Blackboard, with names of its own', () => {
    const result = read(exchangeFile('blackboard'))
    expect(result.questions.map(({ content }) => content)).toEqual([
      {
        ...plainContent,
        stem: 'Đây là đâu?',
        options: ['Cầu Hai', 'Lăng Cô'],
        correct: [1],
        optionOrder: 'kept',
        pictures: [picture('')],
        explanation: '“Lăng Cô”: Vịnh đẹp.',
      },
    ])
    expect(result.findings.map(({ message }) => message.en)).toEqual([
      'Câu 2 “”: questions of the type “Opinion Scale: tự luận, ý kiến / essay, opinion” are not imported; only choices and true/false are.',
    ])
  })

  it('2.1 in a package, in the order of its test, with mapping, object and metadata', () => {
    const result = read(exchangeFile('qti21'))
    expect(result.questions.map(({ content }) => content)).toEqual([
      {
        ...plainContent,
        stem: 'Luật có hiệu lực năm nào?',
        options: ['2023', '2024'],
        correct: [1],
        optionOrder: 'kept',
        topic: 'Pháp luật',
      },
      {
        ...plainContent,
        stem: 'Nhìn bản đồ và chọn:\nNhững nơi nào ven biển?',
        options: ['Lăng Cô', 'Bạch Mã', 'Vinh Hiền', 'Không nơi nào'],
        correct: [0, 2],
        optionOrder: 'kept',
        topic: 'Biển đảo',
        difficulty: 3,
        pictures: [picture('Bản đồ huyện')],
        explanation: 'Huyện có đường bờ biển dài.\n“Lăng Cô”: Có vịnh.',
      },
    ])
    expect(codes(result)).toEqual([
      'warning question-type-left-out at items/i3.xml',
      'info order-fixed at items/i1.xml',
      'info feedback-left-out at items/i1.xml',
      'info rubric-left-out at items/i1.xml',
      'warning answer-several at items/i1.xml',
    ])
  })

  it('3.0 as one file, with a formula and partial marks', () => {
    const result = read(exchangeFile('qti30-item.xml'))
    expect(result.questions.map(({ content }) => content)).toEqual([
      { ...plainContent, stem: 'Diện tích tính theo\nđơn vị nào?', options: ['m', 'm²', 'ha'], correct: [1], explanation: 'Mét vuông.' },
    ])
    expect(codes(result)).toEqual(['warning weights-partial at line 1', 'warning text-simplified at line 1'])
  })
})

describe('a package', () => {
  const item = text(packageParts('qti21')['items/i2.xml'] ?? new Uint8Array())
  const manifest = (href: string): string =>
    `<manifest><resources><resource identifier="a" type="imsqti_item_xmlv2p1" href="${href}"><file href="${href}"/></resource></resources></manifest>`

  it('may be zipped with its folder, or hold no manifest', () => {
    expect(read(zipOf({ 'goi/imsmanifest.xml': manifest('a%20b.xml'), 'goi/a b.xml': item })).questions).toHaveLength(1)
    expect(read(zipOf({ 'b.xml': item, 'a.xml': text(exchangeFile('qti12.xml')), 'c.xml': '<x/>' })).questions).toHaveLength(4)
  })

  it('never leads outside of itself', () => {
    const refused = (parts: Record<string, string>): string =>
      codes(read(zipOf(parts)))
        .filter((code) => !code.includes('names-left-out'))
        .join()
    expect(refused({ 'a/imsmanifest.xml': manifest('../i.xml'), 'i.xml': item })).toBe('error reference-outside at imsmanifest.xml')
    expect(refused({ 'imsmanifest.xml': manifest('file:///etc/passwd') })).toBe('error reference-outside at imsmanifest.xml')
    expect(refused({ 'imsmanifest.xml': manifest('gone.xml') })).toBe('error part-missing at gone.xml')
    const shown = (address: string): string =>
      refused({ 'imsmanifest.xml': manifest('i.xml'), 'i.xml': item.replace('<prompt>', `<prompt><img src="${address}" alt=""/>`) })
    expect(shown('http://example.org/a.png')).toBe('error picture-outside at i.xml')
    expect(shown('//example.org/a.png')).toBe('error picture-outside at i.xml')
    expect(shown('../../a.png')).toBe('error picture-outside at i.xml')
    expect(shown('a.png')).toBe('error picture-missing at i.xml')
    const test =
      '<assessmentTest><testPart><assessmentSection><assessmentItemRef href="x.xml"/></assessmentSection></testPart></assessmentTest>'
    expect(refused({ 'imsmanifest.xml': manifest('t.xml'), 't.xml': test })).toBe('error part-missing at t.xml')
    expect(refused({ 'imsmanifest.xml': manifest('t.xml'), 't.xml': test.replace('x.xml', '../x.xml') })).toBe(
      'error reference-outside at t.xml',
    )
  })

  it('follows sections in files of their own once, also in circles', () => {
    const section =
      '<assessmentSection title="Luật"><assessmentItemRef href="i.xml"/><assessmentSectionRef href="s.xml"/></assessmentSection>'
    const parts = {
      'imsmanifest.xml': manifest('t.xml'),
      't.xml': '<assessmentTest><testPart><assessmentSectionRef href="s.xml"/></testPart></assessmentTest>',
      's.xml': section,
      'i.xml': item,
    }
    expect(contents(zipOf(parts))).toMatchObject([{ topic: 'Luật', correct: [1] }])
  })

  it('cannot keep a reader busy with names or pictures without end', () => {
    const many = `<manifest><resources>${'<resource href="i.xml"/>'.repeat(100_001)}</resources></manifest>`
    const stored = zipSync({ 'imsmanifest.xml': bytesOf(many), 'i.xml': bytesOf(item) }, { level: 0 })
    expect(codes(read(stored))).toEqual(['error too-much-content at imsmanifest.xml'])
    const shown = item.replace('<prompt>', `<prompt>${'<img src="a.png" alt=""/>'.repeat(5000)}`)
    const refused = codes(read(shown))
    expect(refused).toHaveLength(52)
    expect(refused.at(-1)).toBe('error too-much-content at line 1')
  })

  it('without questions, a test without its package and damaged XML are refused with reasons', () => {
    expect(codes(read(zipOf({ 'imsmanifest.xml': '<manifest/>' })))).toEqual(['error no-questions at '])
    expect(codes(read('<assessmentTest/>'))).toEqual(['error test-alone at '])
    expect(codes(read(item.slice(0, 400)))).toEqual(['error xml-damaged at XML'])
    expect(codes(read(zipOf({ 'imsmanifest.xml': manifest('i.xml'), 'i.xml': item.slice(0, 400) })))).toEqual([
      'error xml-damaged at i.xml',
    ])
    const classic = text(exchangeFile('qti12.xml'))
    const declared = classic.replace('"ims_qtiasiv1p2p1.dtd"', '"a.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]')
    expect(codes(read(declared))).toEqual(['error xml-entities at XML'])
    expect(codes(read(classic.replace('Một đáp án', '&mot;')))).toEqual(['error xml-damaged at XML'])
  })
})

describe('scoring rules of QTI 1.2', () => {
  const scored = (cardinality: string, rules: string): string => {
    const labels = ['a', 'b', 'c'].map(
      (one) => `<response_label ident="${one}"><material><mattext>${one}</mattext></material></response_label>`,
    )
    const result = read(
      `<questestinterop><item><presentation><material><mattext>Hỏi?</mattext></material><response_lid ident="R" rcardinality="${cardinality}"><render_choice>${labels.join('')}</render_choice></response_lid></presentation><resprocessing>${rules}</resprocessing></item></questestinterop>`,
    )
    const problems = codes(result).filter((code) => !code.includes('answer-several'))
    return [...(result.questions[0]?.content.correct ?? []), ...problems.map((code) => code.split(' ')[1])].join()
  }
  const rule = (test: string, value: string, action = 'Set', goesOn = ''): string =>
    `<respcondition${goesOn}><conditionvar>${test}</conditionvar><setvar action="${action}">${value}</setvar></respcondition>`
  const is = (ident: string): string => `<varequal respident="R">${ident}</varequal>`

  it.each([
    ['one right', 'Single', rule(is('b'), '1'), '1'],
    ['one of two is enough', 'Single', rule(is('a'), '1') + rule(is('b'), '1'), 'answer-either'],
    ['one with a half', 'Single', rule(is('a'), '1') + rule(is('b'), '0.5'), '0,weights-partial'],
    ['either, in one condition', 'Multiple', rule(`<or>${is('a')}${is('b')}</or>`, '1'), 'answer-rules'],
    ['both and not the third', 'Multiple', rule(`<and>${is('a')}${is('b')}</and><not>${is('c')}</not>`, '1'), '0,1'],
    ['both, whatever else', 'Multiple', rule(is('a') + is('c'), '1'), '0,2'],
    ['added without going on', 'Multiple', rule(is('a'), '1', 'Add') + rule(is('c'), '1', 'Add'), '0,2'],
    [
      'added and going on, the wrong one costs',
      'Multiple',
      rule(is('a'), '1', 'Add', ' continue="Yes"') + rule(is('b'), '1', 'Subtract', ' continue="Yes"'),
      '0',
    ],
    ['unequal parts', 'Multiple', rule(is('a'), '3', 'Add', ' continue="Yes"') + rule(is('c'), '1', 'Add'), '0,2,weights-partial'],
    [
      'unequal parts without going on, which may mean two things',
      'Multiple',
      rule(is('a'), '3', 'Add') + rule(is('c'), '1', 'Add'),
      'answer-rules',
    ],
    ['all but what is wrong', 'Multiple', rule(`<or>${is('a')}</or>`, '0') + rule('<other/>', '1'), 'answer-rules'],
    ['about another response', 'Single', rule('<varequal respident="X">a</varequal>', '1'), 'answer-missing'],
    ['a condition nobody knows', 'Single', rule('<varlt respident="R">5</varlt>', '1'), 'answer-rules'],
    ['no rules', 'Single', '', 'answer-missing'],
    ['more conditions than a key can need', 'Single', rule(`<or>${is('a').repeat(100)}</or>`, '1'), 'answer-rules'],
  ])('%s', (_, cardinality, rules, expected) => {
    expect(scored(cardinality, rules)).toBe(expected)
  })
})

describe('QTI 1.2 of Blackboard and Canvas', () => {
  const label = (ident: string, text: string): string =>
    `<flow_label><response_label ident="${ident}"><flow_mat><material><mattext>${text}</mattext></material></flow_mat></response_label></flow_label>`
  const key = (ident: string): string =>
    `<resprocessing><respcondition><conditionvar><varequal respident="response">${ident}</varequal></conditionvar><setvar action="Set">100</setvar></respcondition></resprocessing>`
  const item = (type: string, stem: string, labels: string, right: string, inChoice = ''): string =>
    `<item title="t"><itemmetadata><bbmd_questiontype>${type}</bbmd_questiontype></itemmetadata><presentation><flow>${stem}</flow><response_lid ident="response" rcardinality="Single"><render_choice>${inChoice}${labels}</render_choice></response_lid></presentation>${key(right)}</item>`
  const mat = (inside: string): string => `<material>${inside}</material>`
  const whole = (items: string, before = ''): string =>
    `<questestinterop><assessment><section>${before}${items}</section></assessment></questestinterop>`
  const plain = mat('<mattext>Gì?</mattext>')
  const two = label('a', 'x') + label('b', 'y')

  it('gives either/or its words', () => {
    const pair = (name: string): readonly unknown[] =>
      contents(
        whole(item('Either/Or', plain, label(`${name}.true`, `${name}.true`) + label(`${name}.false`, `${name}.false`), `${name}.false`)),
      )
    expect(pair('yes_no')).toMatchObject([{ options: ['Có', 'Không'], correct: [1], optionOrder: 'kept' }])
    expect(pair('agree_disagree')).toMatchObject([{ options: ['Đồng ý', 'Không đồng ý'] }])
    expect(pair('right_wrong')).toMatchObject([{ options: ['Đúng', 'Sai'] }])
  })

  it('names attached files and links, and takes no empty one for any', () => {
    const with_ = (inside: string): readonly string[] => codes(read(whole(item('Multiple Choice', plain + mat(inside), two, 'b'))))
    expect(with_('<matapplication label="bai-nghe.mp3" uri="xid-1_1"/>')).toEqual(['error media-left-out at line 1'])
    expect(with_('<matapplication label="" uri=""/>')).toEqual([])
    expect(with_('<matapplication label="a.png" uri="x/a.png"/>')).toEqual(['error picture-missing at line 1'])
    expect(with_('<mattext uri="https://a.vn">Trang</mattext>')).toEqual(['info link-left-out at line 1'])
    expect(with_('<mataudio uri="a.wav"/>')).toEqual(['error media-left-out at line 1'])
  })

  it('loses no words: above the items of a section, and among the labels', () => {
    const shared = `<presentation_material><flow_mat>${mat('<mattext>Đọc đoạn sau</mattext>')}</flow_mat></presentation_material>`
    expect(codes(read(whole(item('Multiple Choice', plain, two, 'b'), shared)))).toEqual(['warning shared-text-left-out at line 1'])
    const among = contents(whole(item('Multiple Choice', plain, two, 'b', mat('<mattext>Chọn một:</mattext>'))))
    expect(among).toMatchObject([{ stem: 'Gì?\nChọn một:', options: ['x', 'y'] }])
  })

  it('names questions and banks that are elsewhere', () => {
    const one = item('Multiple Choice', plain, two, 'b').replace('<item ', '<item ident="i1" ')
    expect(codes(read(whole(one, '<itemref linkrefid="i1"/>')))).toEqual([])
    const away =
      '<itemref linkrefid="i9"/><section><selection_ordering><selection><sourcebank_ref>7</sourcebank_ref></selection></selection_ordering></section>'
    expect(codes(read(whole(one, away)))).toEqual(Array(2).fill('warning items-elsewhere at XML'))
  })

  it('names a matching question of a single pair', () => {
    const matching = whole(item('matching_question', plain, two, 'b').replaceAll('"response"', '"response_7"'))
    expect([read(matching).questions.length, codes(read(matching))[0]]).toEqual([0, 'warning question-type-left-out at line 1'])
  })

  it('asks where two options have one name, or the points say otherwise than the answer', () => {
    expect(codes(read(whole(item('Multiple Choice', plain, label('a', 'x') + label('a', 'y'), 'a'))))).toEqual([
      'error answer-rules at line 1',
    ])
    const modern = (idents: readonly string[], more = ''): string =>
      `<assessmentItem identifier="i"><responseDeclaration identifier="R" cardinality="single"><correctResponse><value>A</value></correctResponse>${more}</responseDeclaration><itemBody><choiceInteraction responseIdentifier="R"><prompt>Gì?</prompt>${idents.map((ident, at) => `<simpleChoice identifier="${ident}">x${at}</simpleChoice>`).join('')}</choiceInteraction></itemBody></assessmentItem>`
    const mapping = (ident: string): string => `<mapping><mapEntry mapKey="${ident}" mappedValue="1"/></mapping>`
    expect(codes(read(modern(['A', 'A', 'B'])))).toEqual(['error answer-rules at line 1'])
    expect(codes(read(modern(['A', 'B'], mapping('B'))))).toEqual(['error answer-rules at line 1'])
    expect(codes(read(modern(['A', 'B'], mapping('A'))))).toEqual([])
  })

  it('names questions that a manifest forgot', () => {
    const parts = packageParts('qti21')
    const [name, bytes] = Object.entries(parts).find(([one]) => one.startsWith('items/')) ?? ['', new Uint8Array()]
    const forgotten = zipOf({
      ...Object.fromEntries(Object.entries(parts).map(([one, given]) => [one, text(given)])),
      'items/quen.xml': text(bytes),
    })
    expect(name).not.toBe('')
    expect(codes(read(forgotten))).toContain('warning part-not-listed at items/quen.xml')
  })
})
