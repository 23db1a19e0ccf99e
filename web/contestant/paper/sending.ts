import { formatDuration } from '../../src/format/duration.ts'
import { say } from '../../src/messages/message.ts'
import { deliver, type Delay } from '../attempt/delivery.ts'
import { keptProgress } from '../attempt/device.ts'
import { entryBody, putEntry, waitForNetwork } from '../attempt/put-entry.ts'
import { byId, fill, text } from '../dom/dom.ts'
import { refuse } from './review.ts'
import type { PaperScreen } from './screen.ts'

/** Sends until there is an answer, and says truthfully what is going on. True: the contestant may answer again. */
export async function sendEntry(screen: PaperScreen): Promise<boolean> {
  const { attempt, words } = screen
  const { ticket } = screen.progress()
  const body = entryBody(screen.progress())
  if (body === null) return true
  const language = document.documentElement.lang === 'en' ? 'en' : 'vi'
  const line = byId('sending-state')
  const heading = byId('sending').querySelector('h1')
  line.textContent = words.sending

  const tell = ({ why, retryInMs }: Delay): void => {
    const time = formatDuration(Math.ceil(retryInMs / 1000) * 1000, language)
    const stored = keptProgress(attempt) !== null
    if (why === 'busy') line.textContent = say(words.sendingBusy, { time })
    else if (why === 'offline' && !navigator.onLine) line.textContent = stored ? words.sendingOffline : words.sendingUnsaved
    else line.textContent = stored ? say(words.sendingRetry, { time }) : words.sendingUnsaved
    line.className = 'note attention'
  }

  const delivered = await deliver(ticket, {
    send: (sentTicket) => putEntry(attempt.id, body, sentTicket),
    wait: waitForNetwork,
    chance: Math.random,
    keepTicket: (newTicket) => screen.change({ ...screen.progress(), ticket: newTicket }),
    tell,
  })

  switch (delivered.outcome) {
    case 'receipt':
      line.className = 'note good'
      line.textContent = words.accepted
      screen.change({ ...screen.progress(), phase: 'accepted' })
      location.replace(`/bien-nhan/${attempt.id}`)
      return false
    case 'sign-in':
      stop(words.signInAgain, words.signIn, `/vao-thi?ve=${encodeURIComponent(location.pathname + location.search + location.hash)}`)
      return false
    case 'round-closed':
      stop(words.roundClosed, words.toLobby, '/phong-cho')
      return false
    case 'refused': {
      const { problem } = delivered
      if (problem?.code === 'attempt-expired') {
        stop(problem.title[language], words.toLobby, '/phong-cho')
        return false
      }
      // Nothing was stored under this id, so the next try is a new entry.
      screen.change({ ...screen.progress(), phase: 'answering', entryId: null })
      refuse(`${words.refused}. ${problem?.title[language] ?? ''}`)
      return true
    }
  }

  function stop(said: string, label: string, address: string): void {
    if (heading !== null) heading.textContent = words.refused
    line.className = 'note error'
    line.textContent = said
    byId('keep-open').hidden = true
    const link = text('a', label, 'button primary')
    link.href = address
    const out = byId('way-out')
    out.hidden = false
    fill(out, link)
  }
}
