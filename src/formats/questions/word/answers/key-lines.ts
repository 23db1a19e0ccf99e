/** The keys of a file while its lines are read: what belongs to one, and which titles around it say for whom it is. */
import { isBlank, type Line } from '../document/lines.ts'
import { objectSign } from '../document/objects.ts'
import { subjectsOf } from '../../subjects.ts'
import { NameContext, type PartName } from '../outline/part-names.ts'
import {
  readCorrection,
  readCorrectionBelow,
  readKeyHeading,
  readKeyLine,
  readNamedKeyLine,
  readWordyKeyLine,
  type KeyAnswers,
  type KeyEntry,
} from './key.ts'
import type { KeyBlock } from './key-parts.ts'

/** A cheap look before the exact one. */
const mayBeKey = /^\s*(?:câu\s*)?\d{1,5}(?:\.\d{1,5}|\s*[-–—]\s*\d{1,3})?\s*[.:)\-–=]?\s*[A-H](?![\p{Ll}\d])/iu

/** A box or a picture anchored in a line of answers is none of them. */
const withoutObjects = ({ text }: Line): string => text.replaceAll(objectSign, ' ').trimEnd()

const MIN_KEY_LINES = 3

const counted = ({ list }: Line, entries: readonly KeyEntry[]): readonly KeyEntry[] =>
  list === null || list.label === '' ? entries : entries.map((entry) => ({ ...entry, isCounted: true }))

/** Lines of nothing but answers that follow one another, so many that they are a key without its heading. */
export function keyLinesOf(lines: readonly Line[]): ReadonlySet<Line> {
  const keyLines = new Set<Line>()
  let together: Line[] = []
  for (const line of [...lines.filter((one) => !isBlank(one)), null]) {
    if (line !== null && mayBeKey.test(line.text) && readKeyLine(line.text, '') !== null) together.push(line)
    else {
      if (together.length >= MIN_KEY_LINES) together.forEach((one) => keyLines.add(one))
      together = []
    }
  }
  return keyLines
}

export class KeyCollector {
  readonly #blocks: { readonly names: readonly PartName[]; readonly after: number; readonly entries: KeyEntry[] }[] = []
  readonly #questionNames = new NameContext()
  readonly #keyNames = new NameContext()
  /** Titles since the last question or answer: they name what comes next, be it questions or a key. */
  #titles: (readonly PartName[])[] = []
  /** Those of them that nothing else stood behind. */
  #keyTitles: (readonly PartName[])[] = []
  /** What follows a heading is read as answers. */
  isOpen = false

  get blocks(): readonly KeyBlock[] {
    return this.#blocks
  }

  title(names: readonly PartName[]): void {
    this.#titles.push(names)
    this.#keyTitles.push(names)
  }

  /** Something that is neither title nor key. */
  text(): void {
    if (!this.isOpen) this.#keyTitles = []
  }

  /** A question begins. The names of the parts it stands in. */
  question(): readonly PartName[] {
    this.isOpen = false
    this.#titles.forEach((names) => this.#questionNames.apply(names))
    this.#titles = []
    this.#keyTitles = []
    return this.#questionNames.names
  }

  /**
   * True when the line belongs to a key and to nothing else.
   * @param after how many questions stand before it
   * @param isKeyLine it is one of several that follow one another
   */
  line(line: Line, after: number, isKeyLine: boolean): boolean {
    const { place } = line
    const text = withoutObjects(line)
    const named = readNamedKeyLine(text, place, this.isOpen)
    const heading = named === null ? readKeyHeading(text) : null
    if (named !== null || heading !== null) {
      if (heading !== null || named?.isHeading === true) this.#keyNames.clear()
      this.isOpen = true
      this.title((named ?? heading)?.names ?? [])
      if (named !== null) this.#add([{ names: [], entries: named.entries }], after)
      return true
    }
    const entries = this.isOpen || mayBeKey.test(text) ? readKeyLine(text, place) : null
    if (entries !== null && (this.isOpen || entries.length > 2 || isKeyLine)) {
      this.table([{ names: [], entries: counted(line, entries) }], after)
      this.isOpen = true
      return true
    }
    const wordy = this.isOpen && after > 0 ? this.#said(line) : null
    if (wordy === null) return false
    this.#add([{ names: [], entries: counted(line, [wordy]) }], after)
    return true
  }

  /** An answer with words, or words on one. */
  #said({ text, place }: Line): KeyEntry | null {
    const last = this.#titles.length > 0 ? undefined : this.#blocks.at(-1)?.entries.at(-1)
    const { numbers } = subjectsOf(text)
    const isOther = numbers.length > 0 && !numbers.includes(last?.number ?? 0)
    const below = last === undefined || isOther ? null : readCorrectionBelow(text, place, last)
    return readWordyKeyLine(text, place) ?? readCorrection(text, place) ?? below
  }

  /** Answers of a table, or of lines that may have no heading. */
  table(answers: readonly KeyAnswers[], after: number): void {
    if (!this.isOpen) this.#keyNames.clear()
    this.#add(answers, after)
  }

  #add(answers: readonly KeyAnswers[], after: number): void {
    this.#keyTitles.forEach((names) => this.#keyNames.apply(names))
    const isSame = this.#keyTitles.every((names) => names.length === 0)
    this.#titles = []
    this.#keyTitles = []
    for (const { names, entries } of answers) {
      const current = this.#blocks.at(-1)
      if (isSame && names.length === 0 && current?.after === after && this.isOpen) current.entries.push(...entries)
      else this.#blocks.push({ names: [...this.#keyNames.names, ...names], after, entries: [...entries] })
    }
  }
}
