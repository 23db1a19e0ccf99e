import { create } from 'qrcode'
import { describe, expect, it } from 'vitest'
import { qrCode } from './qr-code.ts'

/** Paints the path back onto a grid, by its own reading of the path. */
function painted(path: string, size: number): boolean[][] {
  const grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let step = 0; step < Number(width); step++) (grid[Number(y)] ?? [])[Number(x) + step] = true
  }
  return grid
}

describe('a QR code', () => {
  it('has every dark square of the code and a quiet border of four', () => {
    const text = 'https://thi.example.vn/tra-cuu/7QF2KX9M4T'
    const { size, path } = qrCode(text)
    const { modules } = create(text, { errorCorrectionLevel: 'M' })
    expect(size).toBe(modules.size + 8)
    const grid = painted(path, size)
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const inside = row >= 4 && column >= 4 && row < size - 4 && column < size - 4
        expect(grid[row]?.[column]).toBe(inside && modules.get(row - 4, column - 4) !== 0)
      }
    }
  })
})
