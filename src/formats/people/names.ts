/** Names of people as typed into lists. */
import { cleanText } from '#contest/text.ts'

const honorific = /^(?:(?:ông|bà|anh|chị|cô|chú|đồng chí|đ\/c|đc|mr|mrs|ms|ths|ts|bs|ks|pgs|gs|cn)(?:\.\s*|\s+))+(?=\S+\s)/iu

/** NFC, single blanks; a name all in capitals or all in small letters gets one capital a word. */
export function readName(text: string): string {
  const name = cleanText(text)
  const lower = name.toLocaleLowerCase('vi')
  if (name !== name.toLocaleUpperCase('vi') && name !== lower) return name
  return lower.replace(/(^|[\s\-'’.])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase('vi'))
}

/** The name without "Ông", "Bà" and titles in front. */
export const withoutHonorific = (text: string): string => readName(cleanText(text).replace(honorific, ''))

/** Of two spellings of one name, the one a person wrote with care: mixed case before all capitals. */
export function betterName(first: string, second: string): string {
  const careless = (text: string): boolean => {
    const name = cleanText(text)
    return name === name.toLocaleUpperCase('vi') || name === name.toLocaleLowerCase('vi')
  }
  return readName(careless(first) && !careless(second) ? second : first)
}
