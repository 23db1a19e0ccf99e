/** XML of office and question files: events or small trees, without DTD, without entities, bounded in depth and size. */
import type { Checked, Finding } from '#contest/values.ts'
import { SaxesParser } from 'saxes'
import { found, type FindingCode } from '../findings/findings.ts'

export type Attributes = Readonly<Record<string, string>>

/** Names come without their prefix: office files use either, and the parts we read have one vocabulary each. */
export interface XmlHandlers {
  /** `line` counts from 1: where the tag ends. */
  readonly open?: (name: string, attributes: Attributes, line: number) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

export interface XmlElement {
  readonly name: string
  readonly attributes: Attributes
  readonly children: readonly XmlElement[]
  readonly text: string
  /** Texts and elements in their order, for the few vocabularies that mix them. */
  readonly nodes: readonly (XmlElement | string)[]
}

export interface XmlOptions {
  /**
   * Tolerates a document type that only names a DTD (`<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">`), as QTI 1.2 files do.
   * It is skipped and never fetched; one with declarations of its own is refused all the same.
   */
  readonly namedDtd?: boolean
  /** What people wrote beside everything that is read. */
  readonly comment?: (text: string, line: number) => void
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
export function walkXml(bytes: Uint8Array, part: string, handlers: XmlHandlers, options: XmlOptions = {}): Finding | null {
  const source = decodeXml(bytes)
  const parser = new SaxesParser({ xmlns: false, position: true })
  const stop = (code: FindingCode): never => {
    throw new Refused(found(code, part, { part, line: parser.line, column: parser.column }))
  }
  let depth = 0
  parser.on('doctype', (declared) => {
    if (options.namedDtd !== true || /[[<]/.test(declared)) stop('xml-entities')
  })
  parser.on('error', () => stop('xml-damaged'))
  parser.on('opentag', (tag) => {
    depth++
    if (depth > MAX_DEPTH) stop('xml-too-deep')
    handlers.open?.(localName(tag.name), plainAttributes(tag.attributes), parser.line)
  })
  parser.on('closetag', (tag) => {
    depth--
    handlers.close?.(localName(tag.name))
  })
  const { comment } = options
  if (comment !== undefined)
    parser.on('comment', (words) => {
      comment(words, parser.line)
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

export function readXmlTree(bytes: Uint8Array, part: string, options: XmlOptions = {}): Checked<XmlElement> {
  const trees: XmlElement[] = []
  const finding = walkXmlTrees(bytes, part, { isTree: () => true, tree: (tree) => void trees.push(tree) }, options)
  if (finding !== null) return { ok: false, findings: [finding] }
  const [root] = trees
  return root === undefined
    ? { ok: false, findings: [found('xml-damaged', part, { part, line: 1, column: 0 })] }
    : { ok: true, value: root, findings: [] }
}

export interface XmlTreeHandlers {
  /** Whether this element becomes a tree; asked of elements outside trees only. */
  readonly isTree: (name: string) => boolean
  /** A whole element; `line` is where its start tag ends. */
  readonly tree: (tree: XmlElement, line: number) => void
  /** Elements outside trees. */
  readonly open?: (name: string, attributes: Attributes) => void
  readonly close?: (name: string) => void
}

/** Trees one after another, so that of a long file only one question is held at a time. */
export function walkXmlTrees(bytes: Uint8Array, part: string, handlers: XmlTreeHandlers, options: XmlOptions = {}): Finding | null {
  type Open = { name: string; attributes: Attributes; children: XmlElement[]; text: string; nodes: (XmlElement | string)[] }
  const open: Open[] = []
  let count = 0
  let startLine = 1
  return walkXml(
    bytes,
    part,
    {
      open: (name, attributes, line) => {
        const parent = open.at(-1)
        if (parent === undefined && !handlers.isTree(name)) {
          handlers.open?.(name, attributes)
          return
        }
        if (parent === undefined) [count, startLine] = [0, line]
        count++
        if (count > MAX_TREE_ELEMENTS) throw new Refused(found('too-much-content', part, { limit: MAX_TREE_ELEMENTS, what: part }))
        const element: Open = { name, attributes, children: [], text: '', nodes: [] }
        parent?.children.push(element)
        parent?.nodes.push(element)
        open.push(element)
      },
      close: (name) => {
        const element = open.pop()
        if (element === undefined) handlers.close?.(name)
        else if (open.length === 0) handlers.tree(element, startLine)
      },
      text: (text) => {
        const current = open.at(-1)
        if (current === undefined) return
        current.text += text
        current.nodes.push(text)
      },
    },
    options,
  )
}

/** Local name of the first element, looked for in the first 64 KB; null when there is none. */
export function rootName(bytes: Uint8Array): string | null {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const state: { name: string | null } = { name: null }
  // Thrown to stop: nothing behind it matters here, and what is damaged is told by whoever reads the file.
  const stop = new Error('enough')
  parser.on('opentagstart', (tag) => {
    state.name = localName(tag.name)
    throw stop
  })
  parser.on('error', () => {
    throw stop
  })
  try {
    parser.write(new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, 65_536)))
  } catch {
    // Stopped, or an encoding nobody knows.
  }
  return state.name
}

export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name)

/** Everything inside an element, in the order of the file. */
export function everyElement(element: XmlElement): readonly XmlElement[] {
  const all: XmlElement[] = []
  const walk = (one: XmlElement): void => {
    for (const inner of one.children) {
      all.push(inner)
      walk(inner)
    }
  }
  walk(element)
  return all
}

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((one) => one.name === name) ?? []

/**
 * By byte order mark, else UTF-8, else the one-byte encoding the declaration names (XML 1.0 section 4.3.3: older question files are
 * ISO 8859 or windows-125x); null when the bytes are none of them.
 */
function decodeXml(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const declared = /^<\?xml[^>]{0,100}encoding=["'](iso-8859-\d{1,2}|windows-125\d)["']/i.exec(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200)),
  )
  return declared?.[1]?.toLowerCase() ?? 'utf-8'
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
