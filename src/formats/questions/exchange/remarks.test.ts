/** Words beside the questions of other systems' files are doubts of the questions they speak of, wherever such a file has room for them. */
import { describe, expect, it } from 'vitest'
import { bytesOf, zipOf } from '#test/support/formats/office.ts'
import { readQuestions } from '../registry.ts'

const stems = [1, 2, 3, 4, 5, 6].map((at) => `Điều ${at} của quy chế nói về việc gì?`)
const options = ['Họp', 'Thi', 'Chấm', 'Khen']
const right = 'BCBDAC'
const letters = 'ABCD'

/** By question, whether anything doubts its answer. */
const doubtful = (file: string | Uint8Array): string =>
  readQuestions(typeof file === 'string' ? bytesOf(file) : file, { fileName: '' })
    .questions.map(({ findings }) => (findings.some(({ code }) => /^(words|explanation)-/.test(code)) ? 'x' : '.'))
    .join('')

const moodleOf = (more: (at: number) => string = () => ''): string =>
  stems
    .map((stem, at) => {
      const answers = options.map((text, to) => `<answer fraction="${letters[to] === right[at] ? 100 : 0}"><text>${text}</text></answer>`)
      return `<question type="multichoice"><questiontext><text>${stem}</text></questiontext><single>true</single>${answers.join('')}${more(at)}</question>`
    })
    .join('')
const moodle = (inside: string): string => `<quiz>${inside}</quiz>`
const other = (type: string, text: string): string =>
  `<question type="${type}"><name><text>N</text></name><questiontext><text>${text}</text></questiontext></question>`

const classicOf = (more: (at: number) => string = () => ''): string =>
  stems
    .map((stem, at) => {
      const labels = options.map(
        (text, to) => `<response_label ident="${letters[to]}"><material><mattext>${text}</mattext></material></response_label>`,
      )
      return (
        `<item ident="i${at}"><presentation><material><mattext>${stem}</mattext></material><response_lid ident="r"><render_choice>${labels.join('')}</render_choice></response_lid></presentation>` +
        `<resprocessing><respcondition><conditionvar><varequal respident="r">${right[at]}</varequal></conditionvar><setvar>1</setvar></respcondition></resprocessing>${more(at)}</item>`
      )
    })
    .join('')
const classic = (inside: string): string => `<questestinterop><assessment><section>${inside}</section></assessment></questestinterop>`
const said = (text: string): string => `<material><mattext>${text}</mattext></material>`

const itemOf = (at: number, more = ''): string =>
  `<assessmentItem identifier="i${at}"><responseDeclaration identifier="R" cardinality="single"><correctResponse><value>${right[at]}</value></correctResponse></responseDeclaration>` +
  `<itemBody>${more}<choiceInteraction responseIdentifier="R" shuffle="true"><prompt>${stems[at]}</prompt>${options.map((text, to) => `<simpleChoice identifier="${letters[to]}">${text}</simpleChoice>`).join('')}</choiceInteraction></itemBody></assessmentItem>`
const packageOf = (more: (at: number) => string): Uint8Array =>
  zipOf({
    'imsmanifest.xml': `<manifest><resources>${stems.map((_, at) => `<resource type="imsqti_item_xmlv2p1" href="i${at}.xml"><file href="i${at}.xml"/></resource>`).join('')}</resources></manifest>`,
    ...Object.fromEntries(stems.map((_, at) => [`i${at}.xml`, itemOf(at, more(at))])),
  })

const webct = stems
  .map((stem, at) => {
    const answers = options.map((text, to) => `:ANSWER${to + 1}:${letters[to] === right[at] ? 100 : 0}\n${text}`)
    return `:TYPE:MC:1\n:QUESTION\n${stem}\n${answers.join('\n')}`
  })
  .join('\n')
const list = stems.map((stem, at) => ({ stem, options, answer: right[at] }))

const remark = 'Câu 5 sửa đáp án thành C'

