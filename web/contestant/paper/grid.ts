import { say } from '../../src/messages/message.ts'
import { unanswered } from '../attempt/progress.ts'
import { byId, fill, text } from '../dom/dom.ts'
import type { Place } from './place.ts'
import type { PaperScreen } from './screen.ts'

/** Draws the grid of all questions and the count above it. */
export function showGrid(screen: PaperScreen, here: Place): void {
  const { attempt, words } = screen
  const total = attempt.paper.length
  const count = total - unanswered(screen.progress()).length
  if (here.kind !== 'question') byId('progress').textContent = say(words.answered, { count, total })
  byId('answered').textContent = `${words.grid} · ${say(words.answered, { count, total })}`
  const all = attempt.paper.map((_, index) => index)
  fill(byId('grid'), ...gridItems(screen, all, here.kind === 'question' ? here.index : null))
}

/** One button a question: its number, with its state in words for those who do not see the colours. */
export function gridItems(screen: PaperScreen, indexes: readonly number[], current: number | null): HTMLLIElement[] {
  const { words } = screen
  const { answers, flagged } = screen.progress()
  return indexes.map((index) => {
    const answered = (answers[index]?.length ?? 0) > 0
    const isFlagged = flagged.includes(index)
    const button = text('button', String(index + 1), 'button figures')
    button.type = 'button'
    button.classList.toggle('answered', answered)
    button.classList.toggle('flagged', isFlagged)
    const state = [answered ? words.gridAnswered : words.gridEmpty, ...(isFlagged ? [words.gridFlagged] : [])].join(', ')
    button.setAttribute('aria-label', `${say(words.question, { number: index + 1 })}: ${state}`)
    if (index === current) button.setAttribute('aria-current', 'step')
    button.addEventListener('click', () => screen.goTo({ kind: 'question', index }))
    const item = document.createElement('li')
    item.append(button)
    return item
  })
}
