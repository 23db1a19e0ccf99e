/**
 * The receipt of an entry: a C2SP tlog-proof (https://c2sp.org/tlog-proof) whose `extra` line carries the bytes of the
 * leaf, so that the file alone shows what was received and when. docs/formats/receipt.md has the bytes.
 */
import { fromBase64, sameBytes, sha256 as portableSha256, toBase64, type Sha256 } from './bytes.ts'
import { decimal, isSignedBy, parseCheckpoint, type Checkpoint, type SignedCheckpoint, type Verify } from './checkpoint.ts'
import { hashLength, leafHash, verifyInclusion } from './merkle.ts'

const firstLine = 'c2sp.org/tlog-proof@v1'

/** A tree of 2^53 leaves has paths of 53 nodes; more lines are refused before they are decoded. */
const maximumProof = 64

export interface Receipt {
  readonly leaf: Uint8Array
  readonly index: number
  /** Inclusion path, the sibling of the leaf first. */
  readonly proof: readonly Uint8Array[]
  /** The signed note, verbatim. */
  readonly checkpoint: string
}

/** Everything before the checkpoint, with the blank line. `base64` may be the platform's. */
export function formatReceiptHead(
  { leaf, index, proof }: Omit<Receipt, 'checkpoint'>,
  base64: (bytes: Uint8Array) => string = toBase64,
): string {
  let text = `${firstLine}\nextra ${base64(leaf)}\nindex ${String(index)}\n`
  for (const node of proof) text += base64(node) + '\n'
  return text + '\n'
}

export const formatReceipt = (receipt: Receipt): string => formatReceiptHead(receipt) + receipt.checkpoint

/** Null for anything that is not a receipt to the byte. */
export function parseReceipt(text: string): (Receipt & { readonly head: SignedCheckpoint }) | null {
  const blank = text.indexOf('\n\n')
  if (blank < 0) return null
  const [first, extraLine = '', indexLine = '', ...proofLines] = text.slice(0, blank).split('\n')
  if (first !== firstLine || !extraLine.startsWith('extra ') || !indexLine.startsWith('index ') || proofLines.length > maximumProof)
    return null
  const leaf = fromBase64(extraLine.slice('extra '.length))
  const index = decimal(indexLine.slice('index '.length))
  const proof = proofLines.map(fromBase64).filter((node) => node?.length === hashLength) as Uint8Array[]
  const checkpoint = text.slice(blank + 2)
  const head = parseCheckpoint(checkpoint)
  if (leaf === null || index === null || head === null || proof.length !== proofLines.length) return null
  return { leaf, index, proof, checkpoint, head }
}

/**
 * Why a receipt is believed: the log's public key (and, when known, the origin it must speak for), or a head that is
 * trusted already, e.g. the final checkpoint as the organisers published it; the receipt must then be against that head.
 */
export type Trust =
  { readonly publicKey: Uint8Array; readonly verify: Verify; readonly origin?: string } | { readonly checkpoint: Checkpoint }

export type ReceiptVerdict =
  | { readonly ok: true; readonly leaf: Uint8Array; readonly index: number; readonly head: Checkpoint }
  | {
      readonly ok: false
      /**
       * `malformed`: not a receipt; `other-log`: speaks for another origin; `not-signed`: the head is not signed by the
       * key; `other-head`: not against the trusted head; `not-included`: the path does not lead from the leaf to the root.
       */
      readonly reason: 'malformed' | 'other-log' | 'not-signed' | 'other-head' | 'not-included'
    }

export function verifyReceipt(text: string, trust: Trust, sha256: Sha256 = portableSha256): ReceiptVerdict {
  const receipt = parseReceipt(text)
  if (receipt === null) return { ok: false, reason: 'malformed' }
  const { leaf, index, proof, head } = receipt
  const distrust = reasonToDistrust(head, trust, sha256)
  if (distrust !== null) return { ok: false, reason: distrust }
  if (!verifyInclusion({ leafHash: leafHash(leaf, sha256), index, size: head.size, root: head.root, proof }, sha256)) {
    return { ok: false, reason: 'not-included' }
  }
  return { ok: true, leaf, index, head: { origin: head.origin, size: head.size, root: head.root } }
}

function reasonToDistrust(head: SignedCheckpoint, trust: Trust, sha256: Sha256): 'other-log' | 'not-signed' | 'other-head' | null {
  if ('checkpoint' in trust) {
    if (head.origin !== trust.checkpoint.origin) return 'other-log'
    return head.size === trust.checkpoint.size && sameBytes(head.root, trust.checkpoint.root) ? null : 'other-head'
  }
  if (trust.origin !== undefined && trust.origin !== head.origin) return 'other-log'
  return isSignedBy(head, trust.publicKey, trust.verify, sha256) ? null : 'not-signed'
}
