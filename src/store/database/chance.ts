/** Random bytes for salts and nonces, drawn from the system 8 KiB at a time: a draw of 12 bytes costs more than sealing. */
import { randomFillSync } from 'node:crypto'

const poolSize = 8192
let pool = new Uint8Array(0)

/** Bytes nobody else gets; `length` ≤ 8192. */
export function drawBytes(length: number): Uint8Array {
  if (pool.length < length) pool = randomFillSync(new Uint8Array(poolSize))
  const drawn = pool.slice(0, length)
  pool.fill(0, 0, length)
  pool = pool.subarray(length)
  return drawn
}
