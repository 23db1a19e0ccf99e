/**
 * Questions as a Word document to print: with the key for the jury and for reading back (own.ts), or without it as a
 * paper. Page and letters follow Nghị định 30/2020/NĐ-CP.
 */
import type { Question, QuestionPicture } from '#contest/questions/question.ts'
import { letterOf, lettersOf } from '#contest/questions/letters.ts'
import { pictureSize } from '../../../files/pictures.ts'
import type { QuestionWriter, WriteOptions } from '../../format.ts'
import { keptOrder, layoutStyles, levelWords, noteLabels, sourceGap, type NoteName } from './layout.ts'
import { packDocument, textWidth, type MediaPart } from './package.ts'
import { labelXml, paragraphXml, pictureXml, tableXml, wordsXml } from './xml.ts'

export const wordWriter: QuestionWriter = {
  format: 'docx',
  extension: 'docx',
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  drops: ['apart'],
  write: (questions, options) => {
    const shelf = new MediaShelf(options.picture)
    const body = [
      options.title === '' ? '' : paragraphXml(layoutStyles.title, wordsXml(options.title)),
      ...questions.map((question, index) => questionXml(question, index + 1, options, shelf)),
      options.withKey ? keyXml(questions) : '',
    ]
    return packDocument(body.join(''), options.title, shelf.media)
  },
}

const EMU_PER_PIXEL = 9525
const EMU_PER_MM = 36_000
const pictureRoom = { stem: { width: 150, height: 90 }, option: { width: 70, height: 50 } } as const

/** Pictures of a document, each stored once. */
class MediaShelf {
  readonly media: MediaPart[] = []
  readonly #bytes: WriteOptions['picture']
  readonly #relations = new Map<string, string | null>()
  #drawn = 0

  constructor(bytes: WriteOptions['picture']) {
    this.#bytes = bytes
  }

  /** The run of a picture, empty when its bytes are not there. */
  draw({ digest, mediaType, alt, option }: QuestionPicture): string {
    const bytes = this.#bytes(digest)
    if (bytes === undefined) return ''
    let relation = this.#relations.get(digest)
    if (relation === undefined || relation === null) {
      relation = `rIdPicture${this.media.length + 1}`
      this.media.push({ relation, target: `media/image${this.media.length + 1}.${mediaType.slice('image/'.length)}`, bytes })
      this.#relations.set(digest, relation)
    }
    this.#drawn++
    const size = pictureSize(bytes) ?? { width: 100, height: 100 }
    const room = pictureRoom[option === null ? 'stem' : 'option']
    const scale = Math.min(EMU_PER_PIXEL, (room.width * EMU_PER_MM) / size.width, (room.height * EMU_PER_MM) / size.height)
    const side = (pixels: number): number => Math.max(1, Math.round(pixels * scale))
    return pictureXml({ relation, alt, width: side(size.width), height: side(size.height) }, this.#drawn)
  }
}

/** A line that ends with a break is stretched over the page where a paragraph is justified. */
const unstretched = '<w:jc w:val="left"/>'

function questionXml(question: Question, number: number, { withKey }: WriteOptions, shelf: MediaShelf): string {
  const { stem, pictures } = question
  const own = pictures.filter(({ option }) => option === null).map((picture) => shelf.draw(picture))
  return [
    paragraphXml(layoutStyles.question, labelXml(`Câu ${number}. `) + wordsXml(stem), stem.includes('\n') ? unstretched : ''),
    own.length === 0 ? '' : paragraphXml(layoutStyles.picture, own.join('')),
    optionsXml(question, shelf, withKey),
    withKey ? notesXml(question) : '',
  ].join('')
}

/** Graphemes that surely fit half a line. */
const SHORT = 36
const graphemes = new Intl.Segmenter('vi')

const isShort = (text: string): boolean => !text.includes('\n') && [...graphemes.segment(text)].length <= SHORT

/** Two side by side when all are short, else one below the other. The last lines keep together with what follows. */
function optionsXml({ options, pictures }: Question, shelf: MediaShelf, withKey: boolean): string {
  const drawn = options.map((text, position) => {
    const own = pictures.filter(({ option }) => option === position).map((picture) => shelf.draw(picture))
    return labelXml(`${letterOf(position)}. `) + wordsXml(text) + own.join('')
  })
  const pairs = options.every(isShort) && pictures.every(({ option }) => option === null)
  const lines = pairs
    ? drawn.flatMap((one, at) => (at % 2 === 0 ? [one + (drawn[at + 1] === undefined ? '' : labelXml('\t') + (drawn[at + 1] ?? ''))] : []))
    : drawn
  return lines.map((line, at) => paragraphXml(layoutStyles.options, line, withKey || at < lines.length - 1 ? '<w:keepNext/>' : '')).join('')
}

function notesXml({ correct, source, topic, difficulty, optionOrder, explanation }: Question): string {
  const line = (name: NoteName, words: string): string => paragraphXml(layoutStyles.note, labelXml(`${noteLabels[name]}: `) + words)
  return [
    line('answer', wordsXml(lettersOf(correct))),
    source === null
      ? ''
      : line('source', wordsXml(source.document) + (source.detail === '' ? '' : labelXml(sourceGap) + wordsXml(source.detail))),
    topic === null ? '' : line('topic', wordsXml(topic)),
    difficulty === null ? '' : line('level', wordsXml(levelWords[difficulty])),
    optionOrder === 'kept' ? line('order', wordsXml(keptOrder)) : '',
    explanation === null ? '' : line('explanation', wordsXml(explanation)),
  ].join('')
}

const KEY_COLUMNS = 5

/** On a page of its own: numbers downwards, several columns side by side. */
function keyXml(questions: readonly Question[]): string {
  const rows = Math.ceil(questions.length / KEY_COLUMNS)
  const columns = Math.min(KEY_COLUMNS, questions.length)
  const body = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const index = column * rows + row
      const question = questions[index]
      return question === undefined ? ['', ''] : [wordsXml(String(index + 1)), wordsXml(lettersOf(question.correct))]
    }).flat(),
  )
  const head = Array.from({ length: columns }, () => [wordsXml('Câu'), wordsXml('Đáp án')]).flat()
  const width = Math.floor(textWidth / KEY_COLUMNS)
  const numberWidth = Math.floor(width * 0.38)
  if (questions.length === 0) return ''
  const table = tableXml(
    [head, ...body],
    head.map((_, at) => (at % 2 === 0 ? numberWidth : width - numberWidth)),
  )
  return paragraphXml(layoutStyles.title, wordsXml('ĐÁP ÁN'), '<w:pageBreakBefore/>') + table + '<w:p/>'
}
