import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Question } from '#contest/questions/question.ts'
import { createApart } from '#adapters/apart.ts'
import { plainRules, questionOf, setOf } from '#test/support/contest.ts'
import { booklet } from './booklet.ts'
import { createDocumentSetter, settingApart } from '../setting.ts'
import { marked, readyDocument, type ReadyDocument } from './document.ts'
import { pictureFile } from './question-print.ts'
import { rulebook, type RulebookPrint } from './rulebook.ts'
import { rulebookWord } from './rulebook-word.ts'
import { samplePaper } from './sample-paper.ts'

const apart = createApart<ReadyDocument, Uint8Array>(settingApart)
const renderer = createDocumentSetter(apart)
afterAll(() => {
  apart.close()
})

const png = new Uint8Array(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
)
const digest = 'c'.repeat(64)
const hostile: Question = questionOf(2, {
  stem: '#import "/etc/passwd" $x$ *đậm* _nghiêng_ @ref <label> \\ // Ẵ ẫ ữ Đ đ',
  options: ['#read("/data.json")', '= Tiêu đề', '- mục', 'Phường Hương Thủy'],
  correct: [0, 3],
  difficulty: 3,
  topic: 'An toàn thông tin',
  source: { document: 'Nghị định 47/2020/NĐ-CP', detail: 'Điều 3' },
  explanation: 'Vì thế.\nDòng hai.',
  pictures: [
    { digest, mediaType: 'image/png', alt: '', option: null },
    { digest, mediaType: 'image/png', alt: 'Bản đồ', option: 1 },
  ],
})
const set = setOf([questionOf(1), hostile])
const pictures = [{ file: pictureFile(digest, 'image/png'), bytes: png }]

const bookletOf = (lockedAt: string, shown: typeof pictures) =>
  readyDocument(booklet, { rules: plainRules, round: 'Tuần 1', lockedAt, set, pictures: shown })

/** What a reader sees, and a screen reader says. */
const textOf = (pdf: Uint8Array): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString().normalize('NFC').replace(/\s+/g, ' ')

describe('the answer booklet', () => {
  it('says every question with its right answers, and no text of a question is a command', async () => {
    const text = textOf(await renderer.set(bookletOf('08/9/2024, 17:00', pictures)))
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'ỦY BAN NHÂN DÂN HUYỆN PHÚ LỘC',
      'ĐÁP ÁN BỘ ĐỀ TUẦN 1',
      'Q001: A',
      'Q002: A, D',
      hostile.stem,
      ...hostile.options,
      'Đáp án: A, D · Chủ đề: An toàn thông tin · Mức 3',
      'Căn cứ: Nghị định 47/2020/NĐ-CP, Điều 3',
      'Giải thích: Vì thế. Dòng hai.',
      'chốt lúc 08/9/2024, 17:00',
      set.digest,
    ]) {
      expect(text).toContain(part)
    }
  })
})

describe('a sample paper', () => {
  const paper = [
    { question: 1, optionOrder: [3, 2, 1, 0] },
    { question: 0, optionOrder: [0, 1, 2, 3] },
  ]

  it('shows the questions in their drawn order without their answers', async () => {
    const document = readyDocument(samplePaper, { rules: plainRules, round: 'Tuần 1', sample: 2, set, paper, pictures })
    expect(JSON.stringify(document.data)).not.toMatch(/right|answer|correct/)
    const text = textOf(await renderer.set(document))
    expect(text).toContain('A. Phường Hương Thủy')
    expect(text).toContain('Câu 1. #import "/etc/passwd"')
    expect(text).toContain('(chọn tất cả phương án đúng)')
    expect(text).toContain('Câu dự đoán.')
    expect(text.indexOf('Câu hỏi số 1?')).toBeGreaterThan(text.indexOf('Câu 1.'))
    expect(text).not.toContain('Đáp án')
  })
})

describe('the renderer', () => {
  it('says what went wrong and sets the next document all the same', async () => {
    const document = bookletOf('', [])
    await expect(renderer.set(document)).rejects.toThrow(/Đáp án bộ đề Tuần 1.*could not be set/)
    const pdf = await renderer.set({ ...document, pictures })
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
  })
})

describe('a paper that is none', () => {
  const mark = 'VẬN HÀNH THỬ – KHÔNG CÓ GIÁ TRỊ'
  const bare = (pdf: Uint8Array): string => execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf }).toString().normalize('NFC')

  it('says so on every page', async () => {
    const paper = bookletOf('08/9/2024, 17:00', pictures)
    const pages = bare(await renderer.set(marked(paper, mark)))
      .split('\f')
      .slice(0, -1)
    expect(pages.length).toBeGreaterThan(0)
    for (const page of pages) expect(page.replace(/\s+/g, ' ')).toContain(mark)
    expect(bare(await renderer.set(paper))).not.toContain('VẬN HÀNH')
  })

  it('says so as a Word document too', async () => {
    const paper = readyDocument(rulebook, { rules: plainRules, digest: 'd'.repeat(64), version: null }, 'docx')
    const { unzipSync } = await import('fflate')
    const words = (bytes: Uint8Array): string =>
      Object.entries(unzipSync(bytes))
        .map(([name, part]) => (name.startsWith('word/header') ? Buffer.from(part).toString() : ''))
        .join('')
    expect(words(await renderer.set(marked(paper, mark))).split(mark).length - 1).toBeGreaterThanOrEqual(2)
    expect(words(await renderer.set(paper))).not.toContain(mark)
  })
})

describe('a document for Word', () => {
  it('is the same bytes whenever it is made', async () => {
    const print = readyDocument(rulebook, { rules: plainRules, digest, version: { number: 1, at: 0 } }, 'docx')
    const madeIn = (year: number): Promise<Uint8Array> => {
      vi.setSystemTime(new Date(year, 5, 1))
      return rulebookWord(print.data as RulebookPrint, print.title)
    }
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      expect(await madeIn(2030)).toEqual(await madeIn(2026))
    } finally {
      vi.useRealTimers()
    }
  })
})
