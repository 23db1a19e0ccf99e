import { describe, expect, it } from 'vitest'
import { isQuick } from '#test/support/cases.ts'
import { readFileSync } from 'node:fs'
import { countWords, createSimilarityIndex, mostAlike, nearFrom, repeatsQuestion, type Compared } from './similarity.ts'
import { foldWords } from '../text.ts'

const ask = (stem: string, change: Partial<Compared> = {}): Compared => ({
  stem,
  options: ['Một', 'Hai', 'Ba', 'Bốn'],
  correct: [0],
  pictures: [],
  ...change,
})

const indexFor = (stems: readonly string[]) => {
  const words = countWords()
  for (const stem of stems) words.add(stem)
  return createSimilarityIndex(words)
}

const indexOf = (questions: Readonly<Record<string, Compared>>) => {
  const index = indexFor(Object.values(questions).map(({ stem }) => stem))
  for (const [code, content] of Object.entries(questions)) index.put(code, content)
  return index
}

const picture = (digest: string, option: number | null = null) => ({ digest, mediaType: 'image/png' as const, alt: '', option })

const stem = 'Cơ quan nào chủ trì xây dựng kiến trúc chính quyền điện tử của tỉnh?'

describe('the same question', () => {
  it('is known whatever its case, diacritics, marks and blanks', () => {
    const index = indexOf({ a: ask(stem), b: ask('CO QUAN nào chủ trì, xây dựng kiến trúc chính quyền điện tử của tỉnh ...') })
    expect(index.like('a')).toEqual([{ code: 'b', kind: 'same', likeness: 100, keyDiffers: false }])
  })

  it('is another one with another picture, and none without words', () => {
    const index = indexOf({
      a: ask('Hình bên là gì?', { pictures: [picture('1'), picture('9', 0)] }),
      b: ask('Hình bên là gì?', { pictures: [picture('2')] }),
      c: ask('Hình bên là gì?', { pictures: [picture('1')] }),
      d: ask('?'),
      e: ask('…'),
    })
    expect(index.like('a').filter(({ kind }) => kind === 'same')).toEqual([{ code: 'c', kind: 'same', likeness: 100, keyDiffers: false }])
    expect([index.like('d'), index.like('unknown')]).toEqual([[], []])
  })

  it('has another key when what is right reads otherwise, whatever the order of options', () => {
    const index = indexOf({
      a: ask(stem, { options: ['Một', 'Hai'], correct: [0] }),
      b: ask(stem, { options: ['HAI.', 'một'], correct: [1] }),
      c: ask(stem, { options: ['Một', 'Hai'], correct: [1] }),
      d: ask(stem, { options: ['Một', 'Hai'], correct: [0, 1] }),
    })
    expect(index.like('a').map(({ code, keyDiffers }) => [code, keyDiffers])).toEqual([
      ['b', false],
      ['c', true],
      ['d', true],
    ])
  })

  it('with options of marks alone has them compared as they are', () => {
    const index = indexOf({ a: ask(stem, { options: ['+', '-'] }), b: ask(stem, { options: ['-', '+'] }) })
    expect(index.like('a')[0]?.keyDiffers).toBe(true)
  })

  it('is repeated only with the same pictures and the same key', () => {
    expect(repeatsQuestion(ask('Là gì?'), ask('LÀ GÌ', { options: ['Khác', 'một'], correct: [1] }))).toBe(true)
    expect(repeatsQuestion(ask('Là gì?'), ask('Là gì?', { correct: [1] }))).toBe(false)
    expect(repeatsQuestion(ask('Là gì?'), ask('Là gì?', { pictures: [picture('1')] }))).toBe(false)
  })
})

