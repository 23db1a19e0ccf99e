import { formatDuration } from '../../src/format/duration.ts'
import { say } from '../../src/messages/message.ts'
import { clockOfAnswer } from '../clock/server-clock.ts'
import { byId } from '../dom/dom.ts'
import { submit } from './review.ts'
import type { PaperScreen } from './screen.ts'
import { waitForNetwork } from '../attempt/put-entry.ts'

/** So long before the deadline the paper goes off by itself: the time a slow network needs to carry it. */
const reserveMs = 4_000

/**
 * The quiet timer of rules that set a limit. What is there when the time ends is submitted as it is, also without the
 * prediction, and also by a page that is opened again in that moment or a little later: the server waits half a minute.
 */
export async function startTimer(screen: PaperScreen): Promise<void> {
  const { attempt, words } = screen
  const clock = clockOfAnswer(attempt.now)
  // Opened without network: there is no time to go by until it is back.
  while (clock.now() < attempt.startedAt) {
    await waitForNetwork(3_000)
    await clock.check()
  }
  const line = byId('timer')
  line.hidden = false
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void clock.check())
  const tick = (): void => {
    if (screen.progress().phase !== 'answering') {
      line.hidden = true
      return
    }
    const left = attempt.deadlineAt - clock.now()
    line.textContent = say(words.timeLeft, { time: formatDuration(left, document.documentElement.lang === 'en' ? 'en' : 'vi') })
    line.hidden = left <= reserveMs
    if (left <= reserveMs) submit(screen)
    else setTimeout(tick, Math.min(1000, Math.max(50, left - reserveMs)))
  }
  tick()
}
