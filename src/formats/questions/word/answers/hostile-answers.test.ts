/** Answers whose words mean two things: asked about, never guessed. */
import { describe, expect, it } from 'vitest'
import { bold, docxOf, type BlockOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../../registry.ts'

const read = (blocks: readonly BlockOf[]): QuestionsRead => readQuestions(docxOf(blocks), { fileName: 'de.docx' })
const ask = (options: readonly string[], ...below: readonly BlockOf[]): QuestionsRead =>
  read(['Câu 1: Hỏi?', ...options.map((text, at) => `${'ABCDEFGH'[at]}. ${text}`), ...below])
const answer = (result: QuestionsRead): readonly (number | string)[] => {
  const [question] = result.questions
  return [...(question?.content.correct ?? []), ...(question?.findings ?? []).flatMap(({ code, severity }) => (severity === 'error' ? [code] : []))]
} // prettier-ignore

describe('an answer', () => {
  it.each<readonly [string, readonly string[], string, readonly (number | string)[]]>([
    ['a word that looks like letters', ['Một', 'Hai', 'Ba', 'Bốn'], 'Ba', [2]],
    ['letters that are the word of an option', ['Một', 'Hai', 'Ba', 'Bốn'], 'BA', ['answer-unclear']],
    ['small letters that are', ['một', 'hai', 'ba', 'bốn'], 'ba', ['answer-unclear']],
    ['a word of no option', ['Một', 'Hai', 'Bốn'], 'Ba', ['answer-unclear']],
    ['the letter that another option says', ['C', 'A', 'D', 'B'], 'A', ['answer-unclear']],
    ['the letter that its own option says', ['A', 'B', 'AB', 'O'], 'B', [1]],
    ['a number that another option says', ['3', '4', '1', '2'], '3', ['answer-unclear']],
    ['a number that its own option says', ['1', '2', '3', '4'], '3', [2]],
    ['a number only an option says', ['52', '53', '54', '55'], '54', [2]],
    ['a number that nothing says', ['Một', 'Hai', 'Ba'], '3', ['answer-unclear']],
    ['words that differ by case', ['IF', 'if', 'Cả hai'], 'if', [1]],
    ['words that differ by marks', ['Ba', 'Bà', 'Bá'], 'Bà', [1]],
    ['words without their marks', ['Huế', 'Hà Nội'], 'Ha Noi', [1]],
    ['words without marks that two options have', ['Ba', 'Bà', 'Hai'], 'BÁ', ['answer-unclear']],
    ['Đ for Đúng', ['Đúng', 'Sai'], 'Đ', [0]],
    ['S for Sai', ['Đúng', 'Sai'], 'S', [1]],
    ['Đ where nothing says Đúng', ['Một', 'Hai'], 'Đ', ['answer-unclear']],
    ['a letter that is taken back', ['Một', 'Hai'], 'B (sửa thành A)', ['answer-unclear']],
    ['a letter that was another', ['Một', 'Hai'], 'A (cũ: B)', ['answer-unclear']],
    ['a letter that leads to another', ['Một', 'Hai'], 'A -> B', ['answer-unclear']],
    ['a letter not yet sure', ['Một', 'Hai'], 'A (chưa chắc)', ['answer-unclear']],
    ['one letter or another', ['Một', 'Hai'], 'A hoặc B', ['answer-unclear']],
  ])('of %s', (_, options, text, expected) => {
    expect(answer(ask(options, `Đáp án: ${text}`))).toEqual(expected)
    expect(answer(ask(options, { rows: [['Câu', 'Đáp án'], ['1', text]] }))).toEqual(expected) // prettier-ignore
  })

  it('that differs from key or mark is asked about', () => {
    expect(answer(ask(['Một', 'Hai'], 'Đáp án: A', 'ĐÁP ÁN: 1B 2C'))).toContain('answer-conflict')
    const marked = read(['Câu 1: Hỏi?', bold('A. Một'), 'B. Hai', 'Đáp án: B'])
    expect(answer(marked)).toContain('answer-conflict')
  })
})
