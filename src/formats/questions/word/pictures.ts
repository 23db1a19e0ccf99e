/** Objects in questions of a Word document → pictures that are kept, and findings about the others. */
import type { QuestionPicture } from '#contest/questions/question.ts'
import type { Checked, Finding } from '#contest/values.ts'
import type { Parts } from '../../files/archive.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { readPicture, type PictureFile } from '../../files/pictures.ts'
import { speaksOfAnswer } from '../answers.ts'
import { cleanText } from '#contest/text.ts'
import type { BodyObject } from './question.ts'

export class PictureShelf {
  readonly #parts: Parts
  readonly #read = new Map<string, PictureFile | null>()
  readonly #kept = new Map<string, PictureFile>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Every picture a question names, once each. */
  get pictures(): readonly PictureFile[] {
    return [...this.#kept.values()]
  }

  place(
    objects: readonly BodyObject[],
    question: string,
    place: string,
  ): { readonly pictures: readonly QuestionPicture[]; readonly findings: readonly Finding[] } {
    const pictures: QuestionPicture[] = []
    const findings: Finding[] = []
    for (const { object, option } of objects) {
      if (object.kind === 'picture') {
        const picture = this.#picture(object.part, question, place)
        if (picture.ok) {
          const { digest, mediaType } = picture.value
          this.#kept.set(digest, picture.value)
          pictures.push({ digest, mediaType, alt: cleanText(object.alt), option })
        } else findings.push(...picture.findings)
      } else if (object.kind === 'formula') {
        findings.push(
          object.exact
            ? found('formula-linear', place, { question, text: excerpt(object.text) })
            : found('formula-left-out', place, { question }),
        )
      } else if (object.kind === 'text-box')
        findings.push(found(speaksOfAnswer(object.text) ? 'text-box-doubts' : 'text-box', place, { question, text: excerpt(object.text) }))
      else if (object.kind === 'symbol') findings.push(found('symbol-unknown', place, { question, font: object.font }))
      else findings.push(found(object.kind === 'shape' ? 'shape-left-out' : 'object-left-out', place, { question }))
    }
    return { pictures: pictures.toSorted((a, b) => (a.option ?? -1) - (b.option ?? -1)), findings: withoutRepeats(findings) }
  }

  #picture(part: string | null, question: string, place: string): Checked<PictureFile> {
    if (part === null) return { ok: false, findings: [found('picture-linked', place, { question })] }
    const known = this.#read.get(part)
    if (known !== undefined && known !== null) return { ok: true, value: known, findings: [] }
    const bytes = this.#parts.get(part)
    // Parts that are no picture by name (an EMF that was packed once more) were never opened.
    const picture = readPicture(bytes ?? new Uint8Array(), question, place)
    this.#read.set(part, picture.ok ? picture.value : null)
    return picture
  }
}

/** One word about each kind of thing is enough, but each formula is shown. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ message }) => !seen.has(message.vi) && seen.add(message.vi))
}
