/** A line that says something of a question and is none. */
import { spokenOf } from '../../spoken.ts'

/** "Câu 5: cần thay đáp án", "(câu này bỏ)". */
export const isRemark = (text: string): boolean => text.length < 120 && !/[?:…]\s*$/.test(text) && spokenOf(text) !== null
