/** Items of every kind as the exchange formats write them: what each reader must take or name. */
import fc from 'fast-check'
import { bytesOf, zipOf } from './office.ts'

export interface Meant {
  /** Stands in the stem and in the name, and nowhere else in the file. */
  readonly token: string
  readonly kind: 'one' | 'several' | 'truth' | 'other'
  readonly options: readonly string[]
  readonly correct: readonly number[]
  /** Which of the other types of a format it is. */
  readonly other: number
  /** An explanation, and feedback for single options. */
  readonly remarks: boolean
}

const words = ['Huế', 'Phú Lộc', '12 m²', 'x = y ~ z', '{a: b}', '#1', '50%', '-5', 'A & B', '<p>', 'a\\b', 'Lăng Cô', '1.5']

export const arbitraryItems: fc.Arbitrary<readonly Meant[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('one' as const, 'one' as const, 'several' as const, 'truth' as const, 'other' as const),
      options: fc.shuffledSubarray(words, { minLength: 3, maxLength: 6 }),
      right: fc.nat(5),
      other: fc.nat(99),
      remarks: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) =>
    list.map(({ kind, options, right, other, remarks }, index): Meant => {
      const shown = kind === 'truth' ? ['Đúng', 'Sai'] : options
      const first = right % shown.length
      const correct = kind === 'several' ? [first, (first + 1) % shown.length].sort((a, b) => a - b) : [first]
      return { token: `mục-số-${String(index + 1).padStart(2, '0')}`, kind, options: shown, correct, other, remarks }
    }),
  )

export interface Written {
  readonly name: string
  readonly bytes: Uint8Array
}

