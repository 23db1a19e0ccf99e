/** The words of the page being shown, in its language, and with what its contest calls a round. Call inside a component. */
import { page } from '$app/state'
import { roundWord, type RoundWord } from '#contest/rulebook/round-word.ts'
import { messagesOf } from '#web/messages/catalogue.ts'
import type { Messages } from '#web/messages/vi.ts'

type Rounds = Parameters<typeof roundWord>[0]

export function words(): Messages {
  return messagesOf(page.data.language, wordOf(page.data))
}

/** Of the contest the page is about, or of whoever signed in; of several contests the usual word. */
function wordOf(data: object): RoundWord {
  const { contest, me } = data as { readonly contest?: { readonly rounds?: Rounds }; readonly me?: { readonly rounds?: Rounds } }
  return roundWord(contest?.rounds ?? me?.rounds ?? [])
}
