/**
 * The mark-up of Vietnamese test banks: `[<br>]` between questions, `[<sg>] … [<egc>] … [</sg>]` around questions that share a
 * text, `(CLO1)`, `(<1>)`, `[<TN>]` in front of a question.
 */
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../../findings/findings.ts'
import { cutTags, namedHead, bareHead, type Tags } from './heads.ts'
import { isBlank, sliceLine, type Line } from '../document/lines.ts'

export interface GroupText {
  readonly lines: readonly Line[]
}

type Step =
  { readonly kind: 'line'; readonly line: Line } | { readonly kind: 'end' } | { readonly kind: 'left-out'; readonly finding: Finding }

const tag = /\[\s*<\s*(br|sg|egc|\/sg)\s*>\s*\]/gi

export const isBankTag = (text: string, name: 'br'): boolean => new RegExp(`\\[\\s*<\\s*${name}\\s*>\\s*\\]`, 'i').test(text)

/** Questions that are no choice among options. */
const otherKinds: Readonly<Record<string, string>> = { TL: 'tự luận', GN: 'ghép nối', DT: 'điền từ' }

export class BankReader {
  #group: { lines: Line[]; isText: boolean } | null = null
  #kind: string | null = null

  /** The text shared by the questions being read. */
  get group(): GroupText | null {
    return this.#group
  }

  get kind(): string | null {
    return this.#kind
  }

  /** The line without the mark-up, and what the mark-up ends. */
  read(line: Line): readonly Step[] {
    const steps: Step[] = []
    let from = 0
    const words = (to: number): void => {
      const piece = sliceLine(line, from, to)
      if (from > 0 && isBlank(piece)) return
      if (this.#group?.isText === true) this.#group.lines.push(...(isBlank(piece) ? [] : [piece]))
      else steps.push({ kind: 'line', line: piece })
    }
    for (const match of line.text.matchAll(tag)) {
      if (match.index > from) words(match.index)
      from = match.index + match[0].length
      steps.push({ kind: 'end' })
      const name = match[1]?.toLowerCase()
      if (name === 'sg') this.#group = { lines: [], isText: true }
      else if (name === 'egc' && this.#group !== null) this.#group.isText = false
      else if (name === '/sg' || (name === 'br' && this.#group?.isText === true)) {
        const lost = this.#group?.isText === true ? this.#group.lines[0] : undefined
        if (lost !== undefined) steps.push({ kind: 'left-out', finding: found('text-ignored', lost.place, { text: excerpt(lost.text) }) })
        this.#group = null
      }
    }
    if (from === 0 || from < line.text.length) words(line.text.length)
    return steps
  }

  /** What stands in front of the words of a question, and behind them. */
  head(
    line: Line,
    due: number,
  ): { readonly head: { readonly number: number | null; readonly tags: Tags }; readonly from: number; readonly to: number } {
    const { text } = line
    const number = /^\s*\(\s*<?\s*\d{1,4}\s*>?\s*\)\s*/.exec(text)?.[0].length ?? 0
    const known = number > 0 ? null : (namedHead(text, due) ?? bareHead(text))
    let from = number > 0 ? number : (known?.length ?? 0)
    let tags: Tags = known?.tags ?? { difficulty: null, leftOut: [] }
    this.#kind = null
    for (let count = 0; count < 4; count++) {
      const type = /^\s*\[\s*<\s*(TN|MN|NH|TL|GN|DT)\s*>\s*\]\s*/i.exec(text.slice(from, from + 40))
      if (type !== null) {
        from += type[0].length
        this.#kind ??= otherKinds[type[1]?.toUpperCase() ?? ''] ?? null
        continue
      }
      const cut = cutTags(text.slice(from))
      if (cut.from === 0) break
      from += cut.from
      tags = { difficulty: tags.difficulty ?? cut.tags.difficulty, leftOut: [...tags.leftOut, ...cut.tags.leftOut] }
    }
    return { head: { number: known?.number ?? null, tags }, from, to: text.length }
  }
}