describe('almost the same question', () => {
  const near = (one: Compared, other: Compared) => {
    const others = [
      'Thành phần của hồ sơ là gì?',
      'Ai ký số văn bản đi?',
      'Kinh tế số gồm những gì?',
      'Thời hạn xử lý bao lâu?',
      stem,
      stem,
    ]
    const index = indexFor(others)
    index.put('a', one)
    index.put('b', other)
    return index.like('a')
  }

  it('has its words in another order, or a word more', () => {
    const turned = 'Kiến trúc chính quyền điện tử của tỉnh cơ quan nào chủ trì xây dựng?'
    expect(near(ask(stem), ask(turned))).toEqual([{ code: 'b', kind: 'near', likeness: 100, keyDiffers: false }])
    const [longer] = near(ask(stem), ask(`${stem} Chọn đúng`, { correct: [1] }))
    expect(longer).toMatchObject({ kind: 'near', keyDiffers: true })
    expect(longer?.likeness).toBeGreaterThanOrEqual(100 * nearFrom)
    expect(near(ask(`${stem} Chọn đúng`, { correct: [1] }), ask(stem))[0]?.keyDiffers).toBe(true)
  })

  it('is told from one that asks for something else', () => {
    expect(near(ask(stem), ask('Cơ quan nào giám sát việc cấp chứng thư?'))).toEqual([])
    // The aim of 2030 is near that of 2025, but another answer is no mistake.
    const aim = (year: string, correct: number) =>
      ask(`Tỷ lệ hồ sơ trực tuyến của tỉnh đến năm ${year} là bao nhiêu?`, { correct: [correct] })
    expect(near(aim('2025', 0), aim('2030', 1))).toMatchObject([{ kind: 'near', keyDiffers: false }])
    const level = (name: string, correct: number) => ask(`Tỷ lệ hồ sơ trực tuyến của cấp ${name} là bao nhiêu?`, { correct: [correct] })
    expect(near(level('huyện', 0), level('xã', 1))).toMatchObject([{ kind: 'near', keyDiffers: false }])
  })

  it('contradicts only on what both offer', () => {
    const turned = 'Kiến trúc chính quyền điện tử của tỉnh cơ quan nào chủ trì xây dựng?'
    const key = (options: readonly string[], correct: readonly number[]) =>
      near(ask(stem), ask(turned, { options, correct }))[0]?.keyDiffers
    expect(key(['Một', 'Hai'], [1])).toBe(true)
    expect(key(['Năm', 'Hai'], [1])).toBe(false)
    expect(key(['Một', 'Năm'], [1])).toBe(false)
    expect(key(['Một', 'Hai'], [0, 1])).toBe(false)
  })
})

