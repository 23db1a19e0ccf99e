/**
 * The signed head of a log: a C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint) inside a C2SP signed note
 * (https://c2sp.org/signed-note), signed with Ed25519. The key name is the origin. docs/formats/ledger.md has the bytes.
 */
import { concat, fromBase64, sameBytes, sha256 as portableSha256, toBase64, utf8, type Sha256 } from './bytes.ts'
import { hashLength } from './merkle.ts'

/** Who speaks in the heads of a round's log. @param host first part of every log of one server */
export const logOrigin = (host: string, contestSlug: string, roundKey: string, epoch: Epoch | null = null): string =>
  `${host}/${contestSlug}/${roundKey}${epoch === null ? '' : `/epoch-${String(epoch.epoch)}-${String(epoch.restoredAt)}`}`

/** What tells the log that came back from a backup from the one before, and from another that came back from the same one. */
export interface Epoch {
  /** From 2 on. */
  readonly epoch: number
  /** Integer milliseconds since 1970-01-01T00:00:00Z. */
  readonly restoredAt: number
}

/** A tree head as a log states it. */
export interface Checkpoint {
  /** `logOrigin`: `hoithi.local/<contest>/<round>`. */
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

interface NoteSignature {
  readonly keyName: string
  /** The first four bytes of the signature line. */
  readonly keyId: Uint8Array
  /** The bytes after the key id: 64 for Ed25519. */
  readonly signature: Uint8Array
}

export interface SignedCheckpoint extends Checkpoint {
  /** The signed text: everything before the blank line, with its last newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Ed25519 over the message; 64 bytes. */
type Sign = (message: Uint8Array) => Uint8Array
/** Ed25519 with a raw 32-byte public key. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean

/** First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
export function keyId(keyName: string, publicKey: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array {
  return sha256(concat(utf8(keyName), Uint8Array.of(0x0a, 0x01), publicKey)).subarray(0, 4)
}

/** The verifier key as C2SP tools take it: `<name>+<hex key id>+<base64 of 0x01 ‖ public key>`. */
export function verifierKey(keyName: string, publicKey: Uint8Array, sha256: Sha256 = portableSha256): string {
  const id = Array.from(keyId(keyName, publicKey, sha256), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${keyName}+${id}+${toBase64(concat(Uint8Array.of(1), publicKey))}`
}

/** A name that may stand in a note: not empty, no spaces, no plus, no control characters. */
export const isKeyName = (name: string): boolean => /^[^\s+\p{Cc}]+$/u.test(name) && name.isWellFormed()

/** The three lines that are signed. @throws RangeError for an origin that may not stand in a note. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin)) throw new RangeError(`no origin for a checkpoint: ${origin}`)
  return `${origin}\n${String(size)}\n${toBase64(root)}\n`
}

export interface CheckpointKey {
  readonly publicKey: Uint8Array
  readonly sign: Sign
}

/** The signed note, ending in a newline. */
export function signCheckpoint(checkpoint: Checkpoint, key: CheckpointKey, sha256: Sha256 = portableSha256): string {
  const text = checkpointText(checkpoint)
  const signature = concat(keyId(checkpoint.origin, key.publicKey, sha256), key.sign(utf8(text)))
  return `${text}\n— ${checkpoint.origin} ${toBase64(signature)}\n`
}

/** More signature lines than this are refused; C2SP asks verifiers to take at least 16. */
const maximumSignatures = 64

/** Null for anything that is not a checkpoint to the byte. Extension lines are taken as part of the signed text. */
export function parseCheckpoint(note: string): SignedCheckpoint | null {
  if (!note.isWellFormed() || hasControlCharacter(note)) return null
  const blank = note.lastIndexOf('\n\n')
  if (blank < 0 || !note.endsWith('\n')) return null
  const text = note.slice(0, blank + 1)
  const [origin = '', sizeText = '', rootText = '', ...extensions] = text.slice(0, -1).split('\n')
  const size = decimal(sizeText)
  const root = fromBase64(rootText)
  if (origin === '' || size === null || root?.length !== hashLength || extensions.includes('')) return null
  const lines = note.slice(blank + 2, -1).split('\n')
  const signatures = lines.map(parseSignature).filter((signature) => signature !== null)
  if (signatures.length !== lines.length || signatures.length > maximumSignatures) return null
  return { origin, size, root, text, signatures }
}

/** Below U+0020, other than the newline. */
function hasControlCharacter(note: string): boolean {
  for (let at = 0; at < note.length; at++) {
    if (note.charCodeAt(at) < 0x20 && note.charAt(at) !== '\n') return true
  }
  return false
}

function parseSignature(line: string): NoteSignature | null {
  const match = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line)
  const bytes = fromBase64(match?.[2] ?? '')
  if (match?.[1] === undefined || bytes === null || bytes.length <= 4) return null
  return { keyName: match[1], keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) }
}

/** A non-negative integer without leading zeroes that a number holds exactly; null otherwise. */
export function decimal(text: string): number | null {
  const value = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : NaN
  return Number.isSafeInteger(value) ? value : null
}

/**
 * What to hand an Ed25519 verifier for one key: the signature lines of (origin, key), each of which must verify.
 * Lines of other keys are ignored, as the note format asks (witnesses, rotation). Null when this key has not signed.
 */
export function signaturesBy(
  checkpoint: SignedCheckpoint,
  publicKey: Uint8Array,
  sha256: Sha256 = portableSha256,
): { readonly message: Uint8Array; readonly signatures: readonly Uint8Array[] } | null {
  const id = keyId(checkpoint.origin, publicKey, sha256)
  const signatures = checkpoint.signatures
    .filter((line) => line.keyName === checkpoint.origin && sameBytes(line.keyId, id))
    .map((line) => line.signature)
  return signatures.length === 0 ? null : { message: utf8(checkpoint.text), signatures }
}

/** True when this key signed the checkpoint under its origin, and no signature line of this key is false. */
export function isSignedBy(checkpoint: SignedCheckpoint, publicKey: Uint8Array, verify: Verify, sha256: Sha256 = portableSha256): boolean {
  const found = signaturesBy(checkpoint, publicKey, sha256)
  return found !== null && found.signatures.every((signature) => signature.length === 64 && verify(publicKey, found.message, signature))
}
