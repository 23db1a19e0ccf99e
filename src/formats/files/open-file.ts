/** What a file is, by its bytes and not by its name, and a way out for everything that cannot be read. */
import { fileLimits, inMegabytes } from '#contest/limits.ts'
import type { Checked, Finding } from '#contest/values.ts'
import { openArchive, type Parts } from './archive.ts'
import { found, type FindingCode } from '../findings/findings.ts'
import { relationTarget } from './package.ts'
import { looksLikeAiken } from './looks-like-aiken.ts'
import { oldAlphabetOf } from './old-alphabets.ts'

export type OpenedFile =
  | { readonly kind: 'docx'; readonly parts: Parts; readonly mainPart: string }
  | { readonly kind: 'xlsx'; readonly parts: Parts; readonly mainPart: string }
  /** A zip of anything else: an IMS content package, or a lone file that somebody packed. */
  | { readonly kind: 'zip'; readonly parts: Parts }
  /** Read no further than its first tag; readers bound depth, DTD and entities (xml.ts). */
  | { readonly kind: 'xml'; readonly bytes: Uint8Array }
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }

export type FileKind = OpenedFile['kind']

/** How a kind is called in messages; the same in both languages. */
export const kindNames: Readonly<Record<FileKind, string>> = {
  docx: 'Word (.docx)',
  xlsx: 'Excel (.xlsx)',
  zip: 'ZIP',
  xml: 'XML',
  json: 'JSON',
  text: 'CSV',
}

export function openFile(bytes: Uint8Array, fileName: string): Checked<OpenedFile> {
  const opened = openByContent(bytes)
  if (!opened.ok) return opened
  const { kind } = opened.value
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase()
  const expected = extension === undefined || extension === kind || usualExtensions[kind].includes(extension)
  const findings = expected ? [] : [found('file-name-differs', '', { actual: kindNames[kind] })]
  return { ...opened, findings }
}

const usualExtensions: Readonly<Record<FileKind, readonly string[]>> = {
  docx: ['docm', 'dotx'],
  xlsx: ['xlsm', 'xltx'],
  zip: ['imscc'],
  xml: ['qti'],
  json: [],
  text: ['csv', 'txt', 'tsv', 'gift', 'aiken', 'md', 'markdown'],
}

function openByContent(bytes: Uint8Array): Checked<OpenedFile> {
  if (bytes.length === 0) return refuse('file-empty')
  if (bytes.length > fileLimits.bytes) return refuse('file-too-large', { limit: inMegabytes(fileLimits.bytes) })
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return refuse(compoundFile(bytes))
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return openOffice(bytes)
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) return refuse('file-pdf')
  if (startsWith(bytes, [0x7b, 0x5c, 0x72, 0x74, 0x66])) return refuse('file-rtf')
  // Ends of pages and of lines within a paragraph, in texts that Word saved.
  const text = decodeText(bytes)?.replace(/[\v\f]/g, '\n') ?? null
  if (text === null) return unknown()
  const alphabet = oldAlphabetOf(decodeFatally(bytes, 'utf-8') ?? (hasMark(bytes) ? text : new TextDecoder('latin1').decode(bytes)))
  if (alphabet !== null) return refuse('file-old-alphabet', { alphabet })
  if (text.trim() === '') return refuse('file-empty')
  if (/^\s*(<!doctype html|<html|<head|<body|<table|<meta)/i.test(text.slice(0, 1000))) return refuse('file-html')
  // Text files of questions may begin with anything; their answers and formats tell them.
  const isMarkup = /^\s*<(\?xml|!--|!doctype|quiz|questestinterop|assessment|qti-|manifest)/i.test(text.slice(0, 1000))
  const isText = (!isMarkup && looksLikeAiken(text)) || /^\s*\[(html|moodle|plain|markdown)\]/i.test(text)
  if (!isText && /^\s*<(\?xml|[a-z!])/i.test(text.slice(0, 1000))) return { ok: true, value: { kind: 'xml', bytes }, findings: [] }
  const json = !isText && beginsAsJson.test(text)
  return { ok: true, value: { kind: json ? 'json' : 'text', text }, findings: [] }
}

