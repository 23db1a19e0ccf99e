/** Pictures that came with questions, made anew from their pixels before they are kept; questions name the new ones. */
import type { QuestionContent } from '#contest/questions/question.ts'
import { found } from '#formats/findings/findings.ts'
import type { PictureFile } from '#formats/files/pictures.ts'
import type { QuestionsRead } from '#formats/questions/registry.ts'
import type { App } from '../app.ts'
import type { ReadQuestion } from '#formats/questions/draft.ts'
import { sha256Hex } from '../ids.ts'

/** Null for what does not decode. */
export async function remadePicture(app: App, picture: PictureFile): Promise<PictureFile | null> {
  const made = await app.remakePicture(picture.bytes, picture.mediaType)
  return made === null ? null : { ...made, digest: sha256Hex(made.bytes) }
}

/** A question whose picture does not decode loses it and gets an error, so that it is mended or left out. */
export async function withRemadePictures(app: App, read: QuestionsRead): Promise<QuestionsRead> {
  if (read.pictures.length === 0) return read
  const made = new Map<string, PictureFile | null>()
  for (const picture of read.pictures) made.set(picture.digest, await remadePicture(app, picture))
  const pictures = new Map([...made.values()].flatMap((picture) => (picture === null ? [] : [[picture.digest, picture] as const])))
  const questions = read.questions.map((question): ReadQuestion => {
    const damaged = question.content.pictures.some(({ digest }) => made.get(digest) === null)
    const findings = damaged
      ? [...question.findings, found('picture-damaged', question.place, { question: question.place })]
      : question.findings
    return { ...question, content: renamed(question.content, made), findings }
  })
  const hasErrors = read.hasErrors || [...made.values()].includes(null)
  return { ...read, questions, pictures: [...pictures.values()], hasErrors }
}

const renamed = (content: QuestionContent, made: ReadonlyMap<string, PictureFile | null>): QuestionContent => ({
  ...content,
  pictures: content.pictures.flatMap((picture) => {
    const now = made.get(picture.digest)
    return now === undefined || now === null ? [] : [{ ...picture, digest: now.digest, mediaType: now.mediaType }]
  }),
})
