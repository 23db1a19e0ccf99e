/** Texts of QTI as HTML: the XHTML inside items of 2.x and 3.0, the `material` of 1.2. */
import { textToHtml } from '../../files/html-text.ts'
import type { XmlElement } from '../../files/xml.ts'

const empty = new Set(['br', 'hr', 'img', 'input', 'embed', 'wbr', 'col', 'source', 'track', 'area'])

const played = new Set(['audio', 'video', 'object', 'embed', 'iframe'])

/** Of the element, else of the first `source` in it. */
const addressIn = ({ attributes, children }: XmlElement): string =>
  attributes['src'] ?? attributes['data'] ?? children.find(({ name }) => name === 'source')?.attributes['src'] ?? ''

type Instead = (element: XmlElement) => string | null

/** Markup for `htmlToText` only. `instead` may put other markup in the place of an element; null leaves it to us. */
export function htmlOfNodes(nodes: XmlElement['nodes'], instead: Instead = () => null): string {
  const pieces: string[] = []
  writeNodes(pieces, nodes, instead)
  return pieces.join('')
}

function writeNodes(pieces: string[], nodes: XmlElement['nodes'], instead: Instead): void {
  for (const node of nodes) {
    if (typeof node === 'string') pieces.push(escapeText(node))
    else {
      const other = instead(node)
      if (other === null) writeElement(pieces, node, instead)
      else pieces.push(other)
    }
  }
}

function writeElement(pieces: string[], element: XmlElement, instead: Instead): void {
  const { name, attributes, nodes } = element
  const data = attributes['data']
  if (name === 'object' && data !== undefined && isImage(attributes['type'], data)) pieces.push(image(data, element.text))
  else if (name === 'a') {
    pieces.push(`<a href="${attribute(attributes['href'] ?? '')}">`)
    writeNodes(pieces, nodes, instead)
    pieces.push('</a>')
  } else if (played.has(name)) pieces.push(`<object data="${attribute(addressIn(element))}"></object>`)
  else if (name === 'img') pieces.push(image(attributes['src'] ?? '', attributes['alt'] ?? ''))
  else if (empty.has(name)) pieces.push(`<${name}>`)
  else if (/^[a-z][a-z0-9]*$/i.test(name)) {
    pieces.push(`<${name}>`)
    writeNodes(pieces, nodes, instead)
    pieces.push(`</${name}>`)
  }
  // Names of the vocabulary itself (`qti-content-body`) are wrappers of no meaning for a text.
  else writeNodes(pieces, nodes, instead)
}

const isImage = (type: string | undefined, address: string): boolean =>
  type?.startsWith('image/') ?? /\.(png|jpe?g|gif|webp)$/i.test(address)

const image = (address: string, alt: string): string => `<img src="${attribute(address)}" alt="${attribute(alt)}">`

const attribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;')

/** Line ends of XML are blanks, so they stay as they are. */
const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Every `material` in an element of QTI 1.2, outside the elements that `without` names. */
export function materialHtml(element: XmlElement, without: (name: string) => boolean = () => false): string {
  return element.children
    .map((part) => {
      if (without(part.name)) return ''
      const single = pieceHtml(part)
      if (single !== null) return single
      const inside = materialHtml(part, without)
      return inside === '' ? '' : `<div>${inside}</div>`
    })
    .join('')
}

/** One piece of material; null for what only holds others. */
function pieceHtml({ name, attributes, text, children, nodes }: XmlElement): string | null {
  switch (name) {
    case 'mattext':
    case 'matemtext': {
      const html = children.length > 0 ? htmlOfNodes(nodes) : typedText(text, attributes['texttype'])
      // Blackboard keeps the address of a link beside its words.
      const uri = attributes['uri']?.trim() ?? ''
      return uri === '' ? html : `${html}<a href="${attribute(uri)}"></a>`
    }
    case 'mat_formattedtext':
      return typedText(text, /^plain/i.test(attributes['type'] ?? '') ? 'text/plain' : 'text/html')
    case 'matbreak':
      return '<br>'
    case 'matimage': {
      const embedded = attributes['embedded'] === 'base64'
      return image(embedded ? `data:image;base64,${text.replace(/\s+/g, '')}` : (attributes['uri'] ?? ''), attributes['label'] ?? '')
    }
    case 'matapplication':
    case 'mataudio':
    case 'matvideo':
    case 'matapplet':
      return fileHtml(attributes, text)
    case 'altmaterial':
      return ''
    default:
      return null
  }
}

/** An attached file: a picture by its name, else something to open; Blackboard leaves an empty one where there is none. */
function fileHtml({ uri = '', label = '' }: XmlElement['attributes'], text: string): string {
  const address = uri.trim() === '' ? label.trim() : uri.trim()
  if (isImage(undefined, address)) return image(address, label)
  return address === '' && text.trim() === '' ? '' : `<object data="${attribute(label.trim() === '' ? address : label)}"></object>`
}

/** Where a file does not say what a text is, well-known tags in it say so. */
function typedText(text: string, type: string | undefined): string {
  const isHtml =
    type === undefined ? /<\/?(p|br|b|i|u|strong|em|img|span|div|sub|sup|ul|ol|li|table)\b[^<]*>/i.test(text) : /x?html|rtf/i.test(type)
  return isHtml ? text : textToHtml(text)
}