/** A list or an object; not `[NB] Câu 1`, `[1] Câu hỏi` or `{=a ~b}`. */
const beginsAsJson = /^\s*(?:\[(?!\s*\d{1,5}\s*\]\s*[^\s,\]])\s*(?:[[{"\]\d-]|true|false|null|$)|\{\s*(?:["}]|$))/

function openOffice(bytes: Uint8Array): Checked<OpenedFile> {
  // `.qti`, `.dat` and `.txt` are the question files inside packages of Canvas, Blackboard and WebCT.
  const wanted = /\.(xml|rels|qti|dat|txt|png|jpe?g|gif|webp|emf|wmf|svg)$/i
  const archive = openArchive(bytes, (name) => wanted.test(name) || name === 'mimetype')
  if (!archive.ok) return archive
  const parts = archive.value
  const types = parts.get('[Content_Types].xml')
  if (types === undefined) {
    return parts.has('mimetype') ? refuse('file-open-document') : { ok: true, value: { kind: 'zip', parts }, findings: [] }
  }
  const main = relationTarget(parts, '', 'officeDocument')
  if (!main.ok) return main
  const mainPart = main.value
  if (mainPart === null || !parts.has(mainPart)) return unknown()
  // Folder names are only a habit, but every writer keeps it and the content type says no more than they do.
  if (mainPart.startsWith('word/')) return { ok: true, value: { kind: 'docx', parts, mainPart }, findings: [] }
  if (mainPart.startsWith('xl/')) return { ok: true, value: { kind: 'xlsx', parts, mainPart }, findings: [] }
  return unknown()
}

/** Legacy Office files and encrypted OOXML share the compound file container ([MS-CFB]); stream names tell them apart. */
function compoundFile(bytes: Uint8Array): FindingCode {
  if (holdsName(bytes, 'EncryptedPackage') || holdsName(bytes, 'EncryptionInfo')) return 'file-encrypted'
  if (holdsName(bytes, 'WordDocument')) return 'file-legacy-word'
  if (holdsName(bytes, 'Workbook') || holdsName(bytes, 'Book')) return 'file-legacy-excel'
  return 'file-legacy-office'
}

/** Directory entries are 128 bytes long, aligned, and begin with the name in UTF-16LE. */
function holdsName(bytes: Uint8Array, name: string): boolean {
  for (let at = 0; at + 64 <= bytes.length; at += 128) {
    let same = true
    for (let i = 0; same && i <= name.length; i++) {
      const code = i < name.length ? name.charCodeAt(i) : 0
      same = bytes[at + 2 * i] === code && bytes[at + 2 * i + 1] === 0
    }
    if (same) return true
  }
  return false
}

/**
 * By byte order mark, else UTF-16 where every other byte of the beginning is zero, else UTF-8, else windows-1258 (older
 * Vietnamese Excel); null for what is no text at all.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const wide = wideEncoding(bytes)
  if (wide !== null) return decodeFatally(bytes, wide)
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d)) return null
  }
  return decodeFatally(bytes, 'utf-8') ?? new TextDecoder('windows-1258').decode(bytes)
}

/** UTF-16, said or seen. */
const hasMark = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || wideEncoding(bytes) !== null

/** Null when the bytes are not of that encoding. */
function decodeFatally(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Latin letters have a zero as their other byte; most letters of any Vietnamese text are such, and no other text has zeros. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length % 2 !== 0 || bytes.length < 8) return null
  const end = Math.min(bytes.length, 4096)
  let even = 0
  let odd = 0
  for (let at = 0; at < end; at += 2) {
    if (bytes[at] === 0) even++
    if (bytes[at + 1] === 0) odd++
  }
  if (even === 0 && odd > end / 4) return 'utf-16le'
  return odd === 0 && even > end / 4 ? 'utf-16be' : null
}

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean => signature.every((byte, at) => bytes[at] === byte)

const unknown = () => refuse('file-unknown', { known: Object.values(kindNames).join(', ') })

function refuse(
  code: FindingCode,
  values: Readonly<Record<string, string | number>> = {},
): { readonly ok: false; readonly findings: readonly Finding[] } {
  return { ok: false, findings: [found(code, '', values)] }
}
