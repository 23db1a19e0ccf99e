/** Numbers and money as people read them. */
import type { Language } from '#contest/values.ts'

/** 1234 → “1.234” (vi), “1,234” (en). Integers. */
export function formatNumber(number: number, language: Language): string {
  const sign = number < 0 ? '−' : ''
  return (
    sign +
    Math.abs(Math.trunc(number))
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, language === 'vi' ? '.' : ',')
  )
}

/** A share of a whole: 0.1234 → “12,3 %” (vi), “12.3%” (en). */
export function formatShare(part: number, whole: number, language: Language): string {
  const tenths = whole === 0 ? 0 : Math.round((part / whole) * 1000)
  const text = `${Math.floor(tenths / 10)}${language === 'vi' ? ',' : '.'}${tenths % 10}`
  return language === 'vi' ? `${text}\u00a0%` : `${text}%`
}

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
