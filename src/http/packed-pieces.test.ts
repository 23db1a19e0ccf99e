import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { joinPieces, packPiece } from './packed-pieces.ts'

it('pieces in any order are the gzip of what they say', () => {
  const texts = ['Câu một: Nghị quyết số 12-NQ/TU', 'x'.repeat(70_000), '', '{"options":["🙂","“mở”"]}']
  const pieces = texts.map((text) => packPiece(Buffer.from(text)))
  for (const order of [[0, 1, 2, 3], [3, 2, 1, 0], [1, 1, 3], []]) {
    const joined = joinPieces(
      Buffer.from('Trước – '),
      order.flatMap((at) => pieces[at] ?? []),
      packPiece(Buffer.from(' sau')),
    )
    expect(gunzipSync(joined).toString()).toBe(`Trước – ${order.map((at) => texts[at]).join('')} sau`)
  }
  expect(gunzipSync(joinPieces(Buffer.alloc(65_535), [], packPiece(Buffer.alloc(0)))).length).toBe(65_535)
  expect(() => joinPieces(Buffer.alloc(65_536), [], packPiece(Buffer.alloc(0)))).toThrow(RangeError)
})
