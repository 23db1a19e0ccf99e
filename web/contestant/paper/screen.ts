import type { StartedAttempt } from '../../../src/contract/taking-part.ts'
import type { PaperWords } from '../../src/routes/(paper)/bai-thi/script-words.ts'
import type { Progress } from '../attempt/progress.ts'
import type { Place } from './place.ts'

/** What every part of the paper page works with. */
export interface PaperScreen {
  readonly attempt: StartedAttempt
  readonly words: PaperWords
  progress(): Progress
  /** Keeps the new progress on this device and says whether that worked. */
  change(next: Progress): void
  goTo(place: Place): void
}
