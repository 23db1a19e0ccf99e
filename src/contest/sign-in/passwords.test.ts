import { expect, it } from 'vitest'
import { weaknessOf } from './passwords.ts'

const own = ['lan.nguyen', 'Nguyễn Thị Lan', 'phu-loc-2024', 'Tìm hiểu lịch sử Phú Lộc']
const said = (password: string): string => weaknessOf(password, own)?.en ?? ''

it.each([
  ['aB3$kq', 'at least 12 characters'],
  ['aaaaaaaaaaaa', 'different characters'],
  ['abababababab', 'different characters'],
  ['aáàảãạaáàảãạ', 'different characters'],
  ['matkhau123456', 'easy to guess'],
  ['Mật khẩu 2024!', 'easy to guess'],
  ['Password1234!', 'easy to guess'],
  ['qwertyuiop123', 'easy to guess'],
  ['lkjhgfdsa4321', 'easy to guess'],
  ['1qaz2wsx3edc', 'easy to guess'],
  ['anhyeuem123456', 'easy to guess'],
  ['nguyenthilan99', 'easy to guess'],
  ['Lan.Nguyen@2024', 'easy to guess'],
  ['phuloc2024phuloc', 'easy to guess'],
  ['k9xyk9xyk9xyk9xybq', 'easy to guess'],
  ['zzzzzzzzqwerty', 'easy to guess'],
  ['hồ!!!!!!!!!!abde', 'easy to guess'],
])('refuses “%s”', (password, why) => {
  expect(said(password)).toContain(why)
})

it.each(['mật khẩu dài của bài thử', 'con mèo nhảy qua hàng rào', 'T7v_q2LmXz-9Kd', 'chiều nay mưa ở bến xe'])('takes “%s”', (password) => {
  expect(said(password)).toBe('')
})
