/** What is wrong at one place of a file keeps the other questions from nothing: it becomes a question to be mended, or a doubt of those beside it. */
import { plainContent } from '#contest/questions/question.ts'
import type { Finding } from '#contest/values.ts'
import type { QuestionDraft, ReadQuestion } from './draft.ts'

/** A part of the file that may hold questions and was not read. */
const unread: ReadonlySet<string> = new Set(['table-unread', 'part-left-out'])

/** Each unread part as a question without content; what is said of the file as a whole stays. */
export function unreadParts(
  findings: readonly Finding[],
  hasQuestions: boolean,
): { readonly questions: readonly ReadQuestion[]; readonly findings: readonly Finding[] } {
  if (!hasQuestions) return { questions: [], findings }
  const parts = findings.filter(({ code }) => unread.has(code))
  const content = { ...plainContent, stem: '', options: [], correct: [] }
  return {
    questions: parts.map((finding) => ({ content, place: finding.place, findings: [finding] })),
    findings: findings.filter((finding) => !parts.includes(finding)),
  }
}

/** An answer that stands below no question. Where another has none all may be moved; otherwise it is a doubt of the one above it, or of the first. */
export function withAstray(
  drafts: readonly QuestionDraft[],
  findings: readonly Finding[],
): { readonly drafts: readonly QuestionDraft[]; readonly findings: readonly Finding[] } {
  const astray = findings.filter(({ code }) => code === 'answer-astray')
  if (astray.length === 0 || drafts.length === 0) return { drafts, findings }
  const isMoved = drafts.some(({ correct }) => correct.length === 0)
  const beside = new Set(
    astray.map(({ place }) =>
      Math.max(
        0,
        drafts.findLastIndex((draft) => isBefore(draft.place, place)),
      ),
    ),
  )
  return {
    drafts: drafts.map((draft, at) => {
      const own = astray.filter((_, index) => (isMoved ? index === 0 : beside.has(at)))
      return own.length === 0 ? draft : { ...draft, findings: [...draft.findings, ...own] }
    }),
    findings: findings.filter((finding) => !astray.includes(finding)),
  }
}

/** By the numbers they end in, where they are places of one kind. */
function isBefore(one: string, other: string): boolean {
  const [first, second] = [one, other].map((place) => /^(.*?)[A-Z]*(\d+)$/.exec(place))
  return first?.[1] === second?.[1] && Number(first?.[2]) < Number(second?.[2])
}
