/** Damaged relatives of real files, the same for the same seed. */
import { unzipSync, zipSync } from 'fflate'

export interface Sample {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Numbers in [0, 1) by mulberry32. */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What damages an XML or text part in ways a random byte would not. */
const insertions = [
  '<w:b/>', '</w:p>', '<w:p>', '</row>', '<row r="1">', '<row>', '<c>', '<v>1e308</v>', '<v>-1</v>', '<v>99999999999</v>', ']]>', '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;', '&#0;', '&#x1F600;', '<!--', '-->', '<w:tbl>', '</w:tbl>', '<w:tc>', '<mergeCell ref="A1:XFD1048576"/>', '\u0000', '\ufeff', '\u0301', '"', ';', ',', '\r\n',
  'Câu 1: ', 'A. ', 'B. ', 'Đáp án: A', 'ĐÁP ÁN', 'Câu 99999999999:', '<m:oMath>', '</m:oMath>', '<w:drawing>', '<w:rStyle w:val="HoiThiLabel"/>', '<w:pStyle w:val="HoiThiQuestion"/>', '[<br>]', '[<sg>]', 'w:fill="FF0000"', '<w:rFonts w:ascii="VNI-Times"/>', '\t\t\t\t', ' '.repeat(500), '[', '{', '}', '__proto__', 'r="A0"', 's="-1"', '~', '=', '#', '::', '\\', '%50%', '\n\n', 'ANSWER: A', '$CATEGORY: a', '<b val="0"/>', '"correct": 9', 't="s"', 'w:val="99999"',
] // prettier-ignore

function mutateBytes(bytes: Uint8Array, chance: () => number): Uint8Array<ArrayBuffer> {
  const at = (): number => Math.floor(chance() * bytes.length)
  switch (Math.floor(chance() * 7)) {
    case 0: {
      const copy = new Uint8Array(bytes)
      for (let times = 1 + Math.floor(chance() * 8); times > 0; times--) copy[at()] = Math.floor(chance() * 256)
      return copy
    }
    case 1:
      return new Uint8Array(bytes.subarray(0, at()))
    case 2:
      return new Uint8Array(bytes.subarray(at()))
    case 3: {
      const from = at()
      const to = Math.min(bytes.length, from + Math.floor(chance() * 200))
      return joined(bytes.subarray(0, from), bytes.subarray(to))
    }
    case 4: {
      const from = at()
      const piece = bytes.subarray(from, from + Math.floor(chance() * 2000))
      const to = at()
      return joined(bytes.subarray(0, to), piece, bytes.subarray(to))
    }
    case 5: {
      const from = at()
      const copy = new Uint8Array(bytes)
      copy.fill(Math.floor(chance() * 256), from, from + Math.floor(chance() * 64))
      return copy
    }
    default: {
      const to = at()
      const words = new TextEncoder().encode(insertions[Math.floor(chance() * insertions.length)] ?? '')
      return joined(bytes.subarray(0, to), words, bytes.subarray(to))
    }
  }
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** One damaged file. Half of the archives are damaged inside and packed again, so that the damage gets past the checksums. */
export function damaged(samples: readonly Sample[], seed: number): Sample {
  const chance = chanceFrom(seed)
  const sample = samples[Math.floor(chance() * samples.length)]
  if (sample === undefined) throw new Error('no samples')
  const isArchive = sample.bytes[0] === 0x50 && sample.bytes[1] === 0x4b
  const times = 1 + Math.floor(chance() * 3)
  if (!isArchive || chance() < 0.5) {
    let bytes = sample.bytes
    for (let time = 0; time < times && bytes.length > 0; time++) bytes = mutateBytes(bytes, chance)
    return { name: sample.name, bytes }
  }
  const parts = unzipSync(sample.bytes)
  const names = Object.keys(parts).filter((name) =>
    /document\.xml$|numbering\.xml$|sheet1\.xml$|sharedStrings|styles\.xml$|workbook\.xml$|\.rels$/.test(name),
  )
  for (let time = 0; time < times; time++) {
    const name = names[Math.floor(chance() * names.length)]
    const part = name === undefined ? undefined : parts[name]
    if (name !== undefined && part !== undefined && part.length > 0) parts[name] = mutateBytes(part, chance)
  }
  return { name: sample.name, bytes: zipSync(parts, { level: 1 }) }
}
