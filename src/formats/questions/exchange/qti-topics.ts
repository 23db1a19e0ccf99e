/** Titles of sections and tests that name a topic, and those that only count. */
import { cleanText } from '#contest/text.ts'

const counting = /^((section|part|root.?section|main|default|test|quiz|phần|mục|đề|bài)[\s_-]*(số\s*)?([\divx]+)?|root_section)$/i

/** Null for a title that says nothing of the content: “Section 1”, “Phần II”. */
export function topicFromTitle(title: string | undefined): string | null {
  const clean = cleanText(title ?? '')
  return clean === '' || counting.test(clean) ? null : clean
}
