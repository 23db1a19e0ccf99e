/** A small bank in every format we write, to be damaged. */
import type { Question } from '#contest/question.ts'
import { plainContent } from '#contest/question.ts'
import { questionWriters } from '#formats/questions.ts'
import { pictureBytes } from './arbitrary-questions.ts'
import { sha256, toHex } from '#ledger/bytes.ts'
import type { Sample } from './mutate.ts'
import { trueQuestions } from './samples.ts'

const picture = pictureBytes(7)
const digest = toHex(sha256(picture))

const bank: readonly Question[] = trueQuestions()
  .slice(0, 12)
  .map(({ stem, options, answer, source }, index) => ({
    ...plainContent,
    code: `Q${String(index + 1).padStart(3, '0')}`,
    apart: [],
    stem,
    options,
    correct: index % 4 === 3 ? [0, answer === 0 ? 1 : answer] : [answer],
    optionOrder: index % 2 === 0 ? 'kept' : 'shuffled',
    source,
    topic: index < 6 ? 'Luật' : 'Văn hoá – xã hội',
    difficulty: index % 3 === 0 ? 1 : 2,
    explanation: index % 2 === 0 ? 'Theo văn bản {đã dẫn} = căn cứ ~ 1.' : null,
    pictures: index === 5 ? [{ digest, mediaType: 'image/png', alt: 'Sơ đồ', option: null }] : [],
  }))

/** Named `ngan-hang-gift.gift`. */
export const exportedSamples = (): Promise<readonly Sample[]> =>
  Promise.all(
    questionWriters.map(async (writer) => ({
      name: `ngan-hang-${writer.format}.${writer.extension}`,
      bytes: await writer.write(bank, {
        picture: (wanted) => (wanted === digest ? picture : undefined),
        title: 'Ngân hàng',
        withKey: true,
      }),
    })),
  )
