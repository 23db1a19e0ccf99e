/**
 * Groups kept apart, as the rules name them: by the words a question begins with. Codes are given in the order in which
 * questions come in, so the same bank imported in another order has other questions under them.
 */
import type { Question } from '../questions/question.ts'
import { textKey } from '../text.ts'
import type { Bilingual, Finding } from '../values.ts'

export interface NamedGroups {
  /** Codes of each group. */
  readonly groups: readonly (readonly string[])[]
  /** Names that name no question, or several: with one of them nothing can be locked. */
  readonly findings: readonly Finding[]
}

/** @param questions the whole bank */
export function findNamedGroups(apart: readonly (readonly string[])[], questions: readonly Pick<Question, 'code' | 'stem'>[]): NamedGroups {
  if (apart.length === 0) return { groups: [], findings: [] }
  const keys = questions.map(({ code, stem }) => ({ code, key: textKey(stem) }))
  const findings: Finding[] = []
  const groups = apart.map((group, at) =>
    group.flatMap((name) => {
      const wanted = textKey(name)
      const same = keys.filter(({ key }) => key === wanted)
      const found = same.length > 0 ? same : keys.filter(({ key }) => key.startsWith(wanted))
      const [only] = found
      if (only !== undefined && found.length === 1) return [only.code]
      findings.push({
        severity: 'error',
        place: `/paper/apart/${at}`,
        ...(only === undefined ? unknown(name) : several(name, found.length)),
      })
      return []
    }),
  )
  return { groups, findings }
}

/** The questions with the groups they belong to among the questions each is never drawn together with. */
export function tieGroups<T extends Pick<Question, 'code' | 'apart'>>(
  questions: readonly T[],
  groups: NamedGroups['groups'],
): readonly T[] {
  const groupOf = new Map<string, string[]>()
  for (const group of groups) for (const code of group) groupOf.set(code, [...(groupOf.get(code) ?? []), ...group])
  if (groupOf.size === 0) return questions
  return questions.map((question) => {
    const group = groupOf.get(question.code)
    if (group === undefined) return question
    const others = new Set([...question.apart, ...group])
    others.delete(question.code)
    return { ...question, apart: [...others].sort() }
  })
}

const unknown = (name: string): { readonly code: string; readonly message: Bilingual } => ({
  code: 'apart-unknown',
  message: {
    vi: `Ngân hàng không có câu nào bắt đầu bằng “${name}”. Nhóm không ra cùng đề gọi tên câu hỏi bằng những chữ đầu của câu, không bằng mã câu, vì mã câu phụ thuộc thứ tự nhập.`,
    en: `No question of the bank begins with “${name}”. Groups kept apart name a question by the words it begins with, not by its code, which depends on the order of import.`,
  },
})

const several = (name: string, count: number): { readonly code: string; readonly message: Bilingual } => ({
  code: 'apart-ambiguous',
  message: {
    vi: `Có ${count} câu bắt đầu bằng “${name}”. Hãy viết thêm cho đến khi chỉ còn một câu.`,
    en: `${count} questions begin with “${name}”. Write more of it, until only one does.`,
  },
})
