/**
 * IMS QTI 1.2 (`questestinterop`), also as Canvas, Blackboard and Common Cartridge write it: every `item` with one `response_lid` shown as a
 * `render_choice` becomes a question; the title of its section says the topic.
 */
import { lettersOf } from '#contest/questions/letters.ts'
import type { Finding } from '#contest/values.ts'
import { sameAnswer } from '../answers.ts'
import { piecesOfXml } from '../unclaimed/xml-pieces.ts'
import { rightOptions, type ScoredAnswer } from './answer-scores.ts'
import type { ExchangeDrafts, PictureSource } from './item.ts'
import { excerpt, found, type FindingCode } from '../../findings/findings.ts'
import { textToHtml } from '../../files/html-text.ts'
import { readScoreRules, type ScoreRules, type ShownFeedback } from './qti-classic-scores.ts'
import { readDifficulty } from '../draft.ts'
import { materialHtml } from './qti-html.ts'
import { topicFromTitle } from './qti-topics.ts'
import { cleanText } from '#contest/text.ts'
import { child, childrenOf, everyElement, Refused, walkXmlTrees, type XmlElement } from '../../files/xml.ts'

/** @param placeOf names a line of the file for people */
export function readClassic(
  drafts: ExchangeDrafts,
  bytes: Uint8Array,
  part: string,
  placeOf: (line: number) => string,
  pictures: PictureSource,
): void {
  const sections: (string | null)[] = []
  const held = new Set<string>()
  const named = new Set<string>()
  const finding = walkXmlTrees(
    bytes,
    part,
    {
      isTree: (name) => name === 'item' || beside.has(name),
      open: (name, attributes) => {
        if (name === 'section') sections.push(topicFromTitle(attributes['title']))
        if (name === 'itemref') named.add(attributes['linkrefid'] ?? name)
        if (name === 'sourcebank_ref') named.add(name)
      },
      close: (name) => {
        if (name === 'section') sections.pop()
      },
      tree: (item, line) => {
        held.add(item.attributes['ident'] ?? '')
        if (beside.has(item.name)) drafts.share(materialHtml(item) || textToHtml(item.text), placeOf(line))
        else readItem(drafts, item, placeOf(line), sections.findLast((title) => title !== null) ?? null, pictures)
      },
    },
    {
      namedDtd: true,
      comment: (text, line) => {
        drafts.say(text, placeOf(line))
      },
    },
  )
  if (finding !== null) throw new Refused(finding)
  for (const name of named) if (!held.has(name)) drafts.report(found('items-elsewhere', part, { name: excerpt(name, 60) }))
}

/** What stands above several items of a section. */
const beside = new Set(['presentation_material', 'rubric', 'objectives', 'qticomment'])

const isResponse = (name: string): boolean => name.startsWith('response_') && name !== 'response_label'

