/** Signs of the program a text comes from that mean something there and nothing to whoever answers. */
import { optionLetters } from '#contest/questions/letters.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import { foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../findings/findings.ts'
import { readAnswer } from './answers.ts'
import { correctedLetter, isLooseCorrection, takesBack } from './second-thoughts.ts'
import { spokenOf } from './spoken.ts'
import { readField } from './word/fields.ts'

/** Test banks' `[<df>]`, `[<audio>] … [</audio>]`; what other systems put where a file is shown, where a gap is, or for a pair of words. */
const mark =
  /\[\s*<\s*\/?\s*(?:br|sg|egc|df|audio|video|sound|image|img|picture|file|tn|mn|nh|tl|gn|dt|dk|nt)\b[^<>\]\n]{0,200}>\s*\]|@@PLUGINFILE@@[^\s"]{0,80}|\$IMS[-_]CC[-_]FILEBASE\$[^\s"]{0,80}|@X@EmbeddedFile[^\s"]{0,80}|\[(?:audio|video|embed|media)\b[^\]\n]{0,200}\]|\[\[\d{1,2}\]\]|\{\d*:[A-Z_]{2,24}:[^{}\n]{0,200}\}?|\{mlang\b[^{}\n]{0,40}\}|(?<![^\n])[a-z]+_[a-z]+\.(?:true|false)(?![^\n])|(?:Error|Lỗi)! (?:Reference|Bookmark|No |Not a|Không|Chưa|Thẻ)[^\n]{0,60}/i

const tex =
  /\\\([\s\S]{1,200}?\\\)|\$\$[^$]{1,200}\$\$|\\(?:frac|dfrac|sqrt|times|cdot|leq?|geq?|neq|alpha|beta|pi|text|mathrm|begin|overline|vec|int|sum|left|right)(?![a-z])[^\n]{0,30}/

/** Letters that words of Vietnamese never have: TCVN3 and VNI shown in a font of today. */
const ofTcvn = /(?<=\p{L})[µ¸¶·¹¨»¾¼½©ª«¬®§¦£¥×Þß]|[µ¸¶·¹¨»¾¼½©ª«¬®§¦£¥](?=\p{L})/gu
const ofVni = /(?<=[aeiouy])[øåäûïëöüñ]/giu
const isGarbled = (text: string): boolean => (text.match(ofTcvn)?.length ?? 0) > 2 || (text.match(ofVni)?.length ?? 0) > 2

/** "Huế S", "Huế (S)", "Huế [sai]". */
const judgement = / [ĐS]$|[([]\s*(?:S|[Ss]ai|SAI)\s*[)\]]$/

/** @param question what it is called: `Câu 5` */
export function leftoversOf({ stem, options, explanation }: QuestionContent, question: string, place: string): readonly Finding[] {
  const texts = [stem, ...options, explanation ?? '']
  const garbled = isGarbled([stem, ...options].join('\n'))
    ? [[stem, ...options].find((text) => text.search(ofTcvn) >= 0 || text.search(ofVni) >= 0) ?? stem]
    : []
  const told = (code: 'foreign-mark' | 'formula-tex', sign: RegExp): readonly Finding[] => {
    const text = texts.flatMap((one) => sign.exec(one)?.[0] ?? [])[0]
    return text === undefined ? [] : [found(code, place, { question, text: excerpt(text, 40) })]
  }
  const judged = options.filter((option) => judgement.test(option.slice(-12)))
  const isJudged = judged.length > 1 || judged.some((option) => option.endsWith('Đ'))
  return [
    ...told('foreign-mark', mark),
    ...told('formula-tex', tex),
    ...garbled.slice(0, 1).map((text) => found('letters-garbled', place, { question, text: excerpt(text, 40) })),
    ...(isJudged ? [found('option-judged', place, { question, text: excerpt(judged[0] ?? '', 40) })] : []),
  ]
}

const placeholder = /^(?:[-–—_.…?*\s]+|x{2,})$/iu

const html =
  /<\/?(?:p|br|b|i|u|em|strong|span|div|sub|sup|li|ul|ol|table|t[rdh]|font|img|h[1-6])(?:\s[^<>\n]{0,200})?\/?>|&(?:amp|lt|gt|nbsp|quot|#\d{2,5});/i

/** What people typed or pasted into a text or a sheet and did not finish: mark-up of a page, options to be written. */
export function unfinishedFindings(stem: string, options: readonly string[], question: string, place: string): readonly Finding[] {
  const text = [stem, ...options].flatMap((one) => html.exec(one)?.[0] ?? [])[0]
  return [
    ...(text === undefined ? [] : [found('html-left', place, { question, text: excerpt(text, 40) })]),
    ...placeholderFindings(options, question, place),
  ]
}

/** An option among others that have words: a dash, dots, its own letter. */
function placeholderFindings(options: readonly string[], question: string, place: string): readonly Finding[] {
  const empty = options.flatMap((text, at) => (text !== '' && (placeholder.test(text) || text === optionLetters[at]) ? [at] : []))
  const [at = 0, ...more] = empty
  const isAlone = empty.length === 1 && more.length === 0 && options.every((text, other) => other === at || /\p{L}{2}|\d/u.test(text))
  return isAlone && options.length > 2
    ? [found('option-placeholder', place, { question, letter: optionLetters[at] ?? '', text: options[at] ?? '' })]
    : []
}

/** "Đáp án: B" that names letters, whatever it stands below. */
export function isLoneAnswer(text: string): boolean {
  const field = readField(text)
  return field?.name === 'answer' && readAnswer(text.slice(field.from), optionLetters.length) !== null
}

/**
 * Lines above the first question: title, letterhead and instructions in one note, those that speak of answers each by itself. An answer there
 * belongs to the question below it, and then so may all the others, or to none.
 */
export function aboveQuestions(lines: readonly { readonly text: string; readonly place: string }[]): readonly Finding[] {
  const [first] = lines
  if (first === undefined) return []
  const text = lines
    .slice(0, 20)
    .map((line) => line.text)
    .join(' ')
  const spoken = lines.flatMap((line) =>
    isLoneAnswer(line.text) ? [found('answer-astray', line.place, { text: excerpt(line.text) })] : [],
  )
  return [found('text-ignored', first.place, { text: excerpt(text, MAX_ABOVE) }), ...spoken]
}

const MAX_ABOVE = 300

/** "Lưu ý: câu 3 sửa thành C" far from any answer, where instructions speak of right and wrong for other reasons. */
export const speaksOfKey = (text: string): boolean =>
  text.length <= 300 &&
  (correctedLetter.test(text) ||
    (takesBack(text) && /\bcau (hoi )?(so )?\d|\bcau\b[^\d]{0,30}: ?\d|dinh chinh|\b(sua|doi|thay) (lai )?dap an\b/.test(foldText(text))))

/** A key by this name is perhaps not the one that is meant: "ĐÁP ÁN (DỰ KIẾN)", a sheet called "Đáp án cũ". */
export const isDraftName = (text: string): boolean =>
  /\b(cu|nhap|du kien|tam( thoi)?|chua (duyet|chot|chinh thuc|kiem tra|sua)|khong dung|bo di?|loai|huy|old|draft)\b/.test(foldText(text)) &&
  !/\b(cau|luat|nghi dinh|thong tu)\b.*\bcu\b/.test(foldText(text))

/** Brackets beside the number of a question: a code, or that it is no more. */
export const tagsLeftOut = (tags: readonly string[], question: string, place: string): readonly Finding[] =>
  tags.map((text) => found(takesBack(text) ? 'tag-doubts' : 'tag-left-out', place, { question, text }))

/** A line that belongs to no question: what corrects an answer there is an error, what may speak of one a warning. */
export function textLeftOut(text: string, place: string): Finding {
  const isLong = text.length > 200
  const code =
    !isLong && isLooseCorrection(text)
      ? 'text-corrects'
      : !isLong && (spokenOf(text) !== null || speaksOfKey(text))
        ? 'text-doubts'
        : 'text-ignored'
  return found(code, place, { text: excerpt(text) })
}

/** Of the question or its answer, as against words it may be about. */
const ofStanding = /(?<!\p{L})(?:đáp án|câu|lại|chưa|không dùng|bỏ|hủy|huỷ|nhầm|cũ|answer|check)(?!\p{L})/iu

/** The name of a question in the program it comes from: "Câu 4 (bỏ)", "Câu 4 - sai đáp án". What stands there outside of brackets may be its words. */
export const titleFindings = (title: string, question: string, place: string): readonly Finding[] =>
  tagsLeftOut(
    [
      ...[...title.slice(0, 200).matchAll(/[([]([^()[\]]{1,40})[)\]]/gu)].flatMap(([, inside = '']) => (takesBack(inside) ? [inside] : [])),
      ...[/[-–—:_]\s*([^-–—:_]{2,30})$/u.exec(title.slice(0, 200))?.[1] ?? ''].filter((end) => takesBack(end) && ofStanding.test(end)),
    ],
    question,
    place,
  )
