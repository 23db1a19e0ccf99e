/** What a flag of a question is called, what the counts then show, and what to do about it: the same on screen and in files. */
import type { FlagKind } from './flags.ts'
import type { Bilingual } from '../values.ts'

export interface FlagWords {
  readonly name: Bilingual
  readonly meaning: Bilingual
  readonly advice: Bilingual
}

export const flagWords: Readonly<Record<FlagKind, FlagWords>> = {
  'key-suspect': {
    name: { vi: 'Nghi sai đáp án', en: 'Key in doubt' },
    meaning: {
      vi: 'Những người làm tốt các câu khác chọn một phương án khác nhiều hơn đáp án, hoặc người chọn phương án đó làm các câu khác tốt hơn hẳn người chọn đáp án.',
      en: 'Those who did well on the other questions took another option more than the key, or its takers did clearly better on the other questions than the takers of the key.',
    },
    advice: {
      vi: 'Đối chiếu đáp án với văn bản nguồn trước tiên. Nếu đáp án sai, báo Ban Giám khảo trước khi công bố kết quả. Nếu đáp án đúng, xem câu chữ có làm người hiểu bài nhầm không.',
      en: 'First compare the key with its source. If the key is wrong, tell the jury before the result is published. If it is right, see whether the wording misleads those who know.',
    },
  },
  'negative-discrimination': {
    name: { vi: 'Phân biệt ngược', en: 'Negative discrimination' },
    meaning: {
      vi: 'Người làm tốt các câu khác lại sai câu này nhiều hơn người làm chưa tốt.',
      en: 'Those who did well on the other questions missed this one more often than those who did not.',
    },
    advice: {
      vi: 'Xem lại đáp án và câu chữ: có thể có hai phương án cùng đúng, hoặc cách hỏi gây nhầm.',
      en: 'Look at key and wording again: two options may be right, or the question may mislead.',
    },
  },
  'too-hard': {
    name: { vi: 'Quá khó', en: 'Too hard' },
    meaning: {
      vi: 'Số người đúng không quá 20 %, hoặc không nhiều hơn mức chọn hú họa.',
      en: 'No more than 20 % were right, or no more than by blind choice.',
    },
    advice: {
      vi: 'Kiểm tra đáp án; sau đó xem tài liệu tìm hiểu có nêu rõ nội dung này không.',
      en: 'Check the key; then see whether the study documents say this clearly.',
    },
  },
  'low-discrimination': {
    name: { vi: 'Ít phân biệt', en: 'Low discrimination' },
    meaning: {
      vi: 'Người làm tốt và người làm chưa tốt các câu khác trả lời câu này gần như nhau.',
      en: 'Those who did well on the other questions and those who did not answered this one much alike.',
    },
    advice: {
      vi: 'Viết lại cho rõ, hoặc thay câu khác ở lần thi sau.',
      en: 'Write it more clearly, or use another question next time.',
    },
  },
  'too-easy': {
    name: { vi: 'Quá dễ', en: 'Too easy' },
    meaning: {
      vi: 'Từ 95 % trở lên trả lời đúng, nên câu này hầu như không giúp xếp hạng.',
      en: '95 % or more were right, so the question hardly helps to rank anybody.',
    },
    advice: {
      vi: 'Giữ lại nếu là câu khởi động; nếu không, thay bằng câu khó hơn.',
      en: 'Keep it if it is meant to warm up; otherwise use a harder one.',
    },
  },
  'unused-option': {
    name: { vi: 'Phương án bỏ không', en: 'Unused option' },
    meaning: {
      vi: 'Có phương án không ai chọn, hoặc chưa đến 5 % số người làm sai chọn.',
      en: 'Nobody took one of the options, or fewer than 5 % of those who missed the question did.',
    },
    advice: {
      vi: 'Thay phương án đó bằng một phương án dễ nhầm hơn.',
      en: 'Replace that option by one that could be mistaken for the right one.',
    },
  },
}
