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
  '<question type="multichoice">', '</question>', '<text>', '<answer fraction="1e999">', '<file name="a" encoding="base64">////</file>', '<![CDATA[', '@@PLUGINFILE@@/', 'data:image/png;base64,', '<qti-choice-interaction>',
  '</qti-simple-choice>', '<item>', '<response_label ident="A">', '<respcondition continue="Yes">', '<not>', '<or>', '<setvar action="Divide">0</setvar>', 'href="../../x"', 'href="https://example.org/x"', '<img src="x">', '<table>', '<math>',
  '{', '}', '=', '~', '~%50%', '::a::', '$CATEGORY: ', 'ANSWER: B', '//', '\\', '\n\n', 'Câu 1: ', 'A. ', 'B. ', 'Đáp án: A', 'ĐÁP ÁN', 'Câu 99999999999:', '<m:oMath>', '</m:oMath>', '<w:drawing>', '<w:rStyle w:val="HoiThiLabel"/>', '<w:pStyle w:val="HoiThiQuestion"/>', '[<br>]', '[<sg>]', 'w:fill="FF0000"', '<w:rFonts w:ascii="VNI-Times"/>', '#', '<b val="0"/>', '"correct": 9', '\t\t\t\t', ' '.repeat(500), '[', '{', '}', '__proto__', 'r="A0"', 's="-1"', 't="s"', 'w:val="99999"',
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

/** Damage that keeps most of the structure, so that it gets past the first look: tags and lines moved, doubled and lost. */
function mutateText(bytes: Uint8Array, chance: () => number): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(bytes)
  const isXml = /^\s*</.test(text.slice(0, 200))
  if (isXml && chance() < 0.75) return new TextEncoder().encode(mutateElements(text, chance))
  const pieces = isXml && chance() < 0.7 ? text.split(/(?=<)/) : text.split(/(?<=\n)/)
  const at = (): number => Math.floor(chance() * pieces.length)
  switch (Math.floor(chance() * 5)) {
    case 0: {
      const [first, second] = [at(), at()]
      const kept = pieces[first] ?? ''
      pieces[first] = pieces[second] ?? ''
      pieces[second] = kept
      break
    }
    case 1:
      pieces.splice(at(), 1 + Math.floor(chance() * 4))
      break
    case 2: {
      const from = at()
      pieces.splice(at(), 0, ...pieces.slice(from, from + 1 + Math.floor(chance() * 6)))
      break
    }
    case 3: {
      const where = at()
      pieces[where] = (pieces[where] ?? '').repeat(2 + Math.floor(chance() * 200))
      break
    }
    default: {
      // A value of its own kind in the wrong place.
      const words = text.match(/"[^"<]{1,40}"/g) ?? ['""']
      const where = at()
      pieces[where] = (pieces[where] ?? '').replace(/"[^"<]*"/, () => words[Math.floor(chance() * words.length)] ?? '""')
    }
  }
  return new TextEncoder().encode(pieces.join(''))
}

/** Whole elements moved, doubled, lost or put into another: the XML stays whole and only its meaning is damaged. */
function mutateElements(text: string, chance: () => number): string {
  const starts = [...text.matchAll(/<[A-Za-z][\w:.-]*/g)]
  const span = (): readonly [from: number, to: number] => {
    const start = starts[Math.floor(chance() * starts.length)]
    return start === undefined ? [0, 0] : [start.index, endOf(text, start.index, start[0].slice(1))]
  }
  const [from, to] = span()
  const [other, otherEnd] = span()
  const element = text.slice(from, to)
  const without = text.slice(0, from) + text.slice(to)
  switch (Math.floor(chance() * 5)) {
    case 0:
      return without
    case 1:
      return text.slice(0, other) + element.repeat(1 + Math.floor(chance() * 20)) + text.slice(other)
    case 2: {
      const place = Math.min(other, without.length)
      return without.slice(0, place) + element + without.slice(place)
    }
    case 3:
      return text.slice(0, from) + text.slice(other, otherEnd) + text.slice(to)
    default:
      // Its text or an attribute says something else.
      return text.slice(0, from) + element.replace(chance() < 0.5 ? />[^<]*</ : /="[^"]*"/, (found) => odd(found, chance)) + text.slice(to)
  }
}

