import { describe, expect, it } from 'vitest'
import { pictureLimits } from '#contest/limits.ts'
import { readPicture } from './pictures.ts'

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))
/** One pixel each. */
const png = bytes('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')
const gif = bytes('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')
const webp = bytes('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=')
const jpegHead = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 0, 0, 0])

const codeOf = (file: Uint8Array): string => {
  const read = readPicture(file, 'Câu 1', 'paragraph 3')
  return read.ok ? read.value.mediaType : read.findings.map(({ code, place }) => `${place}: ${code}`).join()
}

describe('a picture', () => {
  it('is known by its content', () => {
    expect([png, gif, webp, jpegHead].map(codeOf)).toEqual(['image/png', 'image/gif', 'image/webp', 'image/jpeg'])
    const read = readPicture(png, 'Câu 1', '')
    expect(read.ok && read.value.digest).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is refused when it is none that a browser shows, or hides what it is', () => {
    expect(codeOf(new Uint8Array([0xd7, 0xcd, 0xc6, 0x9a, 0, 0]))).toBe('paragraph 3: picture-kind')
    expect(codeOf(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))).toBe('paragraph 3: picture-kind')
    expect(codeOf(png.slice(0, 20))).toBe('paragraph 3: picture-damaged')
    expect(codeOf(jpegHead.slice(0, 9))).toBe('paragraph 3: picture-damaged')
    expect(codeOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))).toBe('paragraph 3: picture-damaged')
  })

  it('is refused when it would fill the memory', () => {
    const wide = png.slice()
    new DataView(wide.buffer).setUint32(16, pictureLimits.pixels + 1)
    expect(codeOf(wide)).toBe('paragraph 3: picture-too-large')
    const heavy = new Uint8Array(pictureLimits.bytes + 1)
    heavy.set(png)
    expect(codeOf(heavy)).toBe('paragraph 3: picture-too-large')
  })
})
