import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { bytesOf, docxOf, stylesPart, xlsxOf, zipOf } from '#test/support/formats/office.ts'
import { contestFile, peopleFiles, questionFiles } from '#test/support/formats/samples.ts'
import type { Finding } from '#contest/values.ts'
import { openArchive } from '../files/archive.ts'
import { readBoards } from '../people/boards.ts'
import { readQuestions } from './registry.ts'
import { readRoster } from '../people/roster.ts'
import { readUnits } from '../people/units.ts'

const { units } = readUnits(contestFile('units.csv'), { fileName: 'units.csv' })

interface Read {
  readonly findings: readonly Finding[]
  readonly hasErrors: boolean
}
const readers: Readonly<Record<string, (bytes: Uint8Array) => Read>> = {
  questions: (bytes) => readQuestions(bytes, { fileName: 'de.docx' }),
  roster: (bytes) => readRoster(bytes, { fileName: 'roster.xlsx', units }),
  boards: (bytes) => readBoards(bytes, { fileName: 'boards.xlsx', units }),
  units: (bytes) => readUnits(bytes, { fileName: 'units.xlsx' }),
}
const fitting = (name: string): ((bytes: Uint8Array) => Read) => {
  const reader = readers[name.replace(/\..*/, '')] ?? readers['questions']
  if (reader === undefined) throw new Error('no reader')
  return reader
}
const first = (read: Read): string =>
  `${read.hasErrors ? 'refused' : 'taken'}: ${read.findings.find(({ severity }) => severity === 'error')?.code ?? ''}`

/** Every reader must refuse it, for this reason. */
function expectRefused(bytes: Uint8Array, code: string): void {
  for (const read of Object.values(readers)) expect(first(read(bytes))).toBe(`refused: ${code}`)
}

const utf16 = (text: string): number[] => [...text].flatMap((letter) => [letter.charCodeAt(0), 0])

/** A compound file as far as its signature and the name of one stream. */
function compoundFile(stream: string): Uint8Array {
  const bytes = new Uint8Array(2048)
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  bytes.set(utf16('Root Entry'), 512)
  bytes.set(utf16(stream), 640)
  return bytes
}

describe('a file that is something else', () => {
  it.each<readonly [string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'file-empty'],
    ['blanks', bytesOf(' \r\n '), 'file-empty'],
    ['a workbook with a password', compoundFile('EncryptedPackage'), 'file-encrypted'],
    ['an old .doc', compoundFile('WordDocument'), 'file-legacy-word'],
    ['an old .xls', compoundFile('Workbook'), 'file-legacy-excel'],
    ['an older .xls', compoundFile('Book'), 'file-legacy-excel'],
    ['an old .ppt', compoundFile('PowerPoint Document'), 'file-legacy-office'],
    ['a PDF', bytesOf('%PDF-1.7\n%âãÏÓ'), 'file-pdf'],
    ['RTF', bytesOf('{\\rtf1\\ansi Câu 1}'), 'file-rtf'],
    ['HTML named .xls', bytesOf('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1'), 'file-html'],
    ['an HTML page', bytesOf('\ufeff\n<!DOCTYPE html><title>x</title>'), 'file-html'],
    ['OpenDocument', zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }), 'file-open-document'],
    [
      'a presentation',
      zipOf({
        '[Content_Types].xml': '<Types/>',
        '_rels/.rels': '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="ppt/p.xml"/></Relationships>',
        'ppt/p.xml': '<p/>',
      }),
      'file-unknown',
    ],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'file-unknown'],
    ['21 MB', new Uint8Array(21 * 1024 * 1024).fill(65), 'file-too-large'],
  ])('is refused by its content: %s', (_, bytes, code) => {
    expectRefused(bytes, code)
  })

  it.each([
    ['other XML', bytesOf('<?xml version="1.0"?><Workbook/>')],
    ['some archive', zipOf({ 'a.txt': 'x' })],
  ])('is known to no reader of questions, and not what the readers of people want: %s', (_, bytes) => {
    expect(Object.values(readers).map((read) => first(read(bytes)))).toEqual([
      'refused: file-unknown',
      ...Array<string>(3).fill('refused: file-wrong-kind'),
    ])
  })

  it('is read by content under any extension', () => {
    for (const fileName of ['a.doc', 'a.xlsx', 'a.pdf', 'a', 'a.csv', '']) {
      expect(readQuestions(contestFile('de-phong-vhtt.docx'), { fileName }).questions.length).toBe(40)
    }
    expect(first(readRoster(contestFile('de-phong-vhtt.docx'), { fileName: 'roster.xlsx', units }))).toBe('refused: file-wrong-kind')
    expect(first(readRoster(bytesOf('[]'), { fileName: 'roster.csv', units }))).toBe('refused: file-wrong-kind')
    expect(first(readQuestions(contestFile('roster.xlsx'), { fileName: 'de.xlsx' }))).toMatch(/^refused: (header|column)-missing/)
    expect(first(readBoards(contestFile('units.csv'), { fileName: 'boards.xlsx', units }))).toMatch(/^refused: /)
  })
})