describe('an index', () => {
  it('follows edits and drops, and tells the most alike first', () => {
    const index = indexOf({ a: ask(stem), b: ask(`${stem} Vì sao?`), c: ask(stem), d: ask(`${stem} Vì sao?`) })
    expect(index.like('a').map(({ code, kind }) => [code, kind])).toEqual([
      ['c', 'same'],
      ['b', 'near'],
      ['d', 'near'],
    ])
    index.put('b', ask('Thủ đô ở đâu?'))
    index.drop('d')
    expect(index.like('a').map(({ code }) => code)).toEqual(['c'])
    index.drop('c')
    index.drop('never')
    expect(index.like('a')).toEqual([])
    index.drop('a')
    index.put('e', ask(stem))
    expect(index.like('e')).toEqual([])
  })

  it.skipIf(isQuick)('agrees with comparing every pair, and does not depend on the order', () => {
    const texts = readFileSync(new URL('../../../test/data/phu-loc-2024/questions.json', import.meta.url), 'utf8')
    const stems = [...texts.matchAll(/"stem": "(.+)"/g)].map(([, text]) => text ?? '')
    expect(stems.length).toBeGreaterThan(100)
    const words = stems.flatMap((text) => text.split(' '))
    const all = stems.flatMap((text, at) => [
      text,
      `${text} ${words[at * 7] ?? ''}`,
      text
        .split(' ')
        .reverse()
        .slice(at % 4)
        .join(' '),
    ])
    const pairsOf = (order: readonly number[]): readonly string[] => {
      const index = indexFor(all)
      for (const at of order) index.put(String(at), ask(all[at] ?? ''))
      return order
        .flatMap((at) => index.like(String(at)).map(({ code, kind, likeness }) => `${String(at)} ${code} ${kind} ${String(likeness)}`))
        .sort()
    }
    const numbers = all.map((_, at) => at)
    const found = pairsOf(numbers)
    expect(found).toEqual(pairsOf(numbers.toReversed()))
    expect(found).toEqual(naivePairs(all).sort())
  })

  it('names the most alike of many, and says that there are more', () => {
    const index = indexFor([])
    for (let at = 0; at < 60; at++) index.put(`s${String(at)}`, ask(stem))
    index.put('other', ask('Thủ đô ở đâu?'))
    expect(index.like('s0')).toHaveLength(mostAlike)
    expect(index.like('s0').every(({ kind }) => kind === 'same')).toBe(true)
    expect(['s0', 'other', 'unknown'].map((code) => index.hasMore(code))).toEqual([true, false, false])
  })

  it('compares no more than it can, whatever a bank is made of, and says whose others are not all known', () => {
    const limits = { compared: 4, thoughtOf: 50 }
    const alike = createSimilarityIndex(countWords(), limits)
    for (let at = 0; at < 20; at++) alike.put(`q${String(at)}`, ask(`${stem} ${String(at)}`))
    for (let at = 0; at < 20; at++) expect(alike.like(`q${String(at)}`).length).toBe(4)
    expect([alike.hasMore('q0'), alike.hasMore('q19')]).toEqual([true, true])
    for (let at = 0; at < 20; at++) alike.put(`p${String(at)}`, ask(at < 10 ? `${stem} 0` : `${stem} 1`))
    expect(alike.like('q2').length).toBeLessThanOrEqual(2 * limits.compared + limits.compared)
    for (let at = 0; at < 20; at++) alike.drop(`p${String(at)}`)
    for (let at = 0; at < 19; at++) alike.drop(`q${String(at)}`)
    expect(alike.like('q19')).toEqual([])
    // One rare word in common, and nothing else.
    const unlike = createSimilarityIndex(countWords(), { compared: 100, thoughtOf: 50 })
    const of = (at: number) =>
      ask(Array.from({ length: 12 }, (_, word) => (word === 0 ? 'chung' : `t${String(at)}x${String(word)}`)).join(' '))
    for (let at = 0; at < 60; at++) unlike.put(`u${String(at)}`, of(at))
    expect([unlike.hasMore('u10'), unlike.hasMore('u59'), unlike.like('u59')]).toEqual([false, true, []])
  })
})

/** The definition, word by word: no index, no order, no bound. */
function naivePairs(stems: readonly string[]): string[] {
  const folded = stems.map(foldWords)
  const bags = folded.map((text) => {
    const bag = new Map<string, number>()
    for (const word of text.split(' ')) bag.set(word, (bag.get(word) ?? 0) + 1)
    return bag
  })
  const weight = (word: string, occurrence: number): number =>
    1 + Math.log(stems.length / bags.filter((bag) => (bag.get(word) ?? 0) >= occurrence).length)
  const weights = new Map<string, number>()
  const weightOf = (word: string, occurrence: number): number => {
    const key = `${word} ${String(occurrence)}`
    const known = weights.get(key) ?? weight(word, occurrence)
    weights.set(key, known)
    return known
  }
  const pairs: string[] = []
  for (const [i, a] of bags.entries()) {
    for (const [j, b] of bags.entries()) {
      if (i === j) continue
      const same = folded[i] === folded[j]
      const elements = [...new Set([...a.keys(), ...b.keys()])].flatMap((word) => {
        const [fewer, more] = [a.get(word) ?? 0, b.get(word) ?? 0].sort((x, y) => x - y)
        return Array.from({ length: more ?? 0 }, (_, k) => ({ weight: weightOf(word, k + 1), shared: k < (fewer ?? 0) }))
      })
      const sum = (some: typeof elements): number => some.reduce((total, one) => total + one.weight, 0)
      const [shared, all] = [sum(elements.filter((one) => one.shared)), sum(elements)]
      if (same) pairs.push(`${String(i)} ${String(j)} same 100`)
      else if (shared / all >= nearFrom) pairs.push(`${String(i)} ${String(j)} near ${String(Math.round((100 * shared) / all))}`)
    }
  }
  return pairs
}
