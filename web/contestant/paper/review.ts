import { say } from '../../src/messages/message.ts'
import { blocksSubmission, unanswered } from '../attempt/progress.ts'
import { byId, fill, text } from '../dom/dom.ts'
import { gridItems } from './grid.ts'
import { inPageLanguage } from './prediction.ts'
import type { PaperScreen } from './screen.ts'

/** What is still open, with jumps, and the one button that submits after one confirmation. */
export function showReview(screen: PaperScreen): void {
  const { attempt, words } = screen
  const progress = screen.progress()
  const missing = unanswered(progress)
  const parts: HTMLElement[] = []
  if (missing.length === 0) parts.push(text('p', say(words.allAnswered, { total: attempt.paper.length }), 'note good'))
  else parts.push(listed(say(words.unanswered, { count: missing.length }), missing))
  if (progress.flagged.length > 0) parts.push(listed(words.flagged, progress.flagged))
  if (attempt.prediction.asked) {
    const line = text(
      'p',
      progress.prediction === null
        ? `${words.predictionNone}. `
        : `${say(words.predictionIs, { number: inPageLanguage(progress.prediction, attempt.prediction.decimals) })}. `,
    )
    const jump = text('a', words.predictionTitle)
    jump.href = '#du-doan'
    line.append(jump)
    parts.push(line)
  }
  fill(byId('summary'), ...parts)

  byId('submit').onclick = () => {
    if (blocksSubmission(screen.progress(), attempt) !== null) {
      refuse(words.predictionMissing)
      return
    }
    refuse('')
    confirm(screen, missing.length)
  }

  function listed(title: string, indexes: readonly number[]): HTMLElement {
    const box = text('div', '', 'note attention')
    const grid = text('ol', '', 'grid')
    grid.append(...gridItems(screen, indexes, null))
    box.append(text('p', title), grid)
    return box
  }
}

export function refuse(why: string): void {
  const line = byId('refusal')
  line.hidden = why === ''
  line.textContent = why
}

function confirm(screen: PaperScreen, missing: number): void {
  const { words } = screen
  const dialog = byId<HTMLDialogElement>('confirm')
  byId('confirm-text').textContent = missing === 0 ? words.confirmText : say(words.confirmTextMissing, { count: missing })
  byId('confirm-no').onclick = () => dialog.close()
  byId('confirm-yes').onclick = () => {
    dialog.close()
    submit(screen)
  }
  dialog.showModal()
}

/** From here the answers stand still: the entry's id is stored with them before anything is sent. */
export function submit(screen: PaperScreen): void {
  const progress = screen.progress()
  if (progress.phase !== 'answering') return
  screen.change({ ...progress, phase: 'sending', entryId: progress.entryId ?? newEntryId(screen.attempt.id) })
}

/** Begins with the attempt's id, which begins with its instant: entries of one hour lie together in the server's index. */
function newEntryId(attemptId: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `${attemptId}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
