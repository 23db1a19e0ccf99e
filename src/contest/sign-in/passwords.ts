/** Passwords that are guessed first: short ones, and those which are hardly more than what anybody would try. */
import { foldText } from '../text.ts'
import type { Bilingual } from '../values.ts'

const limits = {
  /** Letters, signs and spaces. */
  shortest: 12,
  distinct: 6,
  /** Left of it without pieces that anybody would try. */
  beyondPieces: 8,
} as const

/** What the lists of stolen passwords are full of, Vietnamese ones too; folded, without spaces. */
const pieces = (
  'password passw0rd p@ssw0rd passwort matkhau matkhaucuatoi khongcomatkhau khongbiet quenmatkhau anhyeuem emyeuanh yeuem yeuanh iloveyou ' +
  'anhnhoem toiyeuban giadinh hanhphuc vietnam hanoi saigon hochiminh danang hue honglam thanhpho ubnd uyban administrator admin quantri ' +
  'welcome letmein login dangnhap football monkey dragon sunshine princess master shadow superman batman baseball abc123 aa123456 hoithi ' +
  'bantochuc bangiamkhao qazwsx zaq1 1qaz 2wsx 3edc asdfgh zxcvbn qwerty default changeme doimatkhau secret test demo user congtac canbo ' +
  'chucmungnammoi namquoc daivietnam conyeu bome meyeu babyboy khongquen maimai tinhyeu sieunhan pokemon naruto doraemon'
).split(' ')

/** Keys and letters that follow each other. */
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn', '!@#$%^&*()']
/** So many in a row are one guess. */
const RUN = 4

const folded = (text: string): string => foldText(text).replace(/\s+/gu, '')

/**
 * What is wrong with a password, in words; null: nothing that is seen without a list of stolen ones.
 * @param own what others know of whose it is: login, name, the contests
 */
export function weaknessOf(password: string, own: readonly string[]): Bilingual | null {
  const { shortest, distinct, beyondPieces } = limits
  const letters = [...password.normalize('NFC')]
  if (letters.length < shortest)
    return { vi: `Mật khẩu cần ít nhất ${shortest} ký tự.`, en: `A password needs at least ${shortest} characters.` }
  const plain = folded(password)
  if (new Set(plain).size < distinct)
    return { vi: `Mật khẩu cần ít nhất ${distinct} ký tự khác nhau.`, en: `A password needs at least ${distinct} different characters.` }
  const known = own.flatMap((text) => [folded(text), ...text.split(/[\s._@+-]+/u).map(folded)]).filter((piece) => piece.length > 2)
  if (leftOf(plain, [...known, ...pieces]) < beyondPieces)
    return {
      vi: 'Mật khẩu gần như chỉ gồm những gì dễ đoán: tên, tên đăng nhập, tên hội thi, từ thường gặp, dãy phím hay đoạn lặp lại. Một câu dài nhiều từ là tốt nhất.',
      en: 'The password is hardly more than what is easy to guess: a name, the login, the contest, common words, rows of keys or repetitions. A long sentence of several words is best.',
    }
  return null
}

/** Letters left when pieces, runs and repetitions are taken out. */
function leftOf(plain: string, known: readonly string[]): number {
  let left = plain
  for (const piece of known.toSorted((one, other) => other.length - one.length)) left = left.replaceAll(piece, ' ')
  left = left.replace(/(.)\1{2,}/gu, ' ').replace(/(.{2,}?)\1+/gu, '$1')
  for (const row of rows) for (const way of [row, [...row].reverse().join('')]) left = withoutRuns(left, way)
  return left.replace(/ /gu, '').length
}

function withoutRuns(text: string, row: string): string {
  let left = text
  for (let length = row.length; length >= RUN; length--)
    for (let from = 0; from + length <= row.length; from++) left = left.replaceAll(row.slice(from, from + length), ' ')
  return left
}
