import { formatDuration } from '../../src/format/duration.ts'
import { say } from '../../src/messages/message.ts'
import { blocksSubmission } from '../attempt/progress.ts'
import type { ServerClock } from '../clock/server-clock.ts'
import { byId } from '../dom/dom.ts'
import { submit } from './review.ts'
import type { PaperScreen } from './screen.ts'

/** So long before the deadline the paper goes off by itself: the time a slow network needs to carry it. */
const reserveMs = 4_000

/** The quiet timer of rules that set a limit. What can be submitted is submitted before the time is over, not lost. */
export function startTimer(screen: PaperScreen, clock: ServerClock): void {
  const { attempt, words } = screen
  const line = byId('timer')
  line.hidden = false
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void clock.check())
  const tick = (): void => {
    if (screen.progress().phase !== 'answering') {
      line.hidden = true
      return
    }
    const left = attempt.deadlineAt - clock.now()
    line.textContent =
      left > 0 ? say(words.timeLeft, { time: formatDuration(left, document.documentElement.lang === 'en' ? 'en' : 'vi') }) : words.timeOver
    if (left <= reserveMs && left > 0 && blocksSubmission(screen.progress(), attempt) === null) submit(screen)
    else if (left > 0) setTimeout(tick, Math.min(1000, Math.max(50, left - reserveMs)))
  }
  tick()
}
