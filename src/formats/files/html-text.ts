/** HTML from other question banks → the plain text a question holds. Nothing of the markup survives, so nothing of it can run. */
import { Parser } from 'htmlparser2'
import { cleanLines } from '#contest/text.ts'
import { raisedText } from './raised.ts'

export interface HtmlText {
  /** Cleaned, with `\n` where a browser would begin a new line. */
  readonly text: string
  /** `src` of every `img`, in order, as written. */
  readonly pictures: readonly string[]
  /** `alt` of the same pictures, empty where there is none. */
  readonly alts: readonly string[]
  /** Addresses of sounds, films and files one is asked to open, empty where there is none. */
  readonly media: readonly string[]
  /** Addresses of other links, unless the text says them. */
  readonly links: readonly string[]
  /** True when something a reader would have seen is not in `text`: a table's layout, a formula, struck-out words. */
  readonly lossy: boolean
  /** What people wrote where no browser shows it; not what editors put there. */
  readonly comments: readonly string[]
}

/** Each stands on lines of its own. */
const blocks = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
/** Not shown at all, or not as text. */
const silent = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'math', 'svg', 'object', 'audio', 'video', 'iframe'])
const missed = new Set(['math', 'svg', 'input', 'select', 'textarea', 'del', 's', 'strike'])
/** Played or shown by a program of its own. */
const played = new Set(['object', 'embed', 'audio', 'video', 'iframe', 'bgsound'])
/** A link that leads into the file of questions, or to something to play: Moodle makes players of such links. */
const filed =
  /^\s*(?:@@PLUGINFILE@@|\$IMS|%24IMS|@X@)|\.(?:mp[34]|m4[av]|og[gva]|opus|wav|wma|wmv|aac|flac|webm|mov|avi|swf|flv|midi?)(?:[?#].*)?$/i

/** Nobody saw it where it comes from. */
const isUnseen = ({ style = '', hidden }: Readonly<Record<string, string>>): boolean =>
  hidden !== undefined || /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

const MAX_HTML = 200_000
/** Pages nest a few dozen deep; the parser looks its open elements through for each end tag. */
const MAX_DEPTH = 500
const STEP = 4096

export function htmlToText(html: string): HtmlText {
  const pictures: string[] = []
  const alts: string[] = []
  const media: string[] = []
  const links: string[] = []
  const comments: string[] = []
  const open: { readonly name: string; readonly hides: boolean; items: number }[] = []
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
      const small = raisedText(words, script.name === 'sup' ? 'superscript' : 'subscript')
      lossy ||= !small.isExact
      words = small.text
    }
    text += words
  }
  /** What leads out of the text. */
  const lead = (name: string, { src, data, href = '' }: Readonly<Record<string, string>>): void => {
    if (played.has(name)) media.push(src ?? data ?? '')
    else if (name === 'source' && media.at(-1) === '') media.splice(-1, 1, src ?? '')
    if (name !== 'a' || hidden > 0) return
    if (filed.test(href)) media.push(href)
    else if (!/^\s*(?:#|javascript:|$)/i.test(href)) links.push(href.trim())
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      const unseen = isUnseen(attributes) && !empty.has(name)
      const hides = silent.has(name) || unseen
      open.push({ name, hides, items: 0 })
      if (hides) hidden++
      lossy ||= unseen || (missed.has(name) && attributes['type'] !== 'hidden')
      lead(name, attributes)
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
    oncomment(data) {
      if (!/^\s*(?:\[|start|end|\/?wp:|$)/i.test(data)) comments.push(cleanLines(data))
    },
    ontext(data) {
      if (hidden === 0) append(data)
    },
    onclosetag(name) {
      if (open.pop()?.hides === true) hidden--
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
  const clean = cleanLines(text)
  const unsaid = links.filter((link) => !clean.includes(link.replace(/^mailto:/i, '')))
  return { text: clean, pictures, alts, media, links: unsaid, lossy, comments }
}

/** `1. ` in numbered lists, `- ` in others. */
function bullet(open: readonly { readonly name: string; items: number }[]): string {
  const list = open.findLast(({ name }) => name === 'ol' || name === 'ul')
  if (list?.name !== 'ol') return '- '
  list.items++
  return `${list.items}. `
}

/** The other way, for files whose texts are HTML: every character as itself, `\n` as `<br>`. */
export const textToHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\n', '<br>')
