/** HTML from other question banks → the plain text a question holds. Nothing of the markup survives, so nothing of it can run. */
import { Parser } from 'htmlparser2'
import { cleanLines } from '#contest/text.ts'

export interface HtmlText {
  /** Cleaned, with `\n` where a browser would begin a new line. */
  readonly text: string
  /** `src` of every `img`, in order, as written. */
  readonly pictures: readonly string[]
  /** `alt` of the same pictures, empty where there is none. */
  readonly alts: readonly string[]
  /** True when something a reader would have seen or heard is not in `text`: a table's layout, a formula, a film, struck-out words. */
  readonly lossy: boolean
}

/** Each stands on lines of its own. */
const blocks = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
/** Not shown at all, or not as text. */
const silent = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'math', 'svg', 'object', 'audio', 'video', 'iframe'])
const missed = new Set(['math', 'svg', 'object', 'embed', 'audio', 'video', 'iframe', 'input', 'select', 'textarea', 'del', 's', 'strike'])

const raised = { from: '0123456789+-=()n', to: '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ' }
const lowered = { from: '0123456789+-=()', to: '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎' }

const MAX_HTML = 200_000
/** Pages nest a few dozen deep; the parser looks its open elements through for each end tag. */
const MAX_DEPTH = 500
const STEP = 4096

export function htmlToText(html: string): HtmlText {
  const pictures: string[] = []
  const alts: string[] = []
  const open: { readonly name: string; items: number }[] = []
  let text = ''
  let hidden = 0
  let lossy = html.length > MAX_HTML
  const line = (): void => {
    if (text !== '' && !text.endsWith('\n')) text += '\n'
  }
  const append = (data: string): void => {
    const script = open.findLast(({ name }) => name === 'sup' || name === 'sub')
    const inPre = open.some(({ name }) => name === 'pre')
    let words = inPre ? data : data.replace(/[\t\n\f\r ]+/g, ' ')
    if (!inPre && words.startsWith(' ') && (text === '' || text.endsWith('\n') || text.endsWith(' '))) words = words.slice(1)
    if (script !== undefined && words.trim() !== '') {
      const small = inSmall(words, script.name === 'sup' ? raised : lowered)
      lossy ||= small === null
      words = small ?? words
    }
    text += words
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      open.push({ name, items: 0 })
      if (silent.has(name)) hidden++
      lossy ||= missed.has(name) && attributes['type'] !== 'hidden'
      if (hidden > 0) return
      if (name === 'br') text += '\n'
      else if (name === 'img') {
        pictures.push(attributes['src'] ?? '')
        alts.push(cleanLines(attributes['alt'] ?? ''))
      } else if (name === 'td' || name === 'th') {
        lossy = true
        if (text !== '' && !text.endsWith('\n')) text += ' | '
      } else if (blocks.has(name)) line()
      if (name === 'li') text += bullet(open)
    },
    ontext(data) {
      if (hidden === 0) append(data)
    },
    onclosetag(name) {
      open.pop()
      if (silent.has(name)) hidden--
      else if (hidden === 0 && blocks.has(name)) line()
    },
  })
  for (let at = 0; at < html.length && at < MAX_HTML; at += STEP) {
    parser.write(html.slice(at, at + STEP))
    if (open.length < MAX_DEPTH) continue
    lossy = true
    break
  }
  parser.end()
  return { text: cleanLines(text), pictures, alts, lossy }
}

/** `1. ` in numbered lists, `- ` in others. */
function bullet(open: readonly { readonly name: string; items: number }[]): string {
  const list = open.findLast(({ name }) => name === 'ol' || name === 'ul')
  if (list?.name !== 'ol') return '- '
  list.items++
  return `${list.items}. `
}

/** `m²` for `m<sup>2</sup>`; null when a character has no such form. */
function inSmall(words: string, { from, to }: typeof raised): string | null {
  const letters = [...words.trim()].map((letter) => to[from.indexOf(letter)] ?? null)
  return letters.includes(null) ? null : letters.join('')
}

/** The other way, for files whose texts are HTML: every character as itself, `\n` as `<br>`. */
export const textToHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\n', '<br>')