describe('a damaged file', () => {
  const archives = [...questionFiles, ...peopleFiles].filter((name) => !name.endsWith('.csv'))

  it.each(archives)('%s is refused wherever it is cut', (name) => {
    const bytes = contestFile(name)
    const read = fitting(name)
    const cuts = Array.from({ length: 60 }, (_, step) => Math.floor((bytes.length * step) / 60))
    for (const cut of [...cuts, 1, 2, 3, 4, 21, 22, 30, bytes.length - 22, bytes.length - 1]) {
      const result = read(bytes.subarray(0, cut))
      expect(result.hasErrors, `cut at ${cut}`).toBe(true)
      expect(result.findings.some(({ severity }) => severity === 'error')).toBe(true)
    }
    expect(first(read(bytes.subarray(0, 5000)))).toBe('refused: archive-truncated')
  })

  it.each(archives)('%s is never read wrong after a byte has changed: refused, or the same', (name) => {
    const bytes = contestFile(name)
    const read = fitting(name)
    const whole = JSON.stringify(read(bytes))
    let refused = 0
    const steps = name === 'roster.xlsx' ? 40 : 300
    // The directory at the end is short and decides everything, so half of the changes fall there.
    const places = Array.from({ length: steps }, (_, step) =>
      step % 2 === 0 ? Math.floor((bytes.length * step) / steps) : bytes.length - 1 - Math.floor((900 * step) / steps),
    )
    for (const [step, at] of places.entries()) {
      const copy = new Uint8Array(bytes)
      copy[at] = (copy[at] ?? 0) ^ (1 << (step % 8))
      const result = read(copy)
      if (result.hasErrors) refused++
      // What no reader looks at (dates in headers, parts that are not opened) may change without effect.
      else expect(JSON.stringify(result) === whole, `byte ${at}`).toBe(true)
    }
    expect(refused).toBeGreaterThan(steps / 2)
  })

  it('is refused when a part is missing that another one relates to', () => {
    for (const part of ['xl/styles.xml', 'xl/sharedStrings.xml']) {
      const whole = unzipSync(contestFile('de-trung-tam-vhtttt.xlsx'))
      const parts = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== part))
      const [finding] = readQuestions(zipSync(parts), { fileName: 'a.xlsx' }).findings
      expect([finding?.code, finding?.place]).toEqual(['archive-damaged', part])
    }
  })

  it('names the damaged part', () => {
    const parts = unzipSync(contestFile('de-phong-vhtt.docx'))
    const document = new TextDecoder().decode(parts['word/document.xml'])
    const damaged = zipSync({ ...parts, 'word/document.xml': bytesOf(document.replace('</w:p>', '</w:q>')) })
    const [finding] = readQuestions(damaged, { fileName: 'a.docx' }).findings
    expect([finding?.code, finding?.place]).toEqual(['xml-damaged', 'word/document.xml'])
    expect(finding?.message.vi).toMatch(/dòng 1, cột \d+/)
  })

  it('whose main part is missing is refused', () => {
    const { 'word/document.xml': _, ...rest } = unzipSync(contestFile('de-phong-vhtt.docx'))
    expectRefused(zipSync(rest), 'file-unknown')
    const { 'xl/worksheets/sheet1.xml': __, ...book } = unzipSync(contestFile('roster.xlsx'))
    expectRefused(zipSync(book), 'archive-damaged')
  })
})

