/**
 * Items of IMS QTI 2.0 to 2.2 (`assessmentItem`) and 3.0 (`qti-assessment-item`, the same names in kebab case): one `choiceInteraction`
 * becomes a question.
 */
import { piecesOfXml } from '../unclaimed/xml-pieces.ts'
import { rightOptions, type ScoredAnswer } from './answer-scores.ts'
import type { ExchangeDrafts, PictureSource } from './item.ts'
import { found } from '../../findings/findings.ts'
import { plainMetadata, type ItemMetadata } from './qti-metadata.ts'
import { htmlOfNodes } from './qti-html.ts'
import { child, childrenOf, everyElement, type XmlElement } from '../../files/xml.ts'

/** The tree in the names of QTI 2: `qti-simple-choice` → `simpleChoice`, `max-choices` → `maxChoices`. */
export function inNamesOfTwo(tree: XmlElement): XmlElement {
  return tree.name.startsWith('qti-') ? renamed(tree) : tree
}

function renamed(element: XmlElement): XmlElement {
  const attributes = Object.fromEntries(Object.entries(element.attributes).map(([name, value]) => [camel(name), value]))
  const nodes = element.nodes.map((node) => (typeof node === 'string' ? node : renamed(node)))
  const name = element.name.startsWith('qti-') ? camel(element.name.slice(4)) : element.name
  return { ...element, name, attributes, nodes, children: nodes.filter((node) => typeof node !== 'string') }
}

const camel = (name: string): string =>
  !name.includes('-') ? name : name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** @param tree of an item, in the names of QTI 2 */
export function readItem(
  drafts: ExchangeDrafts,
  tree: XmlElement,
  place: string,
  pictures: PictureSource,
  metadata: ItemMetadata = plainMetadata,
): void {
  const label = drafts.nextLabel()
  drafts.hold(piecesOfXml(tree, place))
  const body = child(tree, 'itemBody')
  const interactions = body === undefined ? [] : everyElement(body).filter(({ name }) => name.endsWith('Interaction'))
  const moving = tree.children.find(({ name }) => name === 'templateDeclaration' || name === 'assessmentStimulusRef')
  const [choice, second] = interactions
  if (body === undefined || choice?.name !== 'choiceInteraction' || second !== undefined || moving !== undefined) {
    const kinds = moving?.name ?? [...new Set(interactions.map(({ name }) => name))].join(', ')
    drafts.leaveOut(place, label, tree.attributes['title'] ?? tree.attributes['identifier'] ?? '', kinds, htmlOfNodes(body?.nodes ?? []))
    return
  }
  const choices = childrenOf(choice, 'simpleChoice')
  const idents = choices.map(({ attributes }) => attributes['identifier'] ?? '')
  const declaration = childrenOf(tree, 'responseDeclaration').find(
    ({ attributes }) => attributes['identifier'] === choice.attributes['responseIdentifier'],
  )
  const { correct, findings } = rightChoices(declaration, idents, label, place)
  const said = readFeedback(tree, body, choices, idents)
  const rubrics = everyElement(body).filter(({ name }) => name === 'rubricBlock')
  const shuffled = /^(true|1)$/.test(choice.attributes['shuffle'] ?? '')
  const anchored = choices.some(({ attributes }) => /^(true|1)$/.test(attributes['fixed'] ?? ''))
  const ofOption = (one: XmlElement): string => htmlOfNodes(one.nodes, (part) => (isFeedback(part.name) ? '' : null))
  const ofStem = (part: XmlElement): string | null => {
    if (part === choice) return `<div>${htmlOfNodes(childrenOf(part, 'prompt').flatMap(({ nodes }) => nodes))}</div>`
    return isFeedback(part.name) || beside.has(part.name) ? '' : null
  }
  drafts.add({
    place,
    label,
    title: tree.attributes['title'] ?? '',
    stem: { html: htmlOfNodes(body.nodes, ofStem), pictures },
    options: choices.map((one) => ({ html: ofOption(one), pictures })),
    correct,
    optionOrder: shuffled && !anchored ? 'shuffled' : 'kept',
    explanations: said.explanations,
    optionFeedback: said.byOption,
    ...metadata,
    findings: [
      ...findings,
      ...(shuffled && anchored ? [found('order-fixed', place, { question: label })] : []),
      ...(said.leftOut.length > 0 ? [found('feedback-left-out', place, { question: label })] : []),
      ...(rubrics.length > 0 ? [found('rubric-left-out', place, { question: label })] : []),
    ],
    notes: rubrics.map(({ nodes }) => htmlOfNodes(nodes)),
    toldAll: said.leftOut,
  })
}