function readItem(drafts: ExchangeDrafts, item: XmlElement, place: string, section: string | null, pictures: PictureSource): void {
  const label = drafts.nextLabel()
  drafts.hold(piecesOfXml(item, place))
  const fields = readFields(item)
  const type = fields.get('type') ?? ''
  const presentation = child(item, 'presentation')
  const responses = presentation === undefined ? [] : topmost(presentation, isResponse)
  const [response, second] = responses
  const choice = response === undefined ? undefined : topmost(response, (name) => name === 'render_choice')[0]
  const isOther = second !== undefined || otherTypes.test(type)
  if (presentation === undefined || response?.name !== 'response_lid' || choice === undefined || isOther || isGap(presentation, response)) {
    const kinds = type === '' ? [...new Set(responses.map(({ name }) => name))].join(', ') : type
    drafts.leaveOut(place, label, item.attributes['title'] ?? item.attributes['ident'] ?? '', kinds, materialHtml(item))
    return
  }
  const labels = topmost(choice, (name) => name === 'response_label')
  const idents = labels.map(({ attributes }) => attributes['ident'] ?? '')
  const isTrueFalse = /true.?false|either.?or/i.test(type)
  const several = /^multiple$/i.test(response.attributes['rcardinality'] ?? '')
  const rules = readScoreRules(item, response.attributes['ident'] ?? '', idents)
  const { correct, findings } = rightByRules(rules, idents, several, label, place)
  const texts = labels.map((one) => materialHtml(one))
  const said = readFeedback(item, rules.feedback, labels.length)
  const rubrics = childrenOf(item, 'rubric')
  const anchored = labels.some(({ attributes }) => /^no$/i.test(attributes['rshuffle'] ?? ''))
  const shuffle = choice.attributes['shuffle']
  const isKept = isTrueFalse || (shuffle !== undefined && /^no$/i.test(shuffle))
  drafts.add({
    place,
    label,
    title: cleanText(item.attributes['title'] ?? ''),
    stem: {
      html: `${materialHtml(presentation, isResponse)}${materialHtml(response, isRender)}${materialHtml(choice, isLabel)}`,
      pictures,
    },
    options: texts.map((html) => ({ html: isTrueFalse ? trueFalse(html) : html, pictures })),
    correct,
    optionOrder: isKept || anchored ? 'kept' : 'shuffled',
    explanations: said.explanations,
    optionFeedback: said.byOption,
    source: null,
    topic: fields.get('topic') ?? section,
    difficulty: readDifficulty(fields.get('difficulty') ?? ''),
    findings: [
      ...findings,
      ...asideFindings(
        { 'order-fixed': anchored && !isKept, 'feedback-left-out': said.leftOut.length > 0, 'rubric-left-out': rubrics.length > 0 },
        label,
        place,
      ),
    ],
    notes: [...rubrics.map((one) => materialHtml(one)), ...childrenOf(item, 'qticomment').map(({ text }) => textToHtml(text))],
    toldAll: said.leftOut,
  })
}

const asideFindings = (aside: Readonly<Partial<Record<FindingCode, boolean>>>, question: string, place: string): readonly Finding[] =>
  Object.entries(aside).flatMap(([code, is]) => (is ? [found(code as FindingCode, place, { question })] : []))

const isRender = (name: string): boolean => name.startsWith('render_')
const isLabel = (name: string): boolean => name === 'response_label'

/** As the standard reads the rules, unless reading on behind a condition that held gives another key: then a person has to say. */
function rightByRules(rules: ScoreRules, idents: readonly string[], several: boolean, question: string, place: string): ScoredAnswer {
  const unclear = { correct: [], findings: [found('answer-rules', place, { question })] }
  const count = idents.length
  // Two options of one name are one to every rule.
  if (!rules.understood || new Set(idents).size < count) return unclear
  const strict = rightOptions(count, several, (chosen) => rules.score(chosen, false), question, place)
  const findings = partOf(strict, rules, question, place)
  if (findings !== null) return { ...strict, findings }
  if (rules.alwaysGoesOn) return strict
  const lenient = rightOptions(count, several, (chosen) => rules.score(chosen, true), question, place)
  if (strict.correct.length === 0) return lenient.correct.length === 0 ? strict : lenient
  return lenient.correct.length === 0 || sameAnswer(strict.correct, lenient.correct) ? strict : unclear
}

/** One option earns less than there is to earn: somebody may have thought of another. */
function partOf({ correct, findings }: ScoredAnswer, rules: ScoreRules, question: string, place: string): readonly Finding[] | null {
  const earned = rules.score(
    correct.reduce((chosen, position) => chosen | (1 << position), 0),
    false,
  )
  const isPart = correct.length > 0 && earned > rules.most / 2 && earned < rules.most
  return isPart ? [...findings, found('weights-partial', place, { question, letters: lettersOf(correct) })] : null
}

/** Canvas: `[word]` in a text stands where the answers to `response_word` go. */
const isGap = (presentation: XmlElement, { attributes }: XmlElement): boolean =>
  /^response_\D/.test(attributes['ident'] ?? '') &&
  materialHtml(presentation, isResponse).includes(`[${attributes['ident']?.slice(9) ?? ''}]`)