/** Changes fields of every entry in the central directory, and, if asked, in the local headers. */
function patchDirectory(bytes: Uint8Array, patch: (view: DataView, at: number, name: string) => void): Uint8Array {
  const copy = new Uint8Array(bytes)
  const view = new DataView(copy.buffer)
  for (let at = 0; at + 46 < copy.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue
    patch(view, at, new TextDecoder().decode(copy.subarray(at + 46, at + 46 + view.getUint16(at + 28, true))))
  }
  return copy
}

/** A stored part that holds the whole of another one, header and all, with both in the directory. */
function overlapping(): Uint8Array {
  const inner = zipSync({ 'b.xml': bytesOf('<b/>') }, { level: 0 })
  const innerDirectory = new DataView(inner.buffer, inner.byteOffset).getUint32(inner.length - 6, true)
  const outer = zipSync({ 'a.xml': inner.subarray(0, innerDirectory) }, { level: 0 })
  const entry = inner.slice(innerDirectory, inner.length - 22)
  new DataView(entry.buffer).setUint32(42, 30 + 'a.xml'.length, true)
  const both = new Uint8Array([...outer.subarray(0, outer.length - 22), ...entry, ...outer.subarray(outer.length - 22)])
  const end = new DataView(both.buffer, both.length - 22)
  end.setUint16(8, 2, true)
  end.setUint16(10, 2, true)
  end.setUint32(12, end.getUint32(12, true) + entry.length, true)
  return both
}