it.each([
  ['a comment of Moodle XML', moodle(`<!-- ${remark} -->${moodleOf()}`)],
  ['a text between questions', moodle(other('description', remark) + moodleOf()), '...xx.'],
  ['a text behind them', moodle(moodleOf() + other('essay', remark))],
  ['words about a category', moodle(`<question type="category"><category><text>top/A</text></category><info><text>${remark}</text></info></question>${moodleOf()}`)],
  ['a hint', moodle(moodleOf((at) => (at === 4 ? '<hint><text>Đáp án này chưa chắc</text></hint>' : '')))],
  ['a tag', moodle(moodleOf((at) => (at === 4 ? '<tags><tag><text>sai đáp án</text></tag></tags>' : '')))],
  ['words for a wrong answer', moodle(moodleOf((at) => (at === 4 ? '<incorrectfeedback><text>Rất tiếc. Đáp án đúng là C.</text></incorrectfeedback>' : '')))],
  ['a comment in HTML', moodle(moodleOf().replace(stems[4] ?? '', `${stems[4]} &lt;!-- đáp án phải là D --&gt;`))],
  ['a comment of QTI 1.2', classic(`<!-- ${remark} -->${classicOf()}`)],
  ['a rubric', classic(`<rubric>${said(remark)}</rubric>${classicOf()}`)],
  ['a text above', classic(`<presentation_material><flow_mat>${said(remark)}</flow_mat></presentation_material>${classicOf()}`)],
  ['the rubric of a question', classic(classicOf((at) => (at === 4 ? `<rubric>${said('Câu này bỏ')}</rubric>` : '')))],
  ['an essay', classic(`${classicOf()}<item title="Ghi chú"><presentation>${said(remark)}<response_str ident="r"><render_fib/></response_str></presentation></item>`)],
  ['a comment of an item of QTI 2', packageOf((at) => (at === 1 ? `<!-- ${remark} -->` : ''))],
  ['a rubric of an item of QTI 2', packageOf((at) => (at === 4 ? '<rubricBlock view="scorer"><p>Đáp án phải là C</p></rubricBlock>' : ''))],
  ['a comment of WebCT', `# ${remark}\n${webct}`],
  ['a paragraph of WebCT', `${webct}\n:TYPE:P\n:TITLE:Ghi chú\n:QUESTION\n${remark}`],
  ['a key of JSON nobody knows', JSON.stringify({ note: [{ text: remark }], questions: list })],
  ['the same in a question', JSON.stringify(list.map((one, at) => (at === 4 ? { ...one, note: 'đáp án chưa chắc' } : one)))],
])('%s', (_, file, whose = '....x.') => {
  expect(doubtful(file)).toBe(whose)
}) // prettier-ignore

describe('is no doubt', () => {
  it.each([
    moodle(moodleOf(() => '<incorrectfeedback><text>Sai rồi, hãy xem lại bài.</text></incorrectfeedback>')),
    moodle(`<!-- question: 17 -->${moodleOf()}`),
    moodle(moodleOf((at) => `<incorrectfeedback><text>Chưa đúng. Đáp án đúng là ${right[at]}.</text></incorrectfeedback>`)),
    moodle(other('essay', 'Vì sao cần bảo vệ rừng?') + moodleOf(() => '<tags><tag><text>đất đai</text></tag></tags>')),
    JSON.stringify(list.map((one) => ({ ...one, author: 'Nguyễn Văn A', note: 'Theo Luật Đất đai 2024' }))),
  ])('%#', (file) => {
    expect(doubtful(file)).toBe('......')
  })
})

it.each(['Câu 5 (bỏ)', 'Câu 5 - sai đáp án', 'Đất đai: xem lại'])('the name of a question may take it back: %s', (title) => {
  const files = [
    moodle(moodleOf((at) => (at === 4 ? `<name><text>${title}</text></name>` : ''))),
    classic(classicOf().replace('ident="i4"', `ident="i4" title="${title}"`)),
    webct.replace(`:QUESTION\n${stems[4]}`, `:TITLE:${title}\n:QUESTION\n${stems[4]}`),
    zipOf({ 'i4.xml': itemOf(4).replace('identifier="i4"', `identifier="i4" title="${title}"`) }),
  ]
  const codes = files.map((file) =>
    readQuestions(typeof file === 'string' ? bytesOf(file) : file, { fileName: '' }).questions.flatMap(({ findings }) =>
      findings.map(({ code }) => code),
    ),
  )
  expect(codes).toEqual(files.map(() => ['tag-doubts']))
})

it.each(['Câu 5', 'Đất đai - hành vi nào sai', 'Chương 2: Sai số', 'Đúng/Sai 5'])('and may not: %s', (title) => {
  expect(
    readQuestions(bytesOf(classic(classicOf().replace('ident="i4"', `ident="i4" title="${title}"`))), { fileName: '' }).questions.flatMap(
      ({ findings }) => findings,
    ),
  ).toEqual([])
})
