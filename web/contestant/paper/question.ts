import { say } from '../../src/messages/message.ts'
import { tick, toggleFlag } from '../attempt/progress.ts'
import { byId, fill, picture, text } from '../dom/dom.ts'
import type { PaperScreen } from './screen.ts'

export function showQuestion(screen: PaperScreen, index: number): void {
  const { attempt, words } = screen
  const question = attempt.paper[index]
  if (question === undefined) return
  const number = index + 1
  byId('progress').textContent = say(words.progress, { number, total: attempt.paper.length })
  const pictures = (position: number | null): readonly HTMLImageElement[] =>
    question.pictures.filter(({ option }) => option === position).map(({ digest, alt }) => picture(attempt.id, digest, alt))
  fill(byId('stem'), text('span', `${say(words.question, { number })}. `, 'soft'), question.stem, ...pictures(null))
  byId('how').textContent = question.several ? words.chooseSeveral : words.chooseOne
  const labels = question.options.map((option, position) => {
    const label = text('label', '', 'option')
    const input = document.createElement('input')
    input.type = question.several ? 'checkbox' : 'radio'
    input.name = `question-${index}`
    input.checked = screen.progress().answers[index]?.includes(position) ?? false
    input.addEventListener('change', () => {
      screen.change(tick(screen.progress(), index, position, input.checked, question.several))
      markChosen()
    })
    input.addEventListener('focus', () => label.classList.toggle('focus', input.matches(':focus-visible')))
    input.addEventListener('blur', () => label.classList.remove('focus'))
    const said = text('span', option)
    said.append(...pictures(position))
    label.append(input, said)
    return { label, input }
  })
  const markChosen = (): void => labels.forEach(({ label, input }) => label.classList.toggle('chosen', input.checked))
  fill(byId('options'), ...labels.map(({ label }) => label))
  markChosen()

  const flag = byId('flag')
  const markFlag = (): void => {
    const flagged = screen.progress().flagged.includes(index)
    flag.setAttribute('aria-pressed', String(flagged))
    flag.textContent = flagged ? `⚑ ${words.unflag}` : words.flag
  }
  flag.onclick = () => {
    screen.change(toggleFlag(screen.progress(), index))
    markFlag()
  }
  markFlag()
}
