/** Questions → GIFT that Moodle imports and `gift-reader.ts` reads back. */
import type { Question } from '#contest/questions/question.ts'
import { found } from '../../findings/findings.ts'
import { categoryPath, escapeGift } from './gift-blocks.ts'
import type { QuestionWriter } from '../format.ts'
import { difficultyTag, keptTag } from './gift-reader.ts'

export const giftWriter: QuestionWriter = {
  format: 'gift',
  extension: 'gift',
  mediaType: 'text/plain; charset=utf-8',
  drops: ['pictures', 'source', 'apart'],
  skips: ({ code, options }) => (options.includes('') ? found('write-picture', code, { question: code, format: 'GIFT' }) : null),
  write: (questions, { title }) => {
    const parts = [`// ${title.replace(/\s+/g, ' ')}`]
    let topic: string | null = null
    for (const question of questions) {
      if (question.options.includes('')) continue
      if (question.topic !== topic) {
        topic = question.topic
        parts.push(`$CATEGORY: ${categoryPath(topic)}`)
      }
      parts.push(blockOf(question))
    }
    return new TextEncoder().encode(`${parts.join('\n\n')}\n`)
  },
}

function blockOf({ code, stem, options, correct, optionOrder, difficulty, explanation }: Question): string {
  const tags = [`[id:${code}]`, ...(difficulty === null ? [] : [difficultyTag(difficulty)]), ...(optionOrder === 'kept' ? [keptTag] : [])]
  // Several right ones share the mark, and a wrong one takes it away, so that only the exact choice earns it.
  const share = String(Number((100 / correct.length).toFixed(5)))
  const marks = correct.length === 1 ? { right: '=', wrong: '~' } : { right: `~%${share}%`, wrong: '~%-100%' }
  const lines = options.map((option, position) => `${correct.includes(position) ? marks.right : marks.wrong}${textOf(option)}`)
  if (explanation !== null) lines.push(`####${textOf(explanation)}`)
  return `// ${tags.join(' ')}\n::${escapeGift(code)}::[plain]${escapeGift(stem)} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`
}

/** What would be taken for a format or a weight is kept from it by a format of its own. */
const textOf = (text: string): string => `${/^[[%]/.test(text) ? '[plain]' : ''}${escapeGift(text)}`
