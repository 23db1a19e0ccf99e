/** Amounts in Vietnamese words, as official papers write them beside the figure: “Một triệu năm trăm nghìn đồng”. */

const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const scales = ['', ' nghìn', ' triệu', ' tỷ'] as const
const digit = (number: number): string => String(digits[number])

/** @param amount whole đồng, 0 to 999 999 999 999 */
export function moneyInWords(amount: number): string {
  const groups: number[] = []
  for (let rest = amount; rest > 0; rest = Math.floor(rest / 1000)) groups.push(rest % 1000)
  const said = groups.map((group, at) => (group === 0 ? '' : `${threeDigits(group, at < groups.length - 1)}${String(scales[at])}`))
  const words = said
    .reverse()
    .filter((text) => text !== '')
    .join(' ')
  const text = `${words === '' ? digits[0] : words} đồng`
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** @param follows a larger group: its hundreds are said even when there are none */
function threeDigits(group: number, follows: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(group / 100), Math.floor(group / 10) % 10, group % 10]
  const words: string[] = []
  if (hundreds > 0 || follows) words.push(`${digit(hundreds)} trăm`)
  if (tens > 1) words.push(`${digit(tens)} mươi`)
  else if (tens === 1) words.push('mười')
  else if (ones > 0 && words.length > 0) words.push('linh')
  if (ones > 0) words.push(onesWord(tens, ones))
  return words.join(' ')
}

function onesWord(tens: number, ones: number): string {
  if (ones === 1 && tens > 1) return 'mốt'
  if (ones === 5 && tens > 0) return 'lăm'
  if (ones === 4 && tens > 1) return 'tư'
  return digit(ones)
}
