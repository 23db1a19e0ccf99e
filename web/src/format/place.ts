/** A place in a file as people see it: what readers of files write (`table 2, row 5`, `Đợt 1!B12`) in the language of the page. */
import type { Messages } from '#web/messages/vi.ts'
import { say } from '#web/messages/message.ts'

export function formatPlace(place: string, m: Messages): string {
  const sheet = /^(.+)!([A-Z]{0,3})(\d+)$/.exec(place)
  if (sheet !== null) {
    const [, name = '', column = '', row = ''] = sheet
    return `${say(m.place.sheet, { sheet: name })}, ${cellOf(column, row, m)}`
  }
  const cell = /^([A-Z]{1,3})(\d+)$/.exec(place)
  if (cell !== null) return cellOf(cell[1] ?? '', cell[2] ?? '', m)
  // A file's name may hold such words too: only the parts after its last comma are places.
  return place.replace(
    /(^|, |: )(row|paragraph|table|line|question|item) (\d+)(?=$|, )/g,
    (_, before: string, kind: string, number: string) => {
      const message = m.place[kind as 'row' | 'paragraph' | 'table' | 'line' | 'question' | 'item']
      return before + say(message, { number })
    },
  )
}

function cellOf(column: string, row: string, m: Messages): string {
  return column === '' ? say(m.place.row, { number: row }) : say(m.place.cell, { cell: column + row })
}
