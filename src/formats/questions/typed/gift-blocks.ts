/** The outer shape of GIFT: comments, categories, questions between blank lines, and escapes (Moodle documentation, "GIFT format"). */

export interface GiftBlock {
  /** Of its first line, from 1. */
  readonly line: number
  /** Escapes masked (`maskEscapes`), lines joined by `\n`, comments left out. */
  readonly text: string
  /** What the comments above and inside it say. */
  readonly comments: string
  /** Last element of the path of the category in force; null in the top one. */
  readonly category: string | null
}

/** Noncharacters stand for escaped characters while the structure is read: no text may hold them. */
const escaped = ':#={}~\n\\'
const FIRST = 0xfdd0
const masks = /[\ufdd0-\ufdd7]/g

/** `\:` `\#` `\=` `\{` `\}` `\~` `\n` `\\`; any other backslash is text. */
const maskEscapes = (text: string): string =>
  text
    .replace(masks, '')
    .replace(/\\([:#={}~n\\])/g, (_, mark: string) => String.fromCharCode(FIRST + escaped.indexOf(mark === 'n' ? '\n' : mark)))

export const unmask = (text: string): string => text.replace(masks, (mask) => escaped[mask.charCodeAt(0) - FIRST] ?? '')

export const escapeGift = (text: string): string => text.replace(/[:#={}~\\]/g, '\\$&').replaceAll('\n', '\\n')

/** @param file its lines */
export function readBlocks(file: readonly string[]): readonly GiftBlock[] {
  const blocks: GiftBlock[] = []
  let category: string | null = null
  let lines: string[] = []
  let comments: string[] = []
  let start = 0
  const close = (): void => {
    if (lines.length > 0) blocks.push({ line: start, text: maskEscapes(lines.join('\n')), comments: comments.join('\n'), category })
    // Comments above a blank line still speak of the question below it.
    if (lines.length > 0) comments = []
    lines = []
  }
  file.forEach((raw, index) => {
    const line = raw.trim()
    if (line === '') close()
    else if (line.startsWith('//')) comments.push(line)
    else if (line.startsWith('$CATEGORY:') && lines.length === 0) {
      category = lastOfPath(line.slice('$CATEGORY:'.length))
      comments = []
    } else {
      if (lines.length === 0) start = index + 1
      lines.push(line)
    }
  })
  close()
  return blocks
}

/** `$course$/top/Luật/Đất đai` → `Đất đai`; a slash inside a name is doubled. */
function lastOfPath(path: string): string | null {
  const names = path
    .trim()
    .split(/(?<!\/)\/(?!\/)/)
    .map((name) => name.trim().replaceAll('//', '/'))
  const own = /^\$\w+\$$/.test(names[0] ?? '') ? names.slice(1) : names
  const below = own[0] === 'top' ? own.slice(1) : own
  return below.findLast((name) => name !== '') ?? null
}

/** A name that begins or ends with a slash needs a blank, or nobody could tell which slash parts. */
export const categoryPath = (topic: string | null): string =>
  topic === null ? '$course$/top' : `$course$/top/${topic.replaceAll('/', '//').replace(/^\//, ' /')}`
