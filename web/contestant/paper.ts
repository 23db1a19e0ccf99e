/**
 * The paper: one question a screen, everything kept on this device first, one entry whatever the network does.
 * The place (`#cau-3`, `#du-doan`, `#xem-lai`) is in the address, so that the phone's back button goes back one screen.
 */
import type { StartedAttempt } from '../../src/contract/taking-part.ts'
import { loadAttempt } from './attempt/load.ts'
import { keepProgress, keptProgress, progressKey } from './attempt/device.ts'
import { emptyProgress, spend, unanswered, type Progress } from './attempt/progress.ts'
import { byId, keepPaperOffline, picture, wordsOf } from './dom/dom.ts'
import { showGrid } from './paper/grid.ts'
import { showPrediction } from './paper/prediction.ts'
import { showQuestion } from './paper/question.ts'
import { showReview } from './paper/review.ts'
import { sendEntry } from './paper/sending.ts'
import { startTimer } from './paper/timer.ts'
import { addressOf, placeOf, stepsOf } from './paper/place.ts'
import type { PaperScreen } from './paper/screen.ts'
import type { PaperWords } from '../src/routes/(paper)/bai-thi/script-words.ts'

const root = byId('paper')
const words = wordsOf<PaperWords>(root)

keepPaperOffline()
loadAttempt(words)
  .then((attempt) => attempt !== null && run(attempt))
  .catch(toOnePage)

/** A browser that lacks what this script needs gets the paper that needs none, not an empty screen. */
function toOnePage(): void {
  location.replace(`/bai-thi/mot-trang${location.search}`)
}

function run(attempt: StartedAttempt): void {
  const steps = stepsOf(attempt)
  const read = (): Progress => keptProgress(attempt) ?? emptyProgress(attempt)
  let progress = read()
  let sending = false
  /** What is on screen, and since when its time is not yet counted. */
  let seen = -1
  let since = 0

  const tellSaved = (saved: boolean): void => {
    const line = byId('saved')
    line.textContent = saved ? words.saved : words.notSaved
    line.classList.toggle('not', !saved)
  }

  const screen: PaperScreen = {
    attempt,
    words,
    progress() {
      const now = performance.now()
      progress = spend(progress, seen, now - since)
      since = now
      seen = document.hidden ? -1 : steps.indexOf(placeOf(location.hash, steps))
      return progress
    },
    change(next) {
      // Another tab may have gone on to submit; what it did is kept, not overwritten.
      const elsewhere = keptProgress(attempt)
      if (elsewhere !== null && elsewhere.phase !== 'answering' && progress.phase === 'answering') return adopt(elsewhere)
      progress = next
      tellSaved(keepProgress(attempt.id, progress))
      if (progress.phase === 'answering') showGrid(screen, placeOf(location.hash, steps))
      else show()
    },
    goTo(place) {
      if (addressOf(place) === location.hash) show()
      else location.hash = addressOf(place)
    },
  }

  function adopt(other: Progress): void {
    progress = other
    show(false)
  }

  /** @param moved false when the same screen is drawn again: then focus and scrolling stay where they are */
  function show(moved = true): void {
    try {
      draw(moved)
    } catch {
      toOnePage()
    }
  }

  function draw(moved: boolean): void {
    const place = placeOf(location.hash, steps)
    const answering = progress.phase === 'answering'
    for (const kind of ['question', 'prediction', 'review']) byId(kind).hidden = !(answering && place.kind === kind)
    byId('steps').hidden = !answering
    byId('sending').hidden = answering
    if (!answering) {
      byId('progress').textContent = ''
      if (sending) return
      sending = true
      void sendEntry(screen).then((again) => {
        sending = false
        if (again) screen.goTo({ kind: 'review' })
      })
    } else {
      if (place.kind === 'question') showQuestion(screen, place.index)
      if (place.kind === 'prediction') showPrediction(screen)
      if (place.kind === 'review') showReview(screen)
      showGrid(screen, place)
      const at = steps.indexOf(place)
      const [before, after] = [steps[at - 1], steps[at + 1]]
      byId<HTMLButtonElement>('back').disabled = before === undefined
      byId('back').textContent = place.kind === 'question' ? words.back : words.backToPaper
      byId('back').onclick = () => before !== undefined && screen.goTo(before)
      byId('next').hidden = after === undefined
      byId('next').textContent = after?.kind === 'review' ? words.toReview : after?.kind === 'prediction' ? words.toPrediction : words.next
      byId('next').onclick = () => {
        // What cannot be read as a number is not taken for none.
        const wrong = document.querySelector<HTMLElement>('section:not([hidden]) [aria-invalid=true]')
        if (wrong !== null) wrong.focus()
        else if (after !== undefined) screen.goTo(after)
      }
    }
    if (!moved) return
    scrollTo(0, 0)
    document.querySelector<HTMLElement>('#paper section:not([hidden]) h1')?.focus({ preventScroll: true })
  }

  addEventListener('hashchange', () => show())
  document.addEventListener('visibilitychange', () => {
    const { spent } = screen.progress()
    const kept = keptProgress(attempt)
    // Only the time: this tab may have slept while another one went on.
    if (document.hidden && kept?.phase === 'answering' && spent) keepProgress(attempt.id, { ...kept, spent })
  })
  addEventListener('storage', ({ key }) => {
    if (key !== progressKey(attempt.id)) return
    const other = keptProgress(attempt)
    if (other === null) return
    if (other.phase === 'accepted') location.replace(`/bien-nhan/${attempt.id}`)
    else adopt(other)
  })

  // Fetched now, so that they are there when the network is not.
  for (const { pictures } of attempt.paper) for (const { digest, alt } of pictures) picture(attempt.id, digest, alt)
  // Opened anew it goes on at the first question without an answer, or after the last.
  const next = steps[unanswered(progress)[0] ?? attempt.paper.length]
  if (location.hash === '' && next !== undefined) history.replaceState(null, '', location.search + addressOf(next))
  byId('loading').hidden = true
  root.hidden = false
  tellSaved(keepProgress(attempt.id, progress))
  if (attempt.timed) void startTimer(screen)
  show()
}
