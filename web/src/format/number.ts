/** Numbers and money as people read them. */
import type { Language } from '#contest/values.ts'
import { formatNumber } from '#contest/wording.ts'

export { formatCount, formatNumber, formatShare } from '#contest/wording.ts'

/** Integer đồng: “1.500.000 đồng”, “1,500,000 VND”. */
export function formatMoney(dong: number, language: Language): string {
  return `${formatNumber(dong, language)}\u00a0${language === 'vi' ? 'đồng' : 'VND'}`
}

/** 0.4472 with 2 digits → “0,45” (vi), “0.45” (en). */
export function formatDecimal(number: number, digits: number, language: Language): string {
  const text = Math.abs(number).toFixed(digits)
  const sign = number < 0 && Number(text) !== 0 ? '−' : ''
  return sign + (language === 'vi' ? text.replace('.', ',') : text)
}
