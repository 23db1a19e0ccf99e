/** Questions as hostile as people can write them, for properties of the kind `import(export(x)) = x`. */
import fc from 'fast-check'
import { explanationFindings } from '#formats/questions/explanations.ts'
import { leftoversOf } from '#formats/questions/leftovers.ts'
import type { Question, QuestionContent, QuestionPicture } from '#contest/questions/question.ts'
import { sha256, toHex } from '#ledger/bytes.ts'
import { cleanLines, cleanText, optionKey } from '#contest/text.ts'

/** Pieces that mean something in one format or another, and must mean nothing inside a text. */
const pieces = [
  '=', '~', '#', '{', '}', '{}', '{=a ~b}', ':', '::', '::tên::', '\\', '\\n', '\\=', '//', '// ghi chú', '%50%', '->', '####', '$CATEGORY: a/b', '[html]', '[markdown]', '[x]',
  'A. ', 'B) ', 'ANSWER: B', 'Đáp án: C', 'Câu 1: ', '1. ', '1/2', '007', '5%', '80 %', '13/09/2024', '1,5', '1e5', '-3', '+84', '0,1', 'TRUE', '=1+1', '=HYPERLINK("x")', '@SUM(A1)', '-2+3', "'a",
  '"', "'", '“', '”', ',', ';', '|', '*', '<', '>', '&', '&amp;', '<b>', '<br>', '</p>', '<script>', ']]>', '<![CDATA[', '_x000D_', '[[x]]', '\u{1f600}', '\u{20bb7}', 'a\u0323\u0302', 'Ệ', 'đ',
  'nghị quyết', 'Có', 'không', 'x²', '①', '(a)', '...', '…', '.', '?', ' ', ' ', '\n', '\n',
] // prettier-ignore

const wild = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'grapheme', maxLength: 8 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((list) => list.join(''))

/** No control characters, no halves of pairs, nothing XML 1.0 cannot hold, no U+FFFD, which stands for lost text: what `cleanLines` leaves as it is. */
const printable = (text: string): string => text.replace(/[^\P{C}\n]/gu, '').replace(/[\ufffd-\uffff]/g, '')

/** Ticks, and marks of other programs, are named wherever they stand, in a file of ours too. */
const named = /[✓✔☑☒✅✗✘☐□]|\[\s*<|\[(?:audio|video|embed|media)\b|@@|\$IMS|@X@/iu

/** NFC, trimmed, not empty, perhaps of several lines. */
export const arbitraryText: fc.Arbitrary<string> = wild
  .map((text) => cleanLines(printable(text)))
  .filter((text) => text !== '' && !named.test(text))

/** The same on one line. */
const arbitraryLine: fc.Arbitrary<string> = arbitraryText.map(cleanText)

/** PNGs of one pixel whose bytes differ: the header is whole, the rest is a chunk nobody reads. */
export const pictureBytes = (seed: number): Uint8Array => {
  const bytes = new Uint8Array(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  new DataView(bytes.buffer).setUint32(60, seed)
  return bytes
}

/** Bytes of the pictures of generated questions, by digest. */
const gallery: ReadonlyMap<string, Uint8Array> = new Map(
  Array.from({ length: 4 }, (_, seed) => pictureBytes(seed)).map((bytes) => [toHex(sha256(bytes)), bytes]),
)
export const arbitraryPictureBytes = (digest: string): Uint8Array | undefined => gallery.get(digest)

export interface ContentShape {
  /** Texts of one line only, for formats where an option or a title cannot have two. */
  readonly oneLine?: boolean
  readonly pictures?: boolean
  readonly source?: boolean
  readonly topic?: boolean
  readonly difficulty?: boolean
  readonly explanation?: boolean
  readonly optionOrder?: boolean
  /** At most one right option. */
  readonly single?: boolean
}

/** A content that passes every check of an import; parts the shape leaves out are as `plainContent` has them. */
function arbitraryContent(shape: ContentShape = {}): fc.Arbitrary<QuestionContent> {
  const { oneLine = false, pictures = true, source = true, topic = true, difficulty = true, explanation = true } = shape
  const text = oneLine ? arbitraryLine : arbitraryText
  const some = <T>(wanted: boolean, one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => (wanted ? fc.option(one) : fc.constant(null))
  return (
    fc
      .record({
        stem: text,
        options: fc.uniqueArray(text, { minLength: 2, maxLength: 8, selector: optionKey }).filter((list) => !hasLoneFullStop(list)),
        chosen: fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }),
        optionOrder: shape.optionOrder === false ? fc.constant('shuffled' as const) : fc.constantFrom('shuffled' as const, 'kept' as const),
        source: some(source, fc.record({ document: arbitraryLine, detail: fc.oneof(fc.constant(''), arbitraryLine) })),
        topic: some(topic, arbitraryLine),
        difficulty: some(difficulty, fc.constantFrom(1 as const, 2 as const, 3 as const)),
        explanation: some(explanation, text),
        shown: fc.array(fc.record({ at: fc.nat(3), alt: fc.oneof(fc.constant(''), arbitraryLine), option: fc.option(fc.nat(7)) }), {
          maxLength: pictures ? 3 : 0,
        }),
      })
      .map(({ chosen, shown, ...content }) => {
        const count = content.options.length
        const correct = [...new Set(chosen.map((one) => one % count))].sort((a, b) => a - b)
        return {
          ...content,
          correct: shape.single === true ? correct.slice(0, 1) : correct,
          pictures: shown
            .map(({ at, alt, option }): QuestionPicture => ({
              digest: [...gallery.keys()][at] ?? '',
              mediaType: 'image/png',
              alt,
              option: option === null ? null : option % count,
            }))
            // In the order in which a page shows them: below the stem first, then option by option.
            .sort((a, b) => (a.option ?? -1) - (b.option ?? -1)),
        }
      })
      // An explanation that takes its own answer back is refused in a file of ours too, and so is an option that says itself whether it is true.
      .filter((content) =>
        [...explanationFindings(content, '', ''), ...leftoversOf(content, '', '')].every(({ severity }) => severity !== 'error'),
      )
  )
}

/** An import drops a full stop only one of the options has. */
function hasLoneFullStop(options: readonly string[]): boolean {
  return options.length > 2 && options.filter((option) => /[^.…]\.$/.test(option)).length === 1
}

const codeOf = (index: number): string => `Q${String(index + 1).padStart(3, '0')}`

/** A bank of one to five questions with different stems. */
export function arbitraryQuestions(shape: ContentShape = {}): fc.Arbitrary<readonly Question[]> {
  return fc
    .uniqueArray(arbitraryContent(shape), { minLength: 1, maxLength: 5, selector: ({ stem }) => stem })
    .map((contents) => contents.map((content, index) => ({ ...content, code: codeOf(index), apart: [] })))
}

/** What a reader should give back: the content alone. */
export const contentOf = ({ code: _code, apart: _apart, ...content }: Question): QuestionContent => content