describe('a file made to do harm', () => {
  const bombParts = (size: number): Record<string, Uint8Array> => ({
    '[Content_Types].xml': bytesOf('<Types/>'),
    '_rels/.rels': bytesOf('<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'),
    'word/document.xml': new Uint8Array(size).fill(32),
  })

  it('is refused before it is inflated when it declares what it would become', () => {
    const bomb = zipSync(bombParts(80 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(200_000)
    const before = process.memoryUsage().arrayBuffers
    expectRefused(bomb, 'archive-bomb')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024)
  })

  it('is stopped while it is inflated when it lies about its size', () => {
    const bomb = zipSync(bombParts(80 * 1024 * 1024))
    const lying = patchDirectory(bomb, (view, at, name) => {
      if (name === 'word/document.xml') view.setUint32(at + 24, 1000, true)
    })
    const before = process.memoryUsage().arrayBuffers
    expectRefused(lying, 'archive-damaged')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024)
  })

  it('is refused for many middling parts, for too many parts, and for parts that share their data', () => {
    // Random enough for an ordinary ratio: only the sum gives it away.
    const part = new Uint8Array(4 * 1024 * 1024).map((_, at) => (Math.imul(at, 2654435761) >>> 24) & (at % 64 < 4 ? 255 : 0))
    const names = Array.from({ length: 60 }, (_, index) => [`word/${index}.xml`, part] as const)
    expectRefused(zipSync(Object.fromEntries(names), { level: 1 }), 'archive-bomb')
    expectRefused(
      zipSync(Object.fromEntries(Array.from({ length: 30_001 }, (_, index) => [`${index}.xml`, new Uint8Array()]))),
      'archive-too-many',
    )
    expectRefused(overlapping(), 'archive-bomb')
    const renamed = patchDirectory(zipOf({ 'a.xml': '<a/>', 'b.xml': '<a/>' }), (view, at) => view.setUint32(at + 42, 0, true))
    expectRefused(renamed, 'archive-damaged')
  })

  it('is refused when parts are encrypted, packed in another way, doubled, or named outside', () => {
    const good = docxOf(['Câu 1: Một?'])
    expectRefused(
      patchDirectory(good, (view, at) => view.setUint16(at + 8, 1, true)),
      'file-encrypted',
    )
    expectRefused(
      patchDirectory(good, (view, at) => view.setUint16(at + 10, 12, true)),
      'archive-unsupported',
    )
    expectRefused(
      patchDirectory(good, (view, at) => view.setUint32(at + 24, 0xffffffff, true)),
      'archive-unsupported',
    )
    expectRefused(zipOf({ '../a.xml': '<a/>' }), 'archive-damaged')
    expectRefused(zipOf({ '/etc/a.xml': '<a/>' }), 'archive-damaged')
    const doubled = patchDirectory(zipOf({ 'a.xml': '<a/>', 'b.xml': '<b/>' }), (view, at) => view.setUint8(at + 46, 97))
    expectRefused(doubled, 'archive-damaged')
  })

  it('is refused for entities and for nesting without end', () => {
    const withDocument = (xml: string): Uint8Array => docxOf([], { 'word/document.xml': xml })
    const laughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}">]><w:document>&b;</w:document>`
    expect(first(readQuestions(withDocument(laughs), { fileName: 'a.docx' }))).toBe('refused: xml-entities')
    expect(first(readQuestions(withDocument('<a>'.repeat(5000)), { fileName: 'a.docx' }))).toBe('refused: xml-too-deep')
    expect(first(readQuestions(bytesOf('['.repeat(1_000_000)), { fileName: 'a.json' }))).toBe('refused: json-damaged')
  })

  it('cannot grow by telling many cells to show one long text', () => {
    const cells = Array.from({ length: 2000 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>0</v></c></row>`).join('')
    const book = (length: number): Uint8Array =>
      xlsxOf([{ rows: [] }], [], {
        'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(length)}</t></si></sst>`,
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${cells}</sheetData><mergeCells><mergeCell ref="A1:A2000"/></mergeCells></worksheet>`,
      })
    expectXlsxRefused(book(40_000))
    expectXlsxRefused(book(30_000))
    expect(first(readUnits(book(10), { fileName: 'a.xlsx' }))).toBe('refused: header-missing')
  })

  it('cannot keep a reader busy with text without end or with styles in circles', () => {
    const words = Array.from({ length: 300_000 }, (_, at) => `từ ${at}`).join(' ')
    expect(first(readQuestions(docxOf([words]), { fileName: 'a.docx' }))).toBe('refused: too-much-content')
    const styles = Array.from(
      { length: 10_000 },
      (_, at) => `<w:style w:styleId="s${at}"><w:basedOn w:val="s${(at + 1) % 10_000}"/></w:style>`,
    ).join('')
    const blocks = Array.from({ length: 10_000 }, (_, at) => ({ properties: `<w:pStyle w:val="s${at}"/>`, runs: [`chữ ${at}`] }))
    const started = performance.now()
    expect(first(readQuestions(docxOf(blocks, { 'word/styles.xml': stylesPart(styles) }), { fileName: 'a.docx' }))).toBe(
      'refused: no-questions',
    )
    expect(performance.now() - started).toBeLessThan(8000)
  })

  it('cannot hold rows out of order or more of them than are read', () => {
    const sheet = (inside: string): Uint8Array =>
      xlsxOf([{ rows: [] }], [], { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${inside}</sheetData></worksheet>` })
    expect(first(readUnits(sheet('<row r="2"/><row r="1"/>'), { fileName: 'a.xlsx' }))).toBe('refused: archive-damaged')
    expect(first(readUnits(sheet('<row r="0"/>'), { fileName: 'a.xlsx' }))).toBe('refused: archive-damaged')
    expect(first(readUnits(sheet('<row r="1"/><row r="2"/>'), { fileName: 'a.xlsx' }))).toBe('refused: header-missing')
    expect(first(readUnits(sheet('<row/>'.repeat(100_001)), { fileName: 'a.xlsx' }))).toBe('refused: too-much-content')
    expect(first(readUnits(bytesOf('code,name\n' + 'a\n'.repeat(100_001)), { fileName: 'a.csv' }))).toBe('refused: too-much-content')
  })

  const expectXlsxRefused = (bytes: Uint8Array): void => {
    for (const read of Object.values(readers)) expect(first(read(bytes))).toBe('refused: too-much-content')
  }
})

describe('an archive', () => {
  it('keeps within limits that are given', () => {
    const limits = { entries: 2, inflatedBytes: 100, entryBytes: 60, ratio: 10, ratioFromBytes: 50 }
    const open = (parts: Record<string, string>): string => {
      const opened = openArchive(zipOf(parts), () => true, limits)
      return opened.ok ? [...opened.value.keys()].join() : (opened.findings[0]?.code ?? '')
    }
    expect(open({ a: 'x'.repeat(40), b: 'y' })).toBe('a,b')
    expect(open({ a: '', b: '', c: '' })).toBe('archive-too-many')
    expect(open({ a: 'abcdefghij'.repeat(6) + '!' })).toBe('archive-bomb')
    expect(open({ a: 'x'.repeat(60), b: 'y'.repeat(60) })).toBe('archive-bomb')
  })
})
