/** The words of the page being shown, in its language. Call inside a component. */
import { page } from '$app/state'
import { messagesOf } from '#web/messages/catalogue.ts'
import type { Messages } from '#web/messages/vi.ts'

export function words(): Messages {
  return messagesOf(page.data.language)
}
