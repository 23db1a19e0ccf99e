/** A question as the templates print it: letters in place of positions, pictures by the name of their file. */
import { letterOf } from '#contest/questions/letters.ts'
import { extensionOf, type Question, type QuestionPicture } from '#contest/questions/question.ts'

interface PrintedPicture {
  /** Name of the file among the document's pictures. */
  readonly file: string
  readonly alt: string
}

export interface PrintedQuestion {
  readonly code: string
  readonly stem: string
  readonly pictures: readonly PrintedPicture[]
  readonly options: readonly {
    readonly letter: string
    readonly text: string
    readonly right: boolean
    readonly pictures: readonly PrintedPicture[]
  }[]
  /** `B`, or `A, C`. */
  readonly answer: string
  readonly source: string
  readonly topic: string
  readonly level: string
  readonly explanation: string
}

/** @param order the options as they are shown: `order[shown] = position in the author's order` */
export function printQuestion(
  question: Question,
  order: readonly number[] = question.options.map((_, position) => position),
): PrintedQuestion {
  const picturesOf = (option: number | null): readonly PrintedPicture[] =>
    question.pictures.filter((picture) => picture.option === option).map((picture) => printPicture(picture, question.code))
  const { source } = question
  const options = order.map((position, shown) => ({
    letter: letterOf(shown),
    text: question.options[position] ?? '',
    right: question.correct.includes(position),
    pictures: picturesOf(position),
  }))
  return {
    code: question.code,
    stem: question.stem,
    pictures: picturesOf(null),
    options,
    answer: options.flatMap(({ letter, right }) => (right ? [letter] : [])).join(', '),
    source: source === null ? '' : [source.document, source.detail].filter((text) => text !== '').join(', '),
    topic: question.topic ?? '',
    level: question.difficulty === null ? '' : String(question.difficulty),
    explanation: question.explanation ?? '',
  }
}

/** PDF/UA wants every picture described. */
const printPicture = ({ digest, alt, mediaType }: QuestionPicture, code: string): PrintedPicture => ({
  file: pictureFile(digest, mediaType),
  alt: alt === '' ? `Hình của câu ${code}` : alt,
})

export const pictureFile = (digest: string, mediaType: QuestionPicture['mediaType']): string => `${digest}.${extensionOf(mediaType)}`
