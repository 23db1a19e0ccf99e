/** Every official document of the registry with invented data, always the same. */
import { readyDocument, type ReadyDocument } from '#documents/official/document.ts'
import { booklet } from '#documents/official/booklet.ts'
import { pictureFile } from '#documents/official/question-print.ts'
import { rulebook } from '#documents/official/rulebook.ts'
import { samplePaper } from '#documents/official/sample-paper.ts'
import { plainRules, questionOf, setOf } from './contest.ts'

const digest = 'c'.repeat(64)
const picture = { digest, mediaType: 'image/png', alt: 'Bản đồ', option: null } as const
const pictures = [
  {
    file: pictureFile(digest, 'image/png'),
    bytes: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
  },
]
const long = 'Cơ quan nào dưới đây chịu trách nhiệm trước Ủy ban nhân dân huyện về việc tiếp nhận và giải quyết hồ sơ'
const set = setOf([
  questionOf(1),
  questionOf(2, { stem: `${long}?`, correct: [0, 3], difficulty: 3, topic: 'Dịch vụ công', explanation: 'Vì thế.\nDòng hai.' }),
  questionOf(3, { pictures: [picture, { ...picture, option: 1 }], source: { document: 'Nghị định 47/2020/NĐ-CP', detail: 'Điều 3' } }),
  ...Array.from({ length: 5 }, (_, at) => questionOf(4 + at, { options: ['Đúng', 'Sai', `${long} ${String(at)}`, long] })),
])
const paper = set.questions.map((_, question) => ({ question, optionOrder: [3, 2, 1, 0] }))

const round = 'Tuần 1'
export const exampleDocuments: readonly ReadyDocument[] = [
  readyDocument(rulebook, { rules: plainRules, digest, version: { number: 2, at: Date.UTC(2024, 8, 3) } }),
  readyDocument(booklet, { rules: plainRules, round, lockedAt: '17:00:00 ngày 08/9/2024', set, pictures }),
  readyDocument(samplePaper, { rules: plainRules, round, sample: 2, set, paper, pictures }),
]
