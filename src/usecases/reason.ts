/** Why somebody does what needs a reason: read by others, some of it by everybody. */
import { ContestError } from '#contest/errors.ts'
import { reasonLimits } from '#contest/limits.ts'
import { cleanText } from '#contest/text.ts'

/** One line of what people can see. @throws ContestError `invalid-request` when that says too little */
export function reasonOf(typed: string): string {
  const reason = cleanText(typed.replace(/\p{Cc}/gu, ' '))
  if (reason.length < reasonLimits.shortest) throw new ContestError('invalid-request', { field: 'reason' })
  return reason
}