const pick = <T>(list: readonly T[], at: number): T => {
  const one = list[at % list.length]
  if (one === undefined) throw new Error('nothing to pick')
  return one
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
/** HTML inside of XML. */
const html = (text: string): string => xml(xml(text))

const moodleTypes =
  'essay shortanswer numerical matching cloze description gapselect ddwtos calculated calculatedmulti random ordering missingword'.split(
    ' ',
  )

function moodleItem({ token, kind, options, correct, other, remarks }: Meant): string {
  const stem = `<name><text>${token}</text></name><questiontext format="html"><text>Hỏi ${token}?</text></questiontext>`
  if (kind === 'other')
    return `<question type="${pick(moodleTypes, other)}">${stem}<answer fraction="100"><text>x</text></answer></question>`
  const said = remarks ? '<generalfeedback format="html"><text>Vì thế.</text></generalfeedback>' : ''
  const share = kind === 'several' ? 50 : 100
  const answers = options.map((option, at) => {
    const text = kind === 'truth' ? (at === 0 ? 'true' : 'false') : html(option)
    const feedback = remarks && at === 1 ? '<feedback><text>Hừm</text></feedback>' : ''
    return `<answer fraction="${correct.includes(at) ? share : kind === 'several' ? -50 : 0}" format="html"><text>${text}</text>${feedback}</answer>`
  })
  const single = kind === 'truth' ? '' : `<single>${kind === 'one'}</single>`
  return `<question type="${kind === 'truth' ? 'truefalse' : 'multichoice'}">${stem}${said}${single}${answers.join('')}</question>`
}

const gift = (text: string): string => text.replace(/[:#={}~\\]/g, '\\$&')
const giftOthers = ['{}', '{#5:1}', '{=x =y}', '{=a -> b =c -> d}', '']

function giftItem({ token, kind, options, correct, other, remarks }: Meant): string {
  if (kind === 'other') return `::${token}::Hỏi ${token}? ${pick(giftOthers, other)}`
  const general = remarks ? '####Vì thế.' : ''
  if (kind === 'truth') return `::${token}::Hỏi ${token}?{${correct[0] === 0 ? 'T' : 'FALSE'}${remarks ? '#Sai rồi#Giỏi' : ''}${general}}`
  const lines = options.map((option, at) => {
    const mark = kind === 'several' ? (correct.includes(at) ? '~%50%' : '~%-50%') : correct.includes(at) ? '=' : '~'
    return `${mark}[plain]${gift(option)}${remarks && at === 1 ? '#Hừm' : ''}`
  })
  const braces = `{${lines.join(' ')}${general}}`
  return other % 3 === 0 ? `::${token}::[plain]Hỏi ${token} ${braces} đó?` : `::${token}::[plain]Hỏi ${token}?${braces}`
}

const webctTypes = ['S:', 'M:', 'C:', 'P:', 'JUMBLED']

function webctItem({ token, kind, options, correct, other, remarks }: Meant): string {
  const head = [`:TITLE:${token}`, ':QUESTION:H', `Hỏi ${token}?`]
  if (kind === 'other') return [`:TYPE:${pick(webctTypes, other)}`, ...head, ':ANSWER1:x:100:0'].join('\n')
  const share = kind === 'several' ? 50 : 100
  const answers = options.flatMap((option, at) => [
    `:ANSWER${at + 1}:${correct.includes(at) ? share : 0}:H`,
    xml(option).replaceAll(':', '\\:'),
    ...(remarks && at === 1 ? [`:REASON${at + 1}:H`, 'Hừm'] : []),
  ])
  return [`:TYPE:MC:${kind === 'several' ? 'N' : '1'}:0:C`, ...head, ...answers].join('\n')
}

const classicTypes = [
  'essay_question',
  'matching_question',
  'short_answer_question',
  'numerical_question',
  'text_only_question',
  'Opinion Scale',
]

function classicItem({ token, kind, options, correct, other }: Meant): string {
  const type = kind === 'other' ? pick(classicTypes, other) : kind === 'truth' ? 'true_false_question' : 'multiple_choice_question'
  const labels = options
    .map((option, at) => {
      const text = kind === 'truth' ? (at === 0 ? 'True' : 'False') : html(option)
      return `<response_label ident="r${at}"><material><mattext texttype="text/html">${text}</mattext></material></response_label>`
    })
    .join('')
  const equal = (at: number): string => `<varequal respident="r">r${at}</varequal>`
  const tests = options.map((_, at) => (correct.includes(at) ? equal(at) : kind === 'several' ? `<not>${equal(at)}</not>` : '')).join('')
  const respond =
    type === 'essay_question'
      ? '<response_str ident="r"><render_fib/></response_str>'
      : `<response_lid ident="r" rcardinality="${kind === 'several' ? 'Multiple' : 'Single'}"><render_choice>${labels}</render_choice></response_lid>`
  const field = `<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>${type}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>`
  return `<item ident="${token}" title="${token}">${field}<presentation><material><mattext>Hỏi ${token}?</mattext></material>${respond}</presentation><resprocessing><respcondition continue="No"><conditionvar><and>${tests}</and></conditionvar><setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing></item>`
}

const interactions = ['textEntry', 'extendedText', 'match', 'order', 'inlineChoice', 'hotspot', 'upload']

function modernItem({ token, kind, options, correct, other }: Meant): string {
  const choices = options.map((option, at) => `<simpleChoice identifier="c${at}">${xml(option)}</simpleChoice>`).join('')
  const asked =
    kind === 'other'
      ? `<p>Hỏi ${token}?</p><${pick(interactions, other)}Interaction responseIdentifier="R"/>`
      : `<choiceInteraction responseIdentifier="R" shuffle="${kind !== 'truth'}" maxChoices="${correct.length}"><prompt>Hỏi ${token}?</prompt>${choices}</choiceInteraction>`
  return `<assessmentItem identifier="${token}" title="${token}"><responseDeclaration identifier="R" cardinality="${kind === 'several' ? 'multiple' : 'single'}"><correctResponse>${correct.map((at) => `<value>c${at}</value>`).join('')}</correctResponse></responseDeclaration><itemBody>${asked}</itemBody></assessmentItem>`
}

const jsonItem = ({ token, kind, options, correct }: Meant): object =>
  kind === 'other'
    ? { stem: `Hỏi ${token}?`, type: 'essay' }
    : { stem: `Hỏi ${token}?`, options, correct, optionOrder: kind === 'truth' ? 'kept' : 'shuffled' }

/** By format; `several` and `truth` are as in the file, `other` types too. */
export const itemFiles: Readonly<Record<string, (items: readonly Meant[]) => Written>> = {
  'moodle-xml': (items) => ({ name: 'a.xml', bytes: bytesOf(`<quiz>${items.map(moodleItem).join('\n')}</quiz>`) }),
  gift: (items) => ({ name: 'a.gift', bytes: bytesOf(['$CATEGORY: $course$/top', ...items.map(giftItem)].join('\n\n')) }),
  webct: (items) => ({ name: 'a.txt', bytes: bytesOf(items.map(webctItem).join('\n\n')) }),
  'qti 1.2': (items) => ({
    name: 'a.xml',
    bytes: bytesOf(`<questestinterop><assessment><section>${items.map(classicItem).join('\n')}</section></assessment></questestinterop>`),
  }),
  'qti 2.1': (items) => ({
    name: 'a.zip',
    bytes: zipOf({
      'imsmanifest.xml': `<manifest><resources>${items.map(({ token }) => `<resource type="imsqti_item_xmlv2p1" href="${token}.xml"/>`).join('')}</resources></manifest>`,
      ...Object.fromEntries(items.map((item) => [`${item.token}.xml`, modernItem(item)])),
    }),
  }),
  json: (items) => ({
    name: 'a.json',
    bytes: bytesOf(JSON.stringify({ format: 'hoithi-questions', version: 1, questions: items.map(jsonItem) })),
  }),
}
