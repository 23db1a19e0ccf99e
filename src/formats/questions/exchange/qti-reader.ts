/**
 * IMS QTI 1.2, 2.0 to 2.2 and 3.0: one file, or a content package (.zip, .imscc) whose test says the order and whose sections say the
 * topics. Nothing outside the file is ever opened.
 */
import { collectDrafts, isOutside, type ExchangeDrafts } from './item.ts'
import { found } from '../../findings/findings.ts'
import type { OpenedFile } from '../../files/open-file.ts'
import { readClassic } from './qti-classic.ts'
import { htmlOfNodes } from './qti-html.ts'
import { inNamesOfTwo, readItem } from './qti-item.ts'
import { readItemMetadata } from './qti-metadata.ts'
import { folderOf, manifestOf, mayHoldQuestions, packagePictures, partNamed, qtiRoot, readPackage, type QtiPackage } from './qti-package.ts'
import { topicFromTitle } from './qti-topics.ts'
import type { QuestionReader } from '../format.ts'
import { Refused, readXmlTree, type XmlElement } from '../../files/xml.ts'

export const qtiReader: QuestionReader = {
  format: 'qti',
  recognises: (file) => {
    if (file.kind === 'xml') return qtiRoot(file.bytes) !== null
    if (file.kind !== 'zip') return false
    return manifestOf(file.parts) !== null || [...file.parts].some(([name, bytes]) => mayHoldQuestions(name) && qtiRoot(bytes) !== null)
  },
  read: (file) =>
    collectDrafts((drafts) => {
      read(drafts, file)
    }),
}

function read(drafts: ExchangeDrafts, file: OpenedFile): void {
  if (file.kind === 'zip') readParts(drafts, readPackage(file.parts))
  else if (file.kind === 'xml') readAlone(drafts, file.bytes)
}

function readAlone(drafts: ExchangeDrafts, bytes: Uint8Array): void {
  const pictures = (address: string) => (isOutside(address) ? 'outside' : 'missing')
  const root = qtiRoot(bytes)
  if (root === 'questestinterop') readClassic(drafts, bytes, 'XML', (line) => `line ${line}`, pictures)
  else if (root === null || isTest(root)) throw new Refused(found('test-alone', ''))
  else readItem(drafts, treeOf(bytes, 'XML', drafts), 'line 1', pictures)
}

function readParts(drafts: ExchangeDrafts, whole: QtiPackage): void {
  const known = new Map<string, { readonly root: string; readonly metadata: XmlElement | undefined }>()
  for (const { files, metadata } of whole.resources) {
    for (const name of files) {
      const root = known.has(name) || !mayHoldQuestions(name) || isPoorerCopy(whole, name) ? null : qtiRoot(whole.parts.get(name))
      if (root !== null) known.set(name, { root, metadata })
    }
  }
  const ordered = new Map<string, string | null>()
  for (const [name, { root }] of known) if (isTest(root)) walkTest(drafts, whole, name, ordered)
  for (const [name, bytes] of whole.parts) {
    if (!known.has(name) && !ordered.has(name) && mayHoldQuestions(name) && !isPoorerCopy(whole, name) && isItem(qtiRoot(bytes))) {
      drafts.report(found('part-not-listed', name, { part: name }))
    }
  }
  for (const [name, { root }] of known) if (!isTest(root) && !ordered.has(name)) ordered.set(name, null)
  for (const [name, topic] of ordered) {
    const bytes = whole.parts.get(name) ?? new Uint8Array()
    const one = known.get(name)
    const root = one?.root ?? qtiRoot(bytes)
    const pictures = packagePictures(whole, name)
    if (root === 'questestinterop') readClassic(drafts, bytes, name, (line) => `${name}, line ${line}`, pictures)
    else if (root !== null) readItem(drafts, treeOf(bytes, name, drafts), name, pictures, readItemMetadata(one?.metadata, topic))
  }
}

const isItem = (root: string | null): boolean => root !== null && !isTest(root)

const isTest = (root: string): boolean => root === 'assessmentTest' || root === 'qti-assessment-test'

/** Canvas writes each quiz twice: as Common Cartridge wants it, and with everything. */
const isPoorerCopy = ({ parts }: QtiPackage, name: string): boolean => {
  const quiz = /^(.*?)([^/]+)\/assessment_qti\.xml$/.exec(name)
  return quiz !== null && parts.has(`${quiz[1] ?? ''}non_cc_assessments/${quiz[2] ?? ''}.xml.qti`)
}

/** Items in the order of a test, each with the topic its innermost section names. */
function walkTest(drafts: ExchangeDrafts, whole: QtiPackage, test: string, ordered: Map<string, string | null>): void {
  const seen = new Set<string>([test])
  const walk = (element: XmlElement, part: string, topic: string | null): void => {
    for (const one of element.children) {
      const { name, attributes } = one
      if (name === 'assessmentSection') {
        // The title of a section nobody sees is for those who made the test.
        const title = attributes['visible'] === 'false' ? null : topicFromTitle(attributes['title'])
        walk(one, part, title ?? topic)
      } else if (name === 'assessmentItemRef' || name === 'assessmentSectionRef') {
        const target = targetOf(whole, part, attributes['href'] ?? '')
        if (name === 'assessmentItemRef') {
          if (!ordered.has(target)) ordered.set(target, topic)
        } else if (!seen.has(target)) {
          seen.add(target)
          walk(
            {
              name: '',
              attributes: {},
              text: '',
              nodes: [],
              children: [treeOf(whole.parts.get(target) ?? new Uint8Array(), target, drafts)],
            },
            target,
            topic,
          )
        }
      } else if (name === 'rubricBlock') drafts.share(htmlOfNodes(one.nodes), part)
      else walk(one, part, topic)
    }
  }
  walk(treeOf(whole.parts.get(test) ?? new Uint8Array(), test, drafts), test, null)
}

function targetOf({ parts, root }: QtiPackage, part: string, href: string): string {
  const name = partNamed(parts, root, folderOf(part), href)
  if (name === 'outside') throw new Refused(found('reference-outside', part, { name: href }))
  if (name === 'missing') throw new Refused(found('part-missing', part, { part: href }))
  return name
}

function treeOf(bytes: Uint8Array, part: string, drafts: ExchangeDrafts): XmlElement {
  const tree = readXmlTree(bytes, part, {
    namedDtd: true,
    comment: (text) => {
      drafts.say(text, part)
    },
  })
  if (!tree.ok) throw new Refused(tree.findings[0] ?? found('xml-damaged', part, { part, line: 1, column: 0 }))
  return inNamesOfTwo(tree.value)
}
