/** XML parts of office files: events or a small tree, without DTD, without entities, bounded in depth and size. */
import type { Checked, Finding } from '#contest/values.ts'
import { SaxesParser } from 'saxes'
import { found, type FindingCode } from './findings.ts'

export type Attributes = Readonly<Record<string, string>>

/** Names come without their prefix: office files use either, and the parts we read have one vocabulary each. */
export interface XmlHandlers {
  readonly open?: (name: string, attributes: Attributes) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

export interface XmlElement {
  readonly name: string
  readonly attributes: Attributes
  readonly children: readonly XmlElement[]
  readonly text: string
}

const MAX_DEPTH = 100
const MAX_TREE_ELEMENTS = 200_000

/** Thrown inside handlers to stop reading; `walkXml` turns it into its finding. */
export class Refused extends Error {
  readonly finding: Finding
  constructor(finding: Finding) {
    super(finding.code)
    this.finding = finding
  }
}

/** Reads `bytes` to the end or to the first damage. `part` names the place in findings. */
export function walkXml(bytes: Uint8Array, part: string, handlers: XmlHandlers): Finding | null {
  const source = decodeXml(bytes)
  const parser = new SaxesParser({ xmlns: false, position: true })
  const stop = (code: FindingCode): never => {
    throw new Refused(found(code, part, { part, line: parser.line, column: parser.column }))
  }
  let depth = 0
  parser.on('doctype', () => stop('xml-entities'))
  parser.on('error', () => stop('xml-damaged'))
  parser.on('opentag', (tag) => {
    depth++
    if (depth > MAX_DEPTH) stop('xml-too-deep')
    handlers.open?.(localName(tag.name), plainAttributes(tag.attributes))
  })
  parser.on('closetag', (tag) => {
    depth--
    handlers.close?.(localName(tag.name))
  })
  const { text } = handlers
  if (text !== undefined) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  try {
    if (source === null) stop('xml-damaged')
    else parser.write(source).close()
    return null
  } catch (error) {
    if (error instanceof Refused) return error.finding
    throw error
  }
}

export function readXmlTree(bytes: Uint8Array, part: string): Checked<XmlElement> {
  type Open = { name: string; attributes: Attributes; children: XmlElement[]; text: string }
  const top: Open = { name: '', attributes: {}, children: [], text: '' }
  const open: Open[] = [top]
  let count = 0
  const finding = walkXml(bytes, part, {
    open: (name, attributes) => {
      count++
      if (count > MAX_TREE_ELEMENTS) throw new Refused(found('too-much-content', part, { limit: MAX_TREE_ELEMENTS, what: part }))
      const element: Open = { name, attributes, children: [], text: '' }
      open.at(-1)?.children.push(element)
      open.push(element)
    },
    close: () => void open.pop(),
    text: (text) => {
      const current = open.at(-1)
      if (current !== undefined) current.text += text
    },
  })
  if (finding !== null) return { ok: false, findings: [finding] }
  const root = top.children[0]
  return root === undefined
    ? { ok: false, findings: [found('xml-damaged', part, { part, line: 1, column: 0 })] }
    : { ok: true, value: root, findings: [] }
}

export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name)

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((one) => one.name === name) ?? []

/** UTF-8 unless a byte order mark says UTF-16 (XML 1.0 section 4.3.3); null when the bytes are neither. */
function decodeXml(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** An attribute with a prefix keeps its local name, so `w:val` and `val` read alike; the relation id stays `r:id`. */
function plainAttributes(attributes: Readonly<Record<string, string>>): Attributes {
  const plain: Record<string, string> = {}
  for (const name in attributes) {
    const value = attributes[name]
    if (value === undefined || name.startsWith('xmlns')) continue
    const local = localName(name)
    plain[local === 'id' && local !== name ? 'r:id' : local] = value
  }
  return plain
}
