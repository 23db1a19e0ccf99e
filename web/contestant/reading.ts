/** Which study documents somebody has read: kept on this device, and sent nowhere. Without storage nothing is offered. */
import { byId, wordsOf } from './dom/dom.ts'

const status = byId('reading')
const { progress } = wordsOf<{ readonly progress: string }>(status)
const boxes = [...document.querySelectorAll<HTMLInputElement>('input[data-document]')]
const key = `hoithi-reading ${status.dataset['contest'] ?? ''}`
const numberOf = (box: HTMLInputElement): string => box.dataset['document'] ?? ''

function kept(): readonly string[] | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  } catch {
    return null
  }
}

function keep(): void {
  try {
    localStorage.setItem(key, JSON.stringify(boxes.filter(({ checked }) => checked).map(numberOf)))
  } catch {
    // Full or forbidden: the marks hold as long as the page is open.
  }
}

function tell(): void {
  const read = boxes.filter(({ checked }) => checked).length
  status.textContent = progress.replace('{read}', String(read)).replace('{count}', String(boxes.length))
  status.hidden = false
}

const before = kept()
if (before !== null) {
  for (const box of boxes) {
    box.checked = before.includes(numberOf(box))
    const label = box.parentElement
    if (label !== null) label.hidden = false
    box.addEventListener('change', () => {
      keep()
      tell()
    })
  }
  tell()
}
