/**
 * A ZIP file as somebody sent it (PKWARE APPNOTE 6.3.10): everything is checked in the central directory before a byte is
 * inflated, and the inflating itself stops at what the directory declared, because declared sizes can lie.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import type { Checked, Finding } from '#contest/values.ts'
import { found } from '../findings/findings.ts'

export interface ArchiveLimits {
  readonly entries: number
  /** Bytes after inflating, over all entries. */
  readonly inflatedBytes: number
  /** Bytes after inflating, of one entry. */
  readonly entryBytes: number
  /** Inflated over packed bytes, looked at from `ratioFromBytes` on: short, repetitive parts are harmless. */
  readonly ratio: number
  readonly ratioFromBytes: number
}

const MB = 1024 * 1024
const archiveLimits: ArchiveLimits = {
  entries: 30_000,
  inflatedBytes: 200 * MB,
  entryBytes: 64 * MB,
  ratio: 200,
  ratioFromBytes: 2 * MB,
}

/** The inflated entries that were asked for, by name. */
export type Parts = ReadonlyMap<string, Uint8Array>

interface Entry {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Where the packed bytes start. */
  readonly start: number
}

const END = 0x06054b50
const DIRECTORY = 0x02014b50
const LOCAL = 0x04034b50

/** Findings name the entry as their place. Entries that are not wanted are checked but never inflated. */
export function openArchive(bytes: Uint8Array, wanted: (name: string) => boolean, limits: ArchiveLimits = archiveLimits): Checked<Parts> {
  const directory = readDirectory(bytes, limits)
  if (!directory.ok) return directory
  const parts = new Map<string, Uint8Array>()
  for (const entry of directory.value) {
    if (!wanted(entry.name)) continue
    const part = inflate(bytes, entry)
    if (part === null) return refuse('archive-damaged', entry.name)
    parts.set(entry.name, part)
  }
  return { ok: true, value: parts, findings: [] }
}

// One check after another over the same bytes: cutting the list in two would hide none of them and save nothing.
// eslint-disable-next-line complexity
function readDirectory(bytes: Uint8Array, limits: ArchiveLimits): Checked<readonly Entry[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === null) return refuse('archive-truncated')
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  const start = view.getUint32(end + 16, true)
  // ZIP64 exists for archives beyond 4 GB or 65,535 entries; nothing we accept can need it.
  if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) return refuse('archive-unsupported', 'ZIP64')
  if (count > limits.entries) return refuse('archive-too-many', '', { count, limit: limits.entries })
  if (start + size !== end || view.getUint16(end + 4, true) !== 0) return refuse('archive-damaged', 'central directory')

  const entries: Entry[] = []
  const names = new Set<string>()
  let total = 0
  let at = start
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY) return refuse('archive-damaged', 'central directory')
    const flags = view.getUint16(at + 8, true)
    const nameLength = view.getUint16(at + 28, true)
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > end) return refuse('archive-damaged', 'central directory')
    const nameAt = at + 46
    const name = new TextDecoder().decode(bytes.subarray(nameAt, nameAt + nameLength))
    const entry = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
    }
    const local = view.getUint32(at + 42, true)
    at = next
    if ((flags & 0x41) !== 0) return refuse('file-encrypted', name)
    if (entry.packed === 0xffffffff || entry.size === 0xffffffff || local === 0xffffffff) return refuse('archive-unsupported', name)
    if (entry.method !== 0 && entry.method !== 8) return refuse('archive-unsupported', name)
    if (names.has(name) || !plainName(name)) return refuse('archive-damaged', name)
    names.add(name)
    total += entry.size
    const swollen = entry.size > limits.ratioFromBytes && entry.size > entry.packed * limits.ratio
    if (swollen || entry.size > limits.entryBytes || total > limits.inflatedBytes) return bomb(name, limits)
    if (local + 30 > start || view.getUint32(local, true) !== LOCAL) return refuse('archive-damaged', name)
    // A part must not be called otherwise in its own header: it would be lost, and what depends on it read wrong.
    if (view.getUint16(local + 26, true) !== nameLength || !sameBytes(bytes, nameAt, local + 30, nameLength))
      return refuse('archive-damaged', name)
    const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (data + entry.packed > start || view.getUint16(local + 8, true) !== entry.method) return refuse('archive-damaged', name)
    if (entry.method === 0 && entry.packed !== entry.size) return refuse('archive-damaged', name)
    entries.push({ ...entry, start: data })
  }
  if (at !== end) return refuse('archive-damaged', 'central directory')
  const shared = firstOverlap(entries)
  // One packed stretch used by many entries is how small files unfold into petabytes.
  if (shared !== null) return bomb(shared, limits)
  return { ok: true, value: entries, findings: [] }
}

/** The end record stands at the very end, followed only by a comment of the length it states. */
function findEnd(view: DataView): number | null {
  const last = view.byteLength - 22
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at
  }
  return null
}

function sameBytes(bytes: Uint8Array, first: number, second: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (bytes[first + at] !== bytes[second + at]) return false
  return true
}

function plainName(name: string): boolean {
  if (name === '' || name.startsWith('/') || /[\0\\]/.test(name)) return false
  return !name.split('/').includes('..')
}

function firstOverlap(entries: readonly Entry[]): string | null {
  const byStart = [...entries].sort((a, b) => a.start - b.start)
  let end = 0
  for (const entry of byStart) {
    // A local header of at least 30 bytes lies between the data of two entries.
    if (entry.start - 30 < end) return entry.name
    end = entry.start + entry.packed
  }
  return null
}

function inflate(bytes: Uint8Array, entry: Entry): Uint8Array | null {
  const packed = bytes.subarray(entry.start, entry.start + entry.packed)
  const out = entry.method === 0 ? packed : inflateExactly(packed, entry.size)
  return out !== null && crc32(out) === entry.crc ? out : null
}

/** Null unless the data inflates to exactly `size` bytes; stops as soon as there would be one more. */
function inflateExactly(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    // One buffer for all of it, with room to see that there is no more.
    const out = inflateRawSync(packed, { maxOutputLength: Math.max(1, size), chunkSize: Math.max(64, size + 1) })
    return out.length === size ? new Uint8Array(out.buffer, out.byteOffset, size) : null
  } catch {
    return null
  }
}

const bomb = (part: string, limits: ArchiveLimits) => refuse('archive-bomb', part, { limit: limits.inflatedBytes / MB })

function refuse(
  code: Parameters<typeof found>[0],
  part = '',
  values: Readonly<Record<string, string | number>> = {},
): { readonly ok: false; readonly findings: readonly Finding[] } {
  return { ok: false, findings: [found(code, part, { part, ...values })] }
}
