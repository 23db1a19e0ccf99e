/** The first question of a file whose number was forgotten: its lines stand above the second one like a title. */
import { found } from '../../../findings/findings.ts'
import { isBlank, type Line } from '../document/lines.ts'
import { splitOptions } from '../options.ts'
import type { QuestionLines } from '../question.ts'
import { endsQuestion } from './heads.ts'
import { startsOption } from './inline.ts'

const firstOption = /^\s*[*#$([]?[Aa]\s?\*?[.):/\]]/u

/**
 * Null where no options stand there.
 * @param lines above the first question that was read
 * @param next its number
 */
export function headlessQuestion(
  lines: readonly Line[],
  next: number | null,
): { readonly question: QuestionLines; readonly above: readonly Line[] } | null {
  const at = lines.findLastIndex(({ text }) => firstOption.test(text))
  const options = at < 1 ? [] : splitOptions(lines.slice(at).map(({ text }) => text).join('\r')).options // prettier-ignore
  if (options.length < (next === 2 ? 2 : 3) || lines.slice(at).every(({ text }) => endsQuestion(text))) return null
  const end = lines.slice(0, at).findLastIndex((line) => isBlank(line) || endsQuestion(line.text) || startsOption(line.text))
  const from = Math.min(end + 1, at - 1)
  const first = lines[from]
  if (first === undefined) return null
  const label = next === null || next < 2 ? 'Câu ?' : `Câu ${next - 1}`
  const { place } = first
  return {
    above: lines.slice(0, from),
    question: {
      number: null,
      label,
      place,
      names: [],
      run: 0,
      isListed: false,
      topic: null,
      difficulty: null,
      lines: lines.slice(from),
      findings: [found('question-headless', place, { question: label })],
    },
  }
}
