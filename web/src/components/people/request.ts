/** A request to change people, in one sentence. */
import type { PeopleRequest } from '#contract/people.ts'
import type { Language } from '#contest/values.ts'
import { formatNumber } from '#web/format/number.ts'
import type { Messages } from '#web/messages/vi.ts'
import { say } from '#web/messages/message.ts'

export function requestSummary({ kind, fileName, added, updated }: PeopleRequest, m: Messages, language: Language): string {
  const number = (count: number): string => formatNumber(count, language)
  return say(m.peopleRequest.summary, { kind: m.peopleRequest.kind[kind], file: fileName, added: number(added), updated: number(updated) })
}
