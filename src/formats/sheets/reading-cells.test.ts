import { describe, expect, it } from 'vitest'
import { betterName, readName, withoutHonorific } from '../people/names.ts'
import { builtInFormat, showNumber } from './number-format.ts'
import { columnLetters } from './sheet.ts'
import { unitMatcher } from '../people/units-matching.ts'
import { contestFile } from '#test/support/formats/samples.ts'
import { readUnits } from '../people/units.ts'

describe('numbers as a sheet shows them', () => {
  it.each<readonly [number, string, string]>([
    [0.8, '0%', '80%'], [0.285, '0.0%', '28,5%'], [0.07, '0%', '7%'], [1234567.5, '#,##0.00', '1.234.567,50'], [1500, '#,##0', '1.500'], [5, '000', '005'], [-5, '0.0', '-5,0'],
    [0.1 + 0.2, 'General', '0,3'], [1e21, 'General', '1e+21'], [905123456, 'General', '905123456'], [5, '"Câu "0', 'Câu 5'], [-3, '0;(0)', '(3)'], [2, '0_);(0)', '2 '], [0.5, '#', '1'],
    [45548, 'dd/mm/yyyy', '13/09/2024'], [45548, 'd/m/yy', '13/9/24'], [45548.75, 'hh:mm', '18:00'], [45548.75, 'h:mm AM/PM', '6:00 CH'], [45548.5, 'dd/mm/yyyy h:mm', '13/09/2024 12:00'],
    [1, 'dd/mm/yyyy', '01/01/1900'], [-1, 'dd/mm/yyyy', '-1'], [1.5, '# ?/?', '1,5'],
  ])('%f as %s is %s', (value, format, text) => {
    expect(showNumber(value, format).text).toBe(text)
  }) // prettier-ignore

  it('count days from 1904 where the workbook does', () => {
    expect(showNumber(44086, 'dd/mm/yyyy', true)).toEqual({ text: '13/09/2024', date: true })
  })

  it('know the formats that files name by number', () => {
    expect([0, 9, 14, 49, 999].map(builtInFormat)).toEqual(['General', '0%', 'dd/mm/yyyy', '@', 'General'])
  })

  it('name columns', () => {
    expect([0, 5, 25, 26, 701, 702, 16_383].map(columnLetters)).toEqual(['A', 'F', 'Z', 'AA', 'ZZ', 'AAA', 'XFD'])
  })
})

describe('names', () => {
  it.each([
    ['NGUYỄN THỊ THÚY', 'Nguyễn Thị Thúy'], ['nguyễn  văn an ', 'Nguyễn Văn An'], ['Nguyễn Văn An', 'Nguyễn Văn An'], ['Nguyễn Văn An'.normalize('NFD'), 'Nguyễn Văn An'], ["Y'NUÊ H-MOK", "Y'Nuê H-Mok"],
  ])('%j is %j', (typed, name) => {
    expect(readName(typed)).toBe(name)
  }) // prettier-ignore

  it('lose what is said in front of them, and nothing else', () => {
    expect(['Ông Lê An', 'Bà Lê Thị Bé', 'đ/c Lê An', 'ThS. BS. Lê An', 'Ông Ích Khiêm', 'Cô Lê An', 'Bà', 'Anh Đức'].map(withoutHonorific)).toEqual([
      'Lê An', 'Lê Thị Bé', 'Lê An', 'Lê An', 'Ích Khiêm', 'Lê An', 'Bà', 'Anh Đức',
    ]) // prettier-ignore
  })

  it('are better in mixed case', () => {
    expect(betterName('LÊ MCAN', 'Lê McAn')).toBe('Lê McAn')
    expect(betterName('Lê McAn', 'LÊ MCAN')).toBe('Lê McAn')
  })
})

describe('units as people type them', () => {
  const match = unitMatcher(readUnits(contestFile('units.csv'), { fileName: 'units.csv' }).units)
  it.each([
    ['UBND xã Lộc Hòa', 'XA-LOCHOA', true], ['Xã Lộc Hoà', 'XA-LOCHOA', true], ['x. lộc hòa', 'XA-LOCHOA', true], ['Uỷ ban nhân dân xã Lộc Thuỷ', 'XA-LOCTHUY', true], ['TT. Lăng Cô', 'TT-LANGCO', true],
    ['XA-LOCAN', 'XA-LOCAN', true], ['PHÒNG VĂN HÓA VÀ THÔNG TIN', 'CQ-VHTT', true], ['Phòng VH&TT', 'CQ-VHTT', false], ['Phòng TC-KH', 'CQ-TCKH', false], ['VP HĐND&UBND huyện', 'CQ-VP', true],
    ['Phòng Nội vụ huyện Phú Lộc', 'CQ-NV', true], ['Lộc Điền', 'XA-LOCDIEN', false], ['Trung tâm PTQĐ', 'SN-TTPTQD', false],
  ] as const)('%j is %s', (typed, code, certain) => {
    expect(match(typed)).toEqual({ kind: 'found', code, certain })
  }) // prettier-ignore

  it('are not guessed', () => {
    expect(match('Xã Lộc Thắng').kind).toBe('unknown')
    expect(match('UBND').kind).toBe('unknown')
    expect(match('').kind).toBe('unknown')
    // A commune and a town of one name need their kind.
    const twins = unitMatcher([
      { code: 'T', name: 'UBND thị trấn Phú Lộc', kind: '' },
      { code: 'X', name: 'UBND xã Phú Lộc', kind: '' },
    ])
    expect(twins('Phú Lộc')).toEqual({ kind: 'ambiguous', codes: ['T', 'X'] })
    expect(twins('xã Phú Lộc')).toEqual({ kind: 'found', code: 'X', certain: true })
  })

  it('may be taught by aliases', () => {
    const taught = unitMatcher([{ code: 'A', name: 'Phòng A', kind: '', aliases: ['Bộ phận một cửa'] }])
    expect(taught('bộ phận MỘT CỬA')).toEqual({ kind: 'found', code: 'A', certain: true })
  })

  it('are told apart quickly, however many are unknown', () => {
    const started = performance.now()
    const kinds = Array.from({ length: 20_000 }, (_, at) => match(`Cơ quan lạ số ${at}`).kind)
    expect(new Set(kinds)).toEqual(new Set(['unknown']))
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
