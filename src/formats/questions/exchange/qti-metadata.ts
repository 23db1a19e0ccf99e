/** What a content package says of an item in IEEE LOM (1484.12.3, and IMS Learning Resource Meta-data 1.2 before it). */
import type { QuestionContent } from '#contest/questions/question.ts'
import { readDifficulty } from '../draft.ts'
import { cleanText } from '#contest/text.ts'
import type { XmlElement } from '../../files/xml.ts'
import { readSource } from '#contest/questions/clean.ts'

export type ItemMetadata = Pick<QuestionContent, 'topic' | 'difficulty' | 'source'>

export const plainMetadata: ItemMetadata = { topic: null, difficulty: null, source: null }

/** @param metadata of a resource of the manifest; @param section topic by the title of the section the item stands in */
export function readItemMetadata(metadata: XmlElement | undefined, section: string | null): ItemMetadata {
  const lom = metadata === undefined ? undefined : first(metadata, 'lom')
  if (lom === undefined) return { ...plainMetadata, topic: section }
  const keywords = all(lom, 'keyword')
    .map(textOf)
    .filter((one) => one !== '')
  const taxons = all(lom, 'taxon')
  const taxon = textOf(first(taxons.at(-1), 'entry'))
  return {
    topic: taxon === '' ? (section ?? (keywords.length === 1 ? (keywords[0] ?? null) : null)) : taxon,
    difficulty:
      readDifficulty(textOf(first(first(lom, 'difficulty'), 'value'))) ?? levels[textOf(first(first(lom, 'difficulty'), 'value'))] ?? null,
    source: sourceOf(lom),
  }
}

/** The outer two of LOM's five levels; the others are known to `readDifficulty`. */
const levels: Readonly<Record<string, 1 | 3>> = { 'very easy': 1, difficult: 3, 'very difficult': 3 }

/** The document an item is based on: relation of the kind `isbasedon`, described by its name and then its article or words. */
function sourceOf(lom: XmlElement): ItemMetadata['source'] {
  const relation = all(lom, 'relation').find((one) => textOf(first(first(one, 'kind'), 'value')).toLowerCase() === 'isbasedon')
  if (relation === undefined) return null
  const [document = '', detail] = all(relation, 'description').map(textOf)
  // One description alone is somebody's prose; ours are two.
  if (detail === undefined) return readSource(document)
  return document === '' ? null : { document, detail }
}

const textOf = (element: XmlElement | undefined): string => cleanText(element === undefined ? '' : deepText(element))

const deepText = (element: XmlElement): string => element.nodes.map((node) => (typeof node === 'string' ? node : deepText(node))).join('')

/** Names differ in capitals between the two bindings. */
function all(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.flatMap((one) => (one.name.toLowerCase() === name ? [one] : all(one, name))) ?? []
}

const first = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.name.toLowerCase() === name ? element : all(element, name)[0]
