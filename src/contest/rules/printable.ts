/** Signs that come along with what is pasted, and that no official document can show: one of them, and none is printed. */
import type { Finding } from '../values.ts'
import type { RulesFile } from './schema.ts'

/** Controls, halves of signs, signs of one program's own font (bullets of Word among them) and pictures in place of letters. */
const unprintable = /(?![\s\x7f-\x9f])\p{Cc}|\p{Cs}|\p{Co}|\p{Noncharacter_Code_Point}|[\u{1f000}-\u{1faff}]/u

/** Every text of the rules that holds one, with where it stands. */
export function unprintableTexts(file: RulesFile): readonly Finding[] {
  return textsOf(file, '').flatMap(({ place, text }) => {
    const found = unprintable.exec(text)
    return found === null ? [] : [findingAt(place, text, found)]
  })
}

function textsOf(value: unknown, place: string): readonly { readonly place: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ place, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => textsOf(member, `${place}/${key}`))
}

function findingAt(place: string, text: string, { 0: sign, index }: RegExpExecArray): Finding {
  const code = `U+${Number(sign.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')}`
  const before = text.slice(Math.max(0, index - 20), index)
  return {
    severity: 'error',
    place,
    code: 'sign-unprintable',
    message: {
      vi: `Sau “${before}” có một ký tự không in được (${code}), thường do dán từ tệp khác. Hãy xoá ký tự ấy rồi gõ lại.`,
      en: `After “${before}” stands a sign that cannot be printed (${code}), which often comes with what is pasted. Remove it and type again.`,
    },
  }
}
