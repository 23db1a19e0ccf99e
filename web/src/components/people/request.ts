/** A request to change people, in one sentence. */
import type { PeopleRequest } from '#contract/people.ts'
import type { Language } from '#contest/values.ts'
import { formatNumber } from '#web/format/number.ts'
import type { Messages } from '#web/messages/vi.ts'
import { say } from '#web/messages/message.ts'

export function requestSummary(
  { kind, fileName, added, updated, removed }: Pick<PeopleRequest, 'kind' | 'fileName' | 'added' | 'updated' | 'removed'>,
  m: Messages,
  language: Language,
): string {
  const number = (count: number): string => formatNumber(count, language)
  return say(m.peopleRequest.summary, {
    ...{ kind: m.peopleRequest.kind[kind], file: sourceOf(fileName, m) },
    ...{ added: number(added), updated: number(updated), removed: number(removed) },
  })
}

/** The file, or by hand. */
export const sourceOf = (fileName: string, m: Messages): string =>
  fileName === '' ? m.peopleRequest.byHand : say(m.peopleRequest.file, { file: fileName })
