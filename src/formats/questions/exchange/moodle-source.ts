/**
 * Explanation and source share Moodle's general feedback, the only text of a question that everybody sees after answering. Ours are
 * marked by classes, which Moodle keeps; in feedback from elsewhere a last line “Căn cứ: …” is the source, as in a Word file.
 */
import type { QuestionContent, QuestionSource } from '#contest/questions/question.ts'
import { htmlToText, textToHtml } from '../../files/html-text.ts'
import { readSource } from '#contest/questions/clean.ts'

export function sourceHtml({ explanation, source }: Pick<QuestionContent, 'explanation' | 'source'>): string {
  const said = explanation === null ? '' : `<div class="giai-thich">${textToHtml(explanation)}</div>`
  if (source === null) return said
  const detail = source.detail === '' ? '' : `: <span class="trich-dan">${textToHtml(source.detail)}</span>`
  return `${said}<p class="can-cu">Căn cứ: <span class="van-ban">${textToHtml(source.document)}</span>${detail}</p>`
}

const marked =
  /<p class="can-cu">\s*Căn cứ:\s*<span class="van-ban">([^<]*)<\/span>(?::\s*<span class="trich-dan">([^<]*)<\/span>)?\s*<\/p>\s*$/

export function readSourceOf(html: string): { readonly explanation: string; readonly source: QuestionSource | null } {
  const ours = marked.exec(html)
  if (ours !== null) {
    const text = (part: string | undefined): string => htmlToText(part ?? '').text
    return { explanation: html.slice(0, ours.index), source: { document: text(ours[1]), detail: text(ours[2]) } }
  }
  if (html.includes('class="giai-thich"') || !/(căn cứ|nguồn|source)/i.test(html)) return { explanation: html, source: null }
  const { text, lossy, pictures, media, links } = htmlToText(html)
  const line = /(?:^|\n)(?:căn cứ|nguồn|source)\s*: ?([^\n]+)$/i.exec(text)
  // Cutting the text would lose what is reported of the HTML.
  if (line === null || lossy || pictures.length + media.length + links.length > 0) return { explanation: html, source: null }
  return { explanation: textToHtml(text.slice(0, line.index)), source: readSource(line[1] ?? '') }
}
