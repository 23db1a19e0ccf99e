/** Tables that once keyed a question wrongly without a word. */
import { expect, it } from 'vitest'
import { signOf } from '../marks/signs.ts'
import { readQuestions } from '../registry.ts'

const read = (text: string) => readQuestions(Buffer.from(text), { fileName: 'a.csv', format: 'csv' })

it.each([
  ['two options on one line', 'A. Hà Nội B. Huế\nC. Đà Nẵng\nD. Cần Thơ', 'C'],
  ['a line before the options', 'Chọn một:\nA. Hà Nội\nB. Huế\nC. Đà Nẵng', 'B'],
  ['an option inside another', 'A. Hà Nội\nB. Huế C. Đà Nẵng\nD. Cần Thơ', 'B'],
  ['a letter left out', 'A. Hà Nội\nB. Huế\nD. Đà Nẵng\nE. Cần Thơ', 'B'],
])('refuses a cell of options with %s', (_, options, answer) => {
  const { hasErrors } = read(`Câu hỏi,Phương án,Đáp án\nThành phố nào?,"${options}",${answer}\n`)
  expect(hasErrors).toBe(true)
})

it('takes no x right of the last option for its tick where the others have no place for one', () => {
  const rows = (name: string) => read(`STT,Câu hỏi,A,B,C,D,${name}\n1,Một là gì?,a1,b1,c1,d1,x\n2,Hai là gì?,a2,b2,c2,d2,x\n`)
  expect(rows('Đã duyệt').hasErrors).toBe(true)
  expect(rows('').hasErrors).toBe(true)
})

it('takes no bracket of a formula for a sign', () => {
  expect(signOf('y = f(x)')).toBeNull()
  expect(signOf('Huế (x)')).toEqual({ sign: '*', bare: 'Huế', isTick: false })
})
