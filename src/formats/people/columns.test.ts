import { describe, expect, it } from 'vitest'
import type { PersonField } from '#contest/person.ts'
import { valueIn } from './columns.ts'

const born: PersonField = {
  header: /^nam sinh$/,
  words: { vi: 'Năm sinh', en: 'Year of birth' },
  none: '',
  read: (typed) => /^(?:19|20)\d\d$/.exec(typed)?.[0] ?? null,
}
const read = (field: PersonField, typed: string) => valueIn(field, typed, 7, 'S!F7', 'Nguyễn Văn An')

describe('a field that is read', () => {
  it('keeps what was read, or nothing of an empty cell', () => {
    expect(read(born, ' 1984\u200b')).toEqual({ value: '1984', finding: null })
    expect(read(born, ' ')).toEqual({ value: '', finding: null })
  })

  it('is left empty where it cannot be that, and says so', () => {
    const { value, finding } = read(born, 'chưa rõ')
    expect([value, finding?.code, finding?.place, finding?.severity]).toEqual(['', 'value-invalid', 'S!F7', 'warning'])
    expect(finding?.message).toEqual({
      vi: 'Dòng 7: cột Năm sinh của Nguyễn Văn An ghi “chưa rõ”, không hợp lệ; để trống.',
      en: 'Row 7: “chưa rõ” in the column Năm sinh of Nguyễn Văn An is not valid; left empty.',
    })
  })

  it('is kept as typed where nothing reads it', () => {
    const { read: _, ...kept } = born
    expect(read(kept, ' chưa  rõ ')).toEqual({ value: 'chưa rõ', finding: null })
  })
})
