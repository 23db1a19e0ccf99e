import type { EntrySubmission } from '../../../src/contract/taking-part.ts'
import type { Problem } from '../../../src/contract/problem.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { say } from '../../src/messages/message.ts'
import { deliver, type Delay, type Reply } from '../attempt/delivery.ts'
import { keptProgress } from '../attempt/device.ts'
import { byId, text } from '../dom/dom.ts'
import { refuse } from './review.ts'
import type { PaperScreen } from './screen.ts'

/** Sends until there is an answer, and says truthfully what is going on. True: the contestant may answer again. */
export async function sendEntry(screen: PaperScreen): Promise<boolean> {
  const { attempt, words } = screen
  const { entryId, ticket, answers, prediction, spent } = screen.progress()
  if (entryId === null) return true
  const body = JSON.stringify({
    entryId,
    answers: answers.map((answer) => [...answer]),
    prediction,
    ...(spent && { seconds: spent.map((milliseconds) => Math.round(milliseconds / 1000)) }),
  } satisfies EntrySubmission)
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
    send: (sentTicket) => put(`/api/attempts/${attempt.id}/entry`, body, sentTicket),
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
    out.replaceChildren(link)
  }
}

/** Long enough for a slow network, short enough that a dead connection is given up. */
const patienceMs = 20_000

async function put(address: string, body: string, ticket: string | null): Promise<Reply> {
  const impatience = new AbortController()
  const timer = setTimeout(() => impatience.abort(), patienceMs)
  try {
    const response = await fetch(address, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...(ticket !== null && { 'x-arrival-ticket': ticket }) },
      body,
      signal: impatience.signal,
    })
    return {
      kind: 'answer',
      status: response.status,
      problem: response.ok ? null : ((await response.json().catch(() => null)) as Problem | null),
      ticket: response.headers.get('x-arrival-ticket'),
      retryAfter: Number(response.headers.get('retry-after')) || null,
    }
  } catch {
    return { kind: 'no-network' }
  } finally {
    clearTimeout(timer)
  }
}

export function waitForNetwork(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    addEventListener('online', done)
  })
}
