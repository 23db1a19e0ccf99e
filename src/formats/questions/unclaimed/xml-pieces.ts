/** What a question of Moodle XML or IMS QTI says, text by text. What its finding names by kind (hints, words for right and wrong) is left to that. */
import { htmlToText } from '../../files/html-text.ts'
import type { XmlElement } from '../../files/xml.ts'
import type { SourcePiece } from './pieces.ts'

/** Numbers, names for programs, and what a finding of its own tells. */
const apart =
  /^(?:correctfeedback|partiallycorrectfeedback|incorrectfeedback|hint|tags|file|image|image_base64|idnumber|answernumbering|itemmetadata|resprocessing|outcomes|responseDeclaration|outcomeDeclaration|templateDeclaration|responseProcessing|rubric|rubricBlock|modalFeedback|itemfeedback|feedbackBlock|feedbackInline|qticomment|style|script|duration|itemcontrol|stylesheet|altmaterial|object|audio|video|math|mimetype)$/

/** Of one question; `names` are elements and attributes that say what the program calls it. */
export function piecesOfXml(question: XmlElement, place: string): readonly SourcePiece[] {
  const pieces: SourcePiece[] = []
  const add = (html: string, isName: boolean, raw: string): void => {
    const { text } = htmlToText(html)
    if (text.trim() !== '') pieces.push({ place, text, raw, ...(isName ? { isName } : {}) })
  }
  const walk = (element: XmlElement, isName: boolean): void => {
    if (apart.test(element.name)) return
    const isOwn = isName || element.name === 'name'
    const words = element.nodes.some((node) => typeof node === 'string' && /\p{L}{2}/u.test(node))
    // Text among elements: all of it at once, as it is read.
    if (words) add(escaped(element), isOwn, stringsIn(element).join(' '))
    else
      element.children.forEach((one) => {
        walk(one, isOwn)
      })
  }
  walk(question, false)
  const title = question.attributes['title'] ?? ''
  if (title !== '') pieces.push({ place, text: title, isName: true })
  return pieces
}

/** Markup inside XML stands as elements (QTI 2), or as text (CDATA, Moodle, QTI 1.2). */
function escaped({ nodes }: XmlElement): string {
  return nodes.map((node) => (typeof node === 'string' ? node : apart.test(node.name) ? '' : `<p>${escaped(node)}</p>`)).join('')
}

const stringsIn = ({ nodes }: XmlElement): readonly string[] =>
  nodes.flatMap((node) => (typeof node === 'string' ? [node] : apart.test(node.name) ? [] : stringsIn(node)))
