/** How text from files is cleaned: composed Unicode, ordinary blanks, nothing invisible. */

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g

/** NFC, every run of blanks (also non-breaking ones and line breaks) one space, no outer blanks. */
export function cleanText(text: string): string {
  return text.normalize('NFC').replace(invisible, '').replace(/\s+/g, ' ').trim()
}

/** Like `cleanText`, but lines stay lines (`\n`) and at most one of them is empty between two others. */
export function cleanLines(text: string): string {
  return text
    .normalize('NFC')
    .replace(invisible, '')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Lower case without diacritics (đ → d), for comparing words people typed in haste. */
export function foldText(text: string): string {
  return cleanText(text).toLocaleLowerCase('vi').normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd')
}
