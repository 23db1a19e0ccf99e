/** What is wrong with a question, in few words beside the field. */
import type { Fault } from '#contest/questions/check.ts'
import type { Language } from '#contest/values.ts'
import { formatNumber } from '#web/format/number.ts'
import { say, type Message } from '#web/messages/message.ts'
import type { Messages } from '#web/messages/vi.ts'

export function faultWord({ code, field, values }: Fault, { fault }: Messages, language: Language): string {
  const words: Message = {
    'stem-empty': fault.stemMissing,
    'text-too-long': field === 'stem' ? fault.stemLong : fault.optionLong,
    'options-too-few': fault.optionsFew,
    'options-too-many': fault.optionsMany,
    'option-empty': fault.optionMissing,
    'options-same': fault.optionSame,
    'options-alike': fault.optionAlike,
    'option-names-others': fault.optionNames,
    'answer-missing': fault.rightMissing,
    'answer-several': fault.rightSeveral,
    'picture-unknown': fault.pictureMissing,
  }[code]
  const filled = Object.entries(values).map(([name, value]): [string, string] => [
    name,
    typeof value === 'number' ? formatNumber(value, language) : value,
  ])
  return say(words, Object.fromEntries(filled))
}