/** Words for question types, by vendor, that are no choices. */
const otherTypes =
  /match|short|essay|fill|blank|\bfib\b|numeric|numerical|calculat|formula|order|hot.?spot|upload|file|text_only|opinion|likert|jumble|dropdown|bowl|pattern|string|slider|categori[sz]/i

const fieldNames: Readonly<Record<string, 'type' | 'topic' | 'difficulty'>> = {
  question_type: 'type',
  cc_profile: 'type',
  questiontype: 'type',
  qmd_questiontype: 'type',
  qmd_itemtype: 'type',
  bbmd_questiontype: 'type',
  qmd_topic: 'topic',
  topic: 'topic',
  cc_question_category: 'topic',
  qmd_levelofdifficulty: 'difficulty',
  difficulty: 'difficulty',
}

/** `qtimetadatafield` (label and entry), the older `qmd_…` elements, Blackboard's `bbmd_…`. */
function readFields(item: XmlElement): ReadonlyMap<'type' | 'topic' | 'difficulty', string> {
  const fields = new Map<'type' | 'topic' | 'difficulty', string>()
  const take = (label: string, value: string): void => {
    const name = fieldNames[label.trim().toLowerCase()]
    const text = cleanText(value)
    if (name !== undefined && text !== '' && !fields.has(name)) fields.set(name, text)
  }
  const metadata = childrenOf(item, 'itemmetadata')
  for (const group of metadata) {
    for (const one of everyElement(group)) {
      if (one.name === 'qtimetadatafield') take(child(one, 'fieldlabel')?.text ?? '', child(one, 'fieldentry')?.text ?? '')
      else if (/^(qmd|bbmd)_/.test(one.name)) take(one.name, one.text)
    }
  }
  return fields
}

interface Said {
  readonly explanations: readonly string[]
  readonly byOption: readonly string[]
  readonly leftOut: readonly string[]
}

function readFeedback(item: XmlElement, shown: readonly ShownFeedback[], count: number): Said {
  const explanations: string[] = []
  const byOption = Array.from({ length: count }, () => '')
  const leftOut: string[] = []
  for (const feedback of childrenOf(item, 'itemfeedback')) {
    const html = materialHtml(feedback)
    if (html === '') continue
    const ident = feedback.attributes['ident'] ?? ''
    const uses = shown.filter((one) => one.ident === ident)
    const options = [...new Set(uses.flatMap(({ option }) => (option === null ? [] : [option])))]
    const isGeneral = uses.length === 0 || uses.some(({ always }) => always) || topmost(feedback, (name) => name === 'solution').length > 0
    const [option, other] = options
    if (/incorrect|wrong/i.test(ident)) leftOut.push(html)
    else if (option !== undefined && other === undefined) byOption[option] = `${byOption[option] ?? ''}${html}`
    else if (isGeneral || /correct/i.test(ident)) explanations.push(html)
    else leftOut.push(html)
  }
  return { explanations, byOption, leftOut }
}

/** Blackboard and Canvas write the words in English whatever the language of the course; an either/or names its pair. */
function trueFalse(html: string): string {
  const word = html
    .replace(/<[^<>]*>/g, '')
    .trim()
    .toLowerCase()
  return pairs[word] ?? html
}

const pairs: Readonly<Record<string, string>> = {
  true: 'Đúng',
  false: 'Sai',
  'true_false.true': 'Đúng',
  'true_false.false': 'Sai',
  'right_wrong.true': 'Đúng',
  'right_wrong.false': 'Sai',
  'yes_no.true': 'Có',
  'yes_no.false': 'Không',
  'agree_disagree.true': 'Đồng ý',
  'agree_disagree.false': 'Không đồng ý',
}

/** In the order of the file; what is found is not looked into any further. */
const topmost = (element: XmlElement, fits: (name: string) => boolean): readonly XmlElement[] =>
  element.children.flatMap((one) => (fits(one.name) ? [one] : topmost(one, fits)))