/** In the body, but not part of what is asked. */
const beside = new Set(['rubricBlock', 'stylesheet', 'companionMaterialsInfo', 'catalogInfo'])

const isFeedback = (name: string): boolean => name === 'feedbackBlock' || name === 'feedbackInline'

/** What `correctResponse` states; else what the `mapping` gives most points for, between its bounds. */
function rightChoices(declaration: XmlElement | undefined, idents: readonly string[], question: string, place: string): ScoredAnswer {
  const several = declaration?.attributes['cardinality'] === 'multiple'
  const mapping = child(declaration, 'mapping')
  const mapped = mapping === undefined ? null : rightOptions(idents.length, several, mappedScore(mapping, idents), question, place)
  const stated = childrenOf(child(declaration, 'correctResponse'), 'value').map(({ text }) => text.trim())
  if (stated.length === 0 && new Set(idents).size === idents.length) return mapped ?? { correct: [], findings: [] }
  const correct = [...new Set(stated.map((one) => idents.indexOf(one)))].sort((a, b) => a - b)
  // Names that two options share, or points for another option than the stated one: nobody can tell.
  const isTwice = new Set(idents).size < idents.length
  const isOther = mapped?.correct.some((position) => !correct.includes(position)) === true
  if (correct.includes(-1) || (!several && correct.length > 1) || isTwice || isOther) {
    return { correct: [], findings: [found('answer-rules', place, { question })] }
  }
  // A mapping beside it may give some marks for less; it says nothing new of what is right.
  return { correct, findings: mapped?.findings.filter(({ code }) => code === 'weights-partial') ?? [] }
}

function mappedScore(mapping: XmlElement, idents: readonly string[]): (chosen: number) => number {
  const number = (text: string | undefined, otherwise: number): number => {
    const value = Number(text ?? '')
    return text === undefined || !Number.isFinite(value) ? otherwise : value
  }
  const rest = number(mapping.attributes['defaultValue'], 0)
  const values = new Map(
    childrenOf(mapping, 'mapEntry').map(({ attributes }) => [attributes['mapKey'], number(attributes['mappedValue'], 0)]),
  )
  const points = idents.map((ident) => values.get(ident) ?? rest)
  const lowest = number(mapping.attributes['lowerBound'], -Infinity)
  const highest = number(mapping.attributes['upperBound'], Infinity)
  return (chosen) => {
    const sum = points.reduce((all, one, position) => all + ((chosen & (1 << position)) === 0 ? 0 : one), 0)
    return Math.min(highest, Math.max(lowest, sum))
  }
}

interface Said {
  readonly explanations: readonly string[]
  readonly byOption: readonly string[]
  readonly leftOut: readonly string[]
}

/** Feedback is shown when an outcome has its identifier; by habit that is an option's, or a word for right or wrong. */
function readFeedback(tree: XmlElement, body: XmlElement, choices: readonly XmlElement[], idents: readonly string[]): Said {
  const explanations: string[] = []
  const byOption = choices.map((one) =>
    everyElement(one)
      .filter(({ name }) => isFeedback(name))
      .map(({ nodes }) => htmlOfNodes(nodes))
      .join(''),
  )
  const inChoices = new Set(choices.flatMap(everyElement))
  const blocks = everyElement(body).filter((one) => isFeedback(one.name) && !inChoices.has(one))
  const leftOut: string[] = []
  for (const { attributes, nodes } of [...blocks, ...childrenOf(tree, 'modalFeedback')]) {
    const ident = attributes['identifier'] ?? ''
    const option = idents.indexOf(ident)
    if (option >= 0) byOption[option] = `${byOption[option] ?? ''}<div>${htmlOfNodes(nodes)}</div>`
    else if (/incorrect|wrong|^(sai|false)$/i.test(ident) || attributes['showHide'] === 'hide') leftOut.push(htmlOfNodes(nodes))
    else explanations.push(htmlOfNodes(nodes))
  }
  return { explanations, byOption, leftOut }
}
