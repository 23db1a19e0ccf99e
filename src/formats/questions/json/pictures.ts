/** Pictures inside a JSON file of questions: kept once each by digest, named by the questions that show them. */
import { pictureLimits } from '#contest/limits.ts'
import type { QuestionPicture } from '#contest/questions/question.ts'
import type { Finding } from '#contest/values.ts'
import { found } from '../../findings/findings.ts'
import { readPicture, type PictureFile } from '../../files/pictures.ts'
import { cleanText } from '#contest/text.ts'

type Values = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)

export interface PicturesRead {
  readonly pictures: readonly QuestionPicture[]
  readonly findings: readonly Finding[]
}

export class JsonPictures {
  readonly #given: Values
  readonly #accepted = new Map<string, PictureFile>()

  /** @param given `{digest: {mediaType, base64}}`, or anything else when the file has none */
  constructor(given: unknown) {
    this.#given = isObject(given) ? given : {}
  }

  /** The pictures some question has shown so far. */
  get accepted(): readonly PictureFile[] {
    return [...this.#accepted.values()]
  }

  /** @param count how many options the question has */
  read(value: unknown, count: number, question: string, place: string): PicturesRead {
    if (value === undefined || value === null) return { pictures: [], findings: [] }
    const wanted = '[{"digest", "mediaType", "alt", "option"}]'
    if (!Array.isArray(value) || value.length > pictureLimits.inFile)
      return { pictures: [], findings: [found('json-shape', place, { wanted })] }
    const pictures: QuestionPicture[] = []
    const findings: Finding[] = []
    value.forEach((one: unknown, index) => {
      const at = `${place}/${index}`
      const { digest, alt = '', option = null }: Values = isObject(one) ? one : {}
      const fits = option === null || (typeof option === 'number' && Number.isInteger(option) && option >= 0 && option < count)
      if (typeof digest !== 'string' || typeof alt !== 'string' || !fits) findings.push(found('json-shape', at, { wanted }))
      else {
        const file = this.#open(digest, question, at, findings)
        if (file !== null) pictures.push({ digest: file.digest, mediaType: file.mediaType, alt: cleanText(alt), option })
      }
    })
    return { pictures, findings }
  }

  /** Null when the file lacks it or it is none; why is then among the findings. */
  #open(digest: string, question: string, place: string, findings: Finding[]): PictureFile | null {
    const before = this.#accepted.get(digest)
    if (before !== undefined) return before
    const given = Object.hasOwn(this.#given, digest) ? this.#given[digest] : undefined
    const base64 = isObject(given) ? given['base64'] : undefined
    if (base64 === undefined) {
      findings.push(found('picture-absent', place, { question }))
      return null
    }
    const read = readPicture(typeof base64 === 'string' ? Buffer.from(base64, 'base64') : new Uint8Array(), question, place)
    if (read.ok && read.value.digest === digest) {
      const file = { ...read.value, bytes: new Uint8Array(read.value.bytes) }
      this.#accepted.set(digest, file)
      return file
    }
    findings.push(...(read.ok ? [found('picture-damaged', place, { question })] : read.findings))
    return null
  }
}
