/** The words contestant/paper.ts needs beyond those that stand in the page already. */
import type { Messages } from '#web/messages/vi.ts'

const needed = [
  'accepted',
  'allAnswered',
  'answered',
  'back',
  'backToPaper',
  'chooseOne',
  'chooseSeveral',
  'confirmText',
  'confirmTextMissing',
  'flag',
  'flagged',
  'grid',
  'gridAnswered',
  'gridEmpty',
  'gridFlagged',
  'loadFailed',
  'next',
  'noAttempt',
  'notSaved',
  'predictionInvalid',
  'predictionIs',
  'predictionMissing',
  'predictionNone',
  'predictionOptional',
  'predictionTitle',
  'progress',
  'question',
  'refused',
  'roundClosed',
  'saved',
  'sending',
  'sendingBusy',
  'sendingOffline',
  'sendingRetry',
  'sendingUnsaved',
  'signIn',
  'signInAgain',
  'timeLeft',
  'toLobby',
  'toPrediction',
  'toReview',
  'unanswered',
  'unflag',
] as const satisfies readonly (keyof Messages['paper'])[]

export type PaperWords = Pick<Messages['paper'], (typeof needed)[number]>

export function scriptWords(paper: Messages['paper']): PaperWords {
  return Object.fromEntries(needed.map((key) => [key, paper[key]])) as PaperWords
}
