import { describe, expect, it } from 'vitest'
import { xlsxOf } from '#test/support/formats/office.ts'
import { readQuestions } from '../questions/registry.ts'
import { found } from './findings.ts'
import { groupFindings } from './grouped.ts'

const empty = (row: number) => found('row-ignored', `S!${row}`, { row, text: '' })

describe('notes that say the same', () => {
  it('are one, with all of their places', () => {
    const grouped = groupFindings([
      found('file-empty', ''),
      ...[3, 4, 5, 9, 10, 20].map(empty),
      found('row-ignored', 'S!21', { row: 21, text: 'Tổng' }),
    ])
    expect(grouped.map(({ code, place }) => [code, place])).toEqual([
      ['file-empty', ''],
      ['row-ignored', 'S!3'],
      ['row-ignored', 'S!21'],
    ])
    expect(grouped[1]?.message).toEqual({
      vi: 'Bỏ qua dòng 3: “”. Cũng vậy ở 5 chỗ nữa: 4–5, 9–10, 20.',
      en: 'Row 3 was left out: “”. So it is at 5 more places: 4–5, 9–10, 20.',
    })
  })

  it('stay apart where they are few, differ, stand in other sheets, or have to be looked at', () => {
    const few = [1, 2, 3].map(empty)
    const others = [1, 2, 3].map((row) => found('row-ignored', `T!${row}`, { row, text: '' }))
    const looks = [1, 2, 3, 4, 5].map((row) => found('cell-number', `S!A${row}`, { cell: `A${row}`, text: '1' }))
    expect(groupFindings([...few, ...others, ...looks])).toEqual([...few, ...others, ...looks])
  })

  it('come from every reader together: the numbered rows of a template that nobody filled', () => {
    const rows = [
      [
        '',
        'Question - max 120 characters',
        'Answer 1 - max 75 characters',
        'Answer 2 - max 75 characters',
        'Time limit (sec)',
        'Correct answer(s)',
      ],
      [1, 'Một?', 'x', 'y', 20, 1],
      ...Array.from({ length: 99 }, (_, index) => [index + 2, null, null, null, null, null]),
    ]
    const read = readQuestions(xlsxOf([{ rows }]), { fileName: 'kahoot.xlsx' })
    expect(read.questions.length).toBe(1)
    expect(read.findings.length).toBeLessThan(5)
  })
})
