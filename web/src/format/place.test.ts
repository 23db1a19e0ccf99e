import { describe, expect, it } from 'vitest'
import { messagesOf } from '#web/messages/catalogue.ts'
import { formatPlace } from './place.ts'

const vi = (place: string): string => formatPlace(place, messagesOf('vi'))

describe('a place in a file', () => {
  it('is named as people see it', () => {
    expect(vi('paragraph 14')).toBe('đoạn 14')
    expect(vi('table 2, row 5')).toBe('bảng 2, dòng 5')
    expect(vi('Đợt 1!B12')).toBe('trang tính Đợt 1, ô B12')
    expect(vi('Bo cau hoi!45')).toBe('trang tính Bo cau hoi, dòng 45')
    expect(vi('H2')).toBe('ô H2')
    expect(vi('de.docx, paragraph 7')).toBe('de.docx, đoạn 7')
    expect(formatPlace('Đợt 1!B12', messagesOf('en'))).toBe('sheet Đợt 1, cell B12')
  })

  it('stays as it is when it is none of these', () => {
    for (const place of ['/questions/3/stem', '', 'câu 5', 'row 1 of my notes.csv']) expect(vi(place)).toBe(place)
  })
})
