/** Formulas of Word (OMML, ECMA-376 part 1, section 22.1) as a line of text, where that loses nothing. */
import { child, childrenOf, type XmlElement } from '../../../files/xml.ts'

export interface LinearFormula {
  readonly text: string
  /** False where the line would not say what the formula says: matrices, sums with limits, accents, … */
  readonly exact: boolean
}

export function linearFormula(root: XmlElement): LinearFormula {
  const state = { exact: true }
  const text = inLine(root, state).replace(/\s+/g, ' ').trim()
  return { text, exact: state.exact && text !== '' }
}

interface State {
  exact: boolean
}

const raised = { from: '0123456789+-=()n', to: '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ' }
const lowered = { from: '0123456789+-=()', to: '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎' }

/** Properties say nothing that stands in the line. */
const silent = /Pr$/
/** Hold others and add nothing of their own. */
const plain = new Set(['oMath', 'e', 'num', 'den', 'sup', 'sub', 'deg', 'fName', 'r', 'box', 'ins', 'smartTag', 'sdt', 'sdtContent'])

function inLine(element: XmlElement, state: State): string {
  const { name } = element
  const part = (of: string): string => inLine(child(element, of) ?? empty, state)
  if (silent.test(name)) return ''
  switch (name) {
    case 't':
      return element.text
    case 'f':
      return fraction(element, part)
    case 'sSup':
      return grouped(part('e')) + script(part('sup'), raised, '^')
    case 'sSub':
      return grouped(part('e')) + script(part('sub'), lowered, '_')
    case 'sSubSup':
      return grouped(part('e')) + script(part('sub'), lowered, '_') + script(part('sup'), raised, '^')
    case 'rad':
      return root(part('deg'), part('e'))
    case 'd':
      return delimited(element, state)
    case 'func':
      return `${part('fName')} ${part('e')}`
    default:
      if (!plain.has(name) && name !== '') state.exact = false
      return element.children.map((one) => inLine(one, state)).join('')
  }
}

const empty: XmlElement = { name: '', attributes: {}, children: [], text: '', nodes: [] }

function fraction(element: XmlElement, part: (of: string) => string): string {
  const [above, below] = [part('num'), part('den')]
  // A binomial has no line between its parts.
  if (child(child(element, 'fPr'), 'type')?.attributes['val'] === 'noBar') return `(${above} ${below})`
  return `${grouped(above)}/${grouped(below)}`
}

function root(degree: string, inside: string): string {
  const sign = degree.trim() === '' || degree.trim() === '2' ? '√' : degree.trim() === '3' ? '∛' : degree.trim() === '4' ? '∜' : null
  return sign === null ? `(${inside})^(1/${grouped(degree)})` : `${sign}${grouped(inside)}`
}

function delimited(element: XmlElement, state: State): string {
  const properties = child(element, 'dPr')
  const sign = (name: string, usual: string): string => child(properties, name)?.attributes['val'] ?? usual
  const inside = childrenOf(element, 'e').map((one) => inLine(one, state))
  return `${sign('begChr', '(')}${inside.join(sign('sepChr', '|'))}${sign('endChr', ')')}`
}

/** In brackets unless it is one letter, one number or already in brackets. */
function grouped(text: string): string {
  const bare = text.trim()
  return /^(\p{L}\p{M}*|\d+([.,]\d+)?|\([^()]*\))$/u.test(bare) || bare === '' ? bare : `(${bare})`
}

function script(text: string, signs: typeof raised, mark: string): string {
  const letters = [...text.trim()]
  const small = letters.map((letter) => signs.to[signs.from.indexOf(letter)])
  return letters.length > 0 && small.every((letter) => letter !== undefined && letter !== '') ? small.join('') : `${mark}${grouped(text)}`
}
