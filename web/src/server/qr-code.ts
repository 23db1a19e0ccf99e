/** A QR code as one SVG path: squares of 1 unit, a quiet border of 4 units on every side as ISO/IEC 18004 asks. */
import { create } from 'qrcode'

export interface QrCode {
  /** Length of a side, border included. */
  readonly size: number
  readonly path: string
}

const border = 4

export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column) === 0) continue
      let width = 1
      while (column + width < modules.size && modules.get(row, column + width) !== 0) width++
      path += `M${column + border} ${row + border}h${width}v1h-${width}z`
      column += width
    }
  }
  return { size: modules.size + 2 * border, path }
}
