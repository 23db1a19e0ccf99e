/**
 * What an explanation or a source says of the answer beside it, sentence by sentence: another letter than the right one that is not called wrong, the
 * right one called wrong, the words of another option, or that the question is no good. Whoever reads it would not know which of the two holds.
 */
import { lettersOf, optionLetters } from '#contest/questions/letters.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import { cleanText, foldText, foldWords } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../findings/findings.ts'
import { namesThemAll } from './answers.ts'
import { lettersSaid, notLetters } from './spoken.ts'

const MAX_READ = 2000
const MAX_SENTENCE = 400

type Answered = Pick<QuestionContent, 'stem' | 'options' | 'correct'>

/** `taken back`: the question or its answer; `plain`: another answer is said to be right; `letter`, `words`: of another option, which may be. */
type Doubt = 'taken back' | 'plain' | 'letter' | 'words' | null

const sentences = (text: string): readonly string[] =>
  text
    .slice(0, MAX_READ)
    .split(/(?<=[\p{Ll}\d)"”][.!?;])\s+|\n+/u)
    .map((one) => cleanText(one).slice(0, MAX_SENTENCE))
    .filter((one) => one !== '')

export function explanationFindings({ explanation, ...content }: QuestionContent, question: string, place: string): readonly Finding[] {
  const said = worst(explanation ?? '', content)
  if (said === null) return []
  const values = { question, text: excerpt(said.text, 60), letters: lettersOf(content.correct) }
  return [found(said.doubt === 'taken back' ? 'explanation-against' : 'explanation-doubts', place, values)]
}

/** What a source says of a change; otherwise the words of an option may be those of its title. */
const changed = /(?<!\p{L})(?:nay|mới|hiện|ghi|thay|bãi bỏ|hết hiệu lực|trở thành|phải|đúng)(?!\p{L})/iu

/** A source that names another answer than the file: "Luật Tố cáo; đáp án: C". */
export function sourceFindings({ source, ...content }: QuestionContent, question: string, place: string): readonly Finding[] {
  const said = source === null ? null : worst(`${source.document} ${source.detail}`, content)
  return said === null || (said.doubt === 'words' && !changed.test(said.text))
    ? []
    : [found('source-doubts', place, { question, text: excerpt(said.text), letters: lettersOf(content.correct) })]
}

function worst(text: string, content: Answered): { readonly text: string; readonly doubt: Exclude<Doubt, null> } | null {
  if (content.correct.length === 0) return null
  const said = sentences(withoutFeedback(text, content.options)).flatMap((one) => {
    const doubt = doubtIn(one, content)
    return doubt === null ? [] : [{ text: one, doubt }]
  })
  return said.find(({ doubt }) => doubt === 'taken back') ?? said.find(({ doubt }) => doubt === 'plain') ?? said[0] ?? null
}

/** Without the lines that say something of one option, as other systems keep them: “Huế”: Sai rồi. They are weighed with their option. */
function withoutFeedback(text: string, options: readonly string[]): string {
  const fronts = options.flatMap((option) => [`“${cleanText(option)}”:`, `${cleanText(option)}:`])
  return text
    .slice(0, MAX_READ)
    .split('\n')
    .filter((line) => !fronts.some((front) => cleanText(line).startsWith(front)))
    .join('\n')
}

/** The question or its answer taken back: "Bỏ câu này", "câu này hủy", "đáp án cũ", "xem lại". */
const ofQuestion =
  /\b(cau (hoi )?(nay|tren)|question)\b.{0,40}\b(bo|huy|loai|rut|xoa|sai|sua|doi|khong (tinh|dung|su dung|hop le|con)|trung|chua|xem lai|kiem tra|tranh|wrong|drop|remove|delete|skip)\b|\b(bo|huy|loai|rut|xoa|sua|xem lai|kiem tra lai|ra soat|khong (tinh|dung|su dung)|drop|remove|delete|skip)( di| bo)? (cau|question|this)\b|\b(dap an|answer|key)\b.{0,30}\b(chua|nham|sua|doi|thay|xem lai|kiem tra|khong (chac|dung|con)|sai|tam|du kien|wrong|changed)\b|\b(sua|doi|thay|xem lai|kiem tra lai|chua chac|chua chot|nham|can chinh|chinh lai) (lai )?(thanh |sang )?(dap an|phuong an)\b|\bxem lai\b|\bkiem tra lai\b|\bdinh chinh\b|\bchua (chac|thong nhat|chot|ro)\b|\b(khong co|ca \w+|deu khong co) (phuong an|dap an)( nao)? (deu )?(dung|sai)\b|\bdouble.?check\b|\btrung (voi )?cau\b|\b(hai|2|ba|3|nhieu) (dap an|phuong an|y)( deu)? (dung|sai)\b|\bco (hai|2|ba|3|nhieu) dap an\b/
/** Behind a letter or its group: called wrong. */
const wrongBehind =
  /^[^A-H]{0,60}?(?<!\p{L})(?:sai|không|chưa|trái|nhầm|loại|thiếu|vi phạm|bị cấm|incorrect|wrong|false|not|isn['’]t|are|cannot)(?!\p{L})/u
const wrongBefore =
  /(?<!\p{L})(?:loại(?: trừ| bỏ)?|sai(?: ở)?|không (?:phải|chọn|là)|không phải là|khác(?: với)?|nhầm(?: với| lẫn)?|thay vì|chứ không|not|unlike|rather than|instead of)\s*(?:là\s+)?(?:(?:các\s+)?(?:phương án|đáp án|ý|câu|option|answer)\s+)?$/iu
const rightSaid = /(?<!\p{L})(?:đúng|chính xác|chọn|đáp án|đ\/?a|là|thành|correct|right|answer|key|should)(?!\p{L})|[=-]>|→|➔|⇒|:\s*$/iu
const joint = /^\s*(?:,|;|\/|&|và|hoặc|hay|lẫn|and|or)\s*(?:(?:phương án|đáp án|ý|câu)\s+)?$/u

const oldAnswer = /(?<!\p{L})(?:đáp án|answer)[^\n]{0,30}(?<!\p{L})(?:cũ|old)(?!\p{L})/iu
const lettered = /(?<!\p{L})(?:đáp án|phương án|answer|option)\s+[A-H](?![\p{L}\d])/giu
const isOld = /(?<!\p{L})(?:cũ|chưa|thay đổi|tạm|dự kiến|old)(?!\p{L})/iu

export function doubtIn(sentence: string, content: Answered): Doubt {
  // What is said of a letter is weighed with the letter.
  const bare = sentence.replace(lettered, ' ')
  if (ofQuestion.test(foldText(bare)) || oldAnswer.test(bare)) return 'taken back'
  return letterDoubt(sentence, content) ?? (saysOther(sentence, content) ? 'words' : null)
}

function letterDoubt(sentence: string, { stem, options, correct }: Answered): Doubt {
  // Persons of a story are called by letters, too.
  const isStory = [stem, ...options].some((text) => /(?<![\p{L}\d])[A-H](?![\p{L}\d])/u.test(text.replace(notLetters, ' ')))
  const letters = lettersSaid(sentence, isStory).filter(({ letter }) => optionLetters.indexOf(letter) < options.length)
  const positions = letters.map(({ letter }) => optionLetters.indexOf(letter))
  if (namesThemAll(correct, options) || correct.some((at) => /^(?:tất cả|cả |all )/iu.test(options[at] ?? ''))) return null
  const isWrong = letters.map(({ from, to }, at) => {
    // Of letters in a row what is said behind the last, or before the first, holds for all.
    let [first, last] = [at, at]
    while (last + 1 < letters.length && joint.test(sentence.slice(letters[last]?.to, letters[last + 1]?.from))) last++
    while (first > 0 && joint.test(sentence.slice(letters[first - 1]?.to, letters[first]?.from))) first--
    const behind = sentence.slice(letters[last]?.to ?? to, letters[last + 1]?.from ?? sentence.length)
    const isPast = correct.includes(positions[at] ?? -1) && isOld.test(behind)
    return (
      isPast ||
      wrongBehind.test(behind) ||
      wrongBefore.test(sentence.slice(0, letters[first]?.from ?? from).replace(/(?:[A-H]\s*(?:,|và)\s*)+$/u, ''))
    )
  })
  const against = positions.map((position, at) => correct.includes(position) === isWrong[at])
  if (!against.some(Boolean)) return null
  const isPlain = rightSaid.test(sentence) || isWrong.some((wrong, at) => wrong && against[at])
  return isPlain ? 'plain' : 'letter'
}

const isNegative = (stem: string): boolean => /\b(khong|sai|tru|ngoai tru|chua|cam|not|except|incorrect|wrong|false)\b/.test(foldText(stem))
const MAX_BESIDE = 25
const denies = /(?<!\p{L})(?:không|chưa|chứ không|thay vì|trước đây|not)(?!\p{L})/iu

/** The words of another option, and not those of the right one: "Luật mới quy định 45 ngày". */
function saysOther(sentence: string, { stem, options, correct }: Answered): boolean {
  const words = ` ${foldWords(sentence)} `
  if (denies.test(sentence)) return false
  const asked = ` ${foldWords(stem)} `
  // Where the stem asks for the exception an explanation lists the others.
  const room = isNegative(stem) ? MAX_BESIDE : Infinity
  const texts = options.map((option) => ` ${foldWords(option)} `)
  const said = texts.flatMap((text, at) =>
    text.length > 4 && words.includes(text) && !asked.includes(text) && words.length < text.length + room ? [at] : [],
  )
  // Part of the right one, or the right one in other words.
  const own = correct.map((at) => texts[at] ?? '')
  const others = said.filter((at) => !correct.includes(at) && !own.some((text) => text.includes(texts[at] ?? '')))
  return others.length > 0 && !said.some((at) => correct.includes(at)) && !correct.some((at) => likely(words, texts[at] ?? ''))
}

/** Most words of an option stand in the sentence. */
function likely(words: string, option: string): boolean {
  const own = option.trim().split(' ')
  return own.length > 1 && own.filter((word) => words.includes(` ${word} `)).length * 3 >= own.length * 2
}