const values = ['', '0', '-1', '1e999', 'NaN', 'A', 'true', 'multiple', 'Add', '../..', '%00', '%zz', '$IMS-CC-FILEBASE$/', 'x'.repeat(5000), '&lt;b&gt;', 'Đúng'] // prettier-ignore

function odd(found: string, chance: () => number): string {
  const value = values[Math.floor(chance() * values.length)] ?? ''
  return found.startsWith('>') ? `>${value}<` : `="${value}"`
}

/** Behind the end tag that fits the element starting at `from`. */
function endOf(text: string, from: number, name: string): number {
  const close = text.indexOf('>', from)
  if (close < 0 || text[close - 1] === '/') return close < 0 ? text.length : close + 1
  const tags = new RegExp(`<(/?)${name.replace(/[.]/g, '\\.')}(?=[\\s/>])[^>]*?(/?)>`, 'g')
  tags.lastIndex = from
  let depth = 0
  for (let tag = tags.exec(text); tag !== null; tag = tags.exec(text)) {
    if (tag[1] === '/') depth--
    else if (tag[2] === '') depth++
    if (depth === 0) return tags.lastIndex
  }
  return text.length
}

const mutate = (bytes: Uint8Array, chance: () => number, isText: boolean): Uint8Array<ArrayBuffer> =>
  isText && chance() < 0.7 ? mutateText(bytes, chance) : mutateBytes(bytes, chance)

/** What question and people files keep their content in; the rest of an archive is damaged more rarely. */
const main = /document\.xml$|sheet1\.xml$|sharedStrings|styles\.xml$|workbook\.xml$|\.rels$|items\/|imsmanifest|test\.xml$|\.dat$|\.qti$/

/** One damaged file. Half of the archives are damaged inside and packed again, so that the damage gets past the checksums. */
export function damaged(samples: readonly Sample[], seed: number): Sample {
  const chance = chanceFrom(seed)
  const sample = samples[Math.floor(chance() * samples.length)]
  if (sample === undefined) throw new Error('no samples')
  const isArchive = sample.bytes[0] === 0x50 && sample.bytes[1] === 0x4b
  const times = 1 + Math.floor(chance() * 3)
  if (!isArchive || chance() < 0.5) {
    let bytes = sample.bytes
    for (let time = 0; time < times && bytes.length > 0; time++) bytes = mutate(bytes, chance, !isArchive)
    return { name: sample.name, bytes }
  }
  const parts = unzipSync(sample.bytes)
  for (let time = 0; time < times; time++) mutatePart(parts, chance)
  return { name: sample.name, bytes: zipSync(parts, { level: 1 }) }
}

function mutatePart(parts: Record<string, Uint8Array>, chance: () => number): void {
  const all = Object.keys(parts)
  const known = all.filter((name) => main.test(name))
  const names = known.length > 0 && chance() < 0.8 ? known : all
  const name = names[Math.floor(chance() * names.length)]
  const part = name === undefined ? undefined : parts[name]
  if (name === undefined || part === undefined) return
  const other = all[Math.floor(chance() * all.length)] ?? name
  const way = chance()
  if (way < 0.05) Reflect.deleteProperty(parts, name)
  else if (way < 0.1) parts[name] = parts[other] ?? part
  else if (way < 0.13) {
    Reflect.deleteProperty(parts, name)
    parts[`x/${name}`] = part
  } else if (part.length > 0) parts[name] = mutate(part, chance, /\.(xml|rels|dat|qti)$/.test(name))
}
