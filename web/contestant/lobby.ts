/**
 * The lobby: counts down by the server's clock, wakes the button at the opening instant without a reload, and fetches
 * the paper on a press. The form works without this script, once the round is open.
 */
import type { Openings } from '../../src/contract/rounds.ts'
import type { StartedAttempt } from '../../src/contract/taking-part.ts'
import type { Problem } from '../../src/contract/problem.ts'
import type { Language } from '../../src/contest/values.ts'
import { checkInstant, clockOfPage } from './clock/server-clock.ts'
import { byId, keepPaperOffline, pause, pauseAfter, wordsOf } from './dom/dom.ts'
import { forgetOtherPapers, keepPaper } from './attempt/device.ts'
import { bringBack } from './attempt/bring-back.ts'
import { keptOf } from './attempt/kept-entries.ts'
import { sendWaiting } from './attempt/waiting.ts'

export interface LobbyWords {
  readonly starting: string
  readonly startFailed: string
  readonly offline: string
  readonly openNow: string
  readonly moved: string
  readonly lost: string
  readonly back: string
  readonly notBack: string
}

const root = byId('lobby')
const words = wordsOf<LobbyWords>(root)
const language = document.documentElement.lang as Language
const status = byId('lobby-status')
const clock = clockOfPage(Number(root.dataset['now']))

const form = document.querySelector<HTMLFormElement>('#start')
const button = form?.querySelector('button') ?? null
if (form !== null && button !== null) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (!button.disabled) void start(form, button)
  })
  const opensAt = root.dataset['opensAt']
  if (opensAt !== undefined) {
    const again = countDown(Number(opensAt), button)
    follow(String(root.dataset['contest']), (openings) => {
      const now = openings[String(form.dataset['round'])]
      if (now !== undefined) again(now)
    })
  }
}

keepPaperOffline()
const { lostIn, entered = '' } = root.dataset
if (lostIn !== undefined) void bringLost(lostIn, entered.split(' '))

/** The server says that it lost what came after a backup: what this device holds of it goes there before anything else. */
async function bringLost(roundId: string, entries: readonly string[]): Promise<void> {
  if (keptOf(roundId).every(({ entryId }) => entries.includes(entryId))) return
  status.textContent = words.lost
  if (button !== null) button.disabled = true
  for (let tries = 0; ; tries++) {
    const back = await bringBack(roundId, entries)
    if (back === null) {
      await pauseAfter(tries)
      continue
    }
    status.textContent = back > 0 ? words.back : words.notBack
    if (back > 0) location.reload()
    else if (button !== null) button.disabled = false
    return
  }
}
sendWaiting()

/** Hears of another opening instant as it is decided; on a connection where there can be one, by asking otherwise. */
function follow(slug: string, hear: (openings: Openings) => void): void {
  const path = `/api/contests/${slug}/openings`
  const ask = async (): Promise<void> => {
    for (;;) {
      await pause(15_000 * (1 + Math.random()))
      const answer = await fetch(path).catch(() => null)
      if (answer?.ok === true) hear((await answer.json()) as Openings)
    }
  }
  if (!('EventSource' in window)) return void ask()
  const source = new EventSource(`${path}/live`)
  source.onmessage = ({ data }) => hear(JSON.parse(String(data)) as Openings)
  source.onerror = () => {
    // It connects anew by itself unless it was refused.
    if (source.readyState === EventSource.CLOSED) void ask()
  }
}

/** @returns counts down to another instant */
function countDown(first: number, wakes: HTMLButtonElement): (opensAt: number) => void {
  let opensAt = first
  let timer = 0
  const cells = (['days', 'hours', 'minutes', 'seconds'] as const).map((unit) => byId(`left-${unit}`))
  let checkAt = checkInstant(clock.now(), opensAt, Math.random())
  const tick = (): void => {
    const left = opensAt - clock.now()
    if (left <= 0) {
      setOpen(true)
      return
    }
    if (checkAt !== null && clock.now() >= checkAt) {
      checkAt = null
      void clock.check()
    }
    const seconds = Math.ceil(left / 1000)
    const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
    cells.forEach((cell, index) => (cell.textContent = String(parts[index]).padStart(2, '0')))
    // To the next change of the shown second; the last step ends on the opening instant itself.
    timer = window.setTimeout(tick, left - (seconds - 1) * 1000)
  }
  const setOpen = (isOpen: boolean): void => {
    byId('countdown').hidden = isOpen
    wakes.disabled = !isOpen
    status.textContent = isOpen ? words.openNow : words.moved
  }
  tick()
  return (now) => {
    if (now === opensAt) return
    clearTimeout(timer)
    opensAt = now
    byId('lobby-opens').hidden = true
    checkAt = checkInstant(clock.now(), opensAt, Math.random())
    setOpen(false)
    tick()
  }
}

async function start(startForm: HTMLFormElement, pressed: HTMLButtonElement): Promise<void> {
  pressed.disabled = true
  status.textContent = words.starting
  const set = startForm.querySelector<HTMLInputElement>('[name=set]:checked')
  const said = await fetchPaper(String(startForm.dataset['round']), set === null ? '' : `?set=${set.value}`)
  status.textContent = said
  pressed.disabled = said === words.starting
}

/** Goes to the paper, or says why not. Short refusals of the opening second are tried again by themselves. */
async function fetchPaper(roundId: string, chosen: string): Promise<string> {
  let said: string = words.startFailed
  for (let tries = 0; tries < 8; tries++) {
    let response: Response
    try {
      response = await fetch(`/api/rounds/${roundId}/attempts${chosen}`, { method: 'POST' })
    } catch {
      return navigator.onLine ? words.startFailed : words.offline
    }
    if (response.ok) {
      const attempt = (await response.json()) as StartedAttempt
      forgetOtherPapers(attempt.id)
      keepPaper(attempt)
      location.assign(`/bai-thi?luot=${attempt.id}`)
      return words.starting
    }
    if (response.status === 401) {
      location.assign(`/vao-thi?ve=${encodeURIComponent('/phong-cho')}`)
      return words.starting
    }
    const problem = (await response.json().catch(() => null)) as Problem | null
    const early = problem?.code === 'round-not-open'
    said = problem?.title[language] ?? words.startFailed
    if (!early && response.status < 500) return said
    const asked = Number(response.headers.get('retry-after') ?? 0) * 1000
    await pause(Math.max(asked, early ? 300 : 1000) * (1 + Math.random()))
  }
  return said
}
