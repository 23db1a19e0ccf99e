/** The catalogue against itself and against the sources: nothing missing, nothing unused, no interface word outside it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'svelte/compiler'
import { describe, expect, it } from 'vitest'
import { messagesOf } from './catalogue.ts'
import { say } from './message.ts'

const web = fileURLToPath(new URL('../../', import.meta.url))

type Tree = { readonly [key: string]: string | Tree }

function leaves(tree: Tree, path = ''): [path: string, message: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const here = path === '' ? key : `${path}.${key}`
    return typeof value === 'string' ? [[here, value]] : leaves(value, here)
  })
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(join('src', 'messages')))
}

const holesOf = (message: string): string[] => [...message.matchAll(/\{(\w+)\}/g)].map(([, hole = '']) => hole).sort()

const vi = leaves(messagesOf('vi'))
const en = new Map(leaves(messagesOf('en')))
const files = [...sources(join(web, 'src')), ...sources(join(web, 'contestant'))].map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}))
const everything = files.map(({ text }) => text).join('\n')

describe('the catalogue', () => {
  it('has the same keys and holes in both languages', () => {
    expect([...en.keys()].sort()).toEqual(vi.map(([path]) => path).sort())
    for (const [path, message] of vi) expect(holesOf(en.get(path) ?? ''), path).toEqual(holesOf(message))
  })

  it('says something everywhere, in the right language', () => {
    const vietnameseOnly = /[ăâđêôơưàảãạáằẳẵặắầẩẫậấèẻẽẹéềểễệếìỉĩịíòỏõọóồổỗộốờởỡợớùủũụúừửữựứỳỷỹỵý]/i
    const names = new Set(['site.otherLanguage', 'site.name'])
    for (const [path, message] of [...vi, ...en]) expect(message.trim(), path).not.toBe('')
    for (const [path, message] of vi) expect(message, path).toBe(message.normalize('NFC'))
    for (const [path, message] of en) if (!names.has(path)) expect(message, path).not.toMatch(vietnameseOnly)
  })

  it('says what a contest calls a round, and leaves the days of the week alone', () => {
    const left = leaves(messagesOf('vi', 'vòng')).filter(([, message]) => /tuần/i.test(message))
    expect(left.map(([path]) => path)).toEqual(['newContest.templateHint'])
    expect(messagesOf('vi', 'đợt').lobby.nothingOpen).toBe('Hiện không có đợt thi nào đang mở.')
    expect([messagesOf('vi', 'tuần'), messagesOf('en', 'vòng')]).toEqual([messagesOf('vi'), messagesOf('en')])
    for (const [path, message] of leaves(messagesOf('vi', 'vòng')))
      expect(holesOf(message), path).toEqual(holesOf(new Map(vi).get(path) ?? ''))
  })

  it('is used whole', () => {
    // A key is written as `area.key`, or as `key` of an area that was given a short name in the same file, or found by value.
    const shortNames = (area: string) =>
      files.flatMap(({ text }) => {
        const short =
          new RegExp(`const (\\w+) = \\$derived\\((?:m|words\\(\\))\\.${area}\\)`).exec(text)?.[1] ??
          (area === 'paper' && /PaperWords|LoadingWords|PaperScreen/.test(text) ? 'words' : null)
        return short === null ? [] : [{ short, text }]
      })
    const areas = [...new Set(vi.map(([path]) => path.split('.')[0] ?? ''))]
    const known = new Map(
      areas.map((area) => [area, { byValue: new RegExp(`\\bm\\.${area}\\[`).test(everything), short: shortNames(area) }]),
    )
    const found = (path: string): boolean => {
      const [area = '', key = ''] = path.split('.')
      const { byValue = false, short: shorts = [] } = known.get(area) ?? {}
      if (byValue || new RegExp(`\\b${area}\\s*\\.\\s*${key}\\b`).test(everything)) return true
      return shorts.some(({ short, text }) => new RegExp(`\\b${short}\\.${key}\\b`).test(text))
    }
    expect(vi.map(([path]) => path).filter((path) => !found(path))).toEqual([])
  })
})

describe('say', () => {
  it('fills every hole, and leaves one without a value to be seen', () => {
    expect(say('Câu {number}/{total}', { number: 3, total: 15 })).toBe('Câu 3/15')
    expect(say('{a} {a}', { a: 'x' })).toBe('x x')
    expect(say<string>('{a}', {})).toBe('{a}')
  })
})

describe('components', () => {
  interface MarkupNode {
    readonly type?: string
    readonly name?: string
    readonly data?: string
    readonly value?: unknown
  }

  const spoken = new Set(['aria-label', 'alt', 'placeholder', 'title'])
  const saysSomething = ({ type, data = '' }: MarkupNode): boolean => type === 'Text' && /\p{L}/u.test(data.replace(/&\w+;/g, ''))

  /** Letters standing in the markup itself, or in an attribute that is read out. */
  function literalWords(node: unknown): string[] {
    if (Array.isArray(node)) return node.flatMap(literalWords)
    if (typeof node !== 'object' || node === null) return []
    const markup = node as MarkupNode
    if (markup.type === 'Attribute') {
      const parts = Array.isArray(markup.value) && spoken.has(markup.name ?? '') ? (markup.value as MarkupNode[]) : []
      return parts.filter(saysSomething).map(({ data = '' }) => data)
    }
    if (markup.type === 'Text') return saysSomething(markup) ? [markup.data ?? ''] : []
    return Object.values(node).flatMap(literalWords)
  }

  const components = files.filter(({ file }) => file.endsWith('.svelte'))

  it('hold no word of the interface', () => {
    expect(components.length).toBeGreaterThan(20)
    for (const { file, text } of components) {
      expect(literalWords(parse(text, { modern: true }).fragment), file).toEqual([])
    }
  })

  it('would be caught if they did', () => {
    const found = literalWords(parse('<p title="Xin chào">Nộp bài <b>{x}</b></p><img alt="ảnh {n}" />', { modern: true }).fragment)
    expect(found).toEqual(['Xin chào', 'Nộp bài ', 'ảnh '])
  })
})
