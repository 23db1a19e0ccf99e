import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as naive from '#test/support/oracles/naive-ledger.ts'
import {
  checkpointText,
  decimal,
  isKeyName,
  isSignedBy,
  parseCheckpoint,
  signCheckpoint,
  signaturesBy,
  verifierKey,
  type SignedCheckpoint,
  logOrigin,
} from './checkpoint.ts'

const key = naive.keyFromSeed(Buffer.alloc(32, 1))
const otherKey = naive.keyFromSeed(Buffer.alloc(32, 2))
const origin = 'hoithi.local/phu-loc-2024/tuan-1'
const root = Buffer.alloc(32, 9)
const note = signCheckpoint({ origin, size: 12, root }, key)

function parsed(text: string): SignedCheckpoint {
  const checkpoint = parseCheckpoint(text)
  if (checkpoint === null) throw new Error(`not a checkpoint: ${text}`)
  return checkpoint
}

describe('a checkpoint', () => {
  it('is what the specification says, to the byte', () => {
    const leaves = Array.from({ length: 12 }, (_, index) => Buffer.of(index))
    expect(signCheckpoint({ origin, size: 12, root: naive.treeHash(leaves) }, key)).toBe(naive.checkpoint(origin, leaves, key))
  })

  // The example of https://c2sp.org/signed-note is signed with this key type; its line parses and names its key.
  it('takes a note of somebody else', () => {
    const theirs =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
      '\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'
    expect(parsed(theirs)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 })
    expect(Buffer.from(parsed(theirs).signatures[0]?.keyId ?? []).toString('hex')).toBe('033de0ae')
    expect(isSignedBy(parsed(theirs), key.publicKey, naive.verify)).toBe(false)
  })

  it('parses back and is signed by its key alone', () => {
    expect(parsed(note)).toMatchObject({ origin, size: 12, root: new Uint8Array(root) })
    expect(isSignedBy(parsed(note), key.publicKey, naive.verify)).toBe(true)
    expect(isSignedBy(parsed(note), otherKey.publicKey, naive.verify)).toBe(false)
    expect(signaturesBy(parsed(note), otherKey.publicKey)).toBeNull()
  })

  it('fails with any byte changed', () => {
    const bytes = Buffer.from(note)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(bytes)
        changed.writeUInt8(changed.readUInt8(at) ^ change, at)
        const checkpoint = parseCheckpoint(changed.toString())
        return checkpoint === null || !isSignedBy(checkpoint, key.publicKey, naive.verify)
      }),
      { numRuns: 2000 },
    )
  })

  it('ignores the signatures of other keys, but not a false one of its own', () => {
    const [text = '', line = ''] = note.split('\n\n')
    const witness = signCheckpoint({ origin, size: 12, root }, otherKey).split('\n\n')[1] ?? ''
    const renamed = line.replace(origin, 'witness.example')
    expect(isSignedBy(parsed(`${text}\n\n${witness}${renamed}${line}`), key.publicKey, naive.verify)).toBe(true)
    expect(isSignedBy(parsed(`${text}\n\n${renamed}`), key.publicKey, naive.verify)).toBe(false)
    const otherSize = signCheckpoint({ origin, size: 13, root }, key).split('\n\n')[1] ?? ''
    expect(isSignedBy(parsed(`${text}\n\n${line}${otherSize}`), key.publicKey, naive.verify)).toBe(false)
    const short = `\u2014 ${origin} ${Buffer.from((line.split(' ')[2] ?? '').trim(), 'base64')
      .subarray(0, 67)
      .toString('base64')}\n`
    expect(isSignedBy(parsed(`${text}\n\n${short}`), key.publicKey, naive.verify)).toBe(false)
  })

  it('signs its extension lines with the rest', () => {
    const extended = note.replace('\n\n', '\nextension\n\n')
    expect(parsed(extended).text.endsWith('\nextension\n')).toBe(true)
    expect(isSignedBy(parsed(extended), key.publicKey, naive.verify)).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['no signature', note.slice(0, note.indexOf('\n\n') + 2)],
    ['no blank line', note.replace('\n\n', '\n')],
    ['no last newline', note.slice(0, -1)],
    ['a control character', note.replace('12', '12\r')],
    ['a tab', note.replace('12', '\t12')],
    ['an empty origin', note.replace(origin, '')],
    ['a size with a leading zero', note.replace('\n12\n', '\n012\n')],
    ['a negative size', note.replace('\n12\n', '\n-12\n')],
    ['a size beyond the safe integers', note.replace('\n12\n', '\n9007199254740992\n')],
    ['a root that is no hash', note.replace(root.toString('base64'), 'CQkJ')],
    ['a root that is no base64', note.replace(root.toString('base64'), '****')],
    ['an empty extension line', `${origin}\n12\n${root.toString('base64')}\n\nx\n\n${note.split('\n\n')[1] ?? ''}`],
    ['a hyphen for the dash', note.replace('\u2014', '-')],
    ['a signature that is only a key id', `${note.split('\n\n')[0] ?? ''}\n\n\u2014 ${origin} AAAAAA==\n`],
    ['a signature that is no base64', `${note.split('\n\n')[0] ?? ''}\n\n\u2014 ${origin} AAAAA\n`],
    ['a lone surrogate', note.replace('12', '12\ud800')],
    ['more signatures than anybody needs', note + (note.split('\n\n')[1] ?? '').repeat(64)],
  ])('is not one with %s', (_, text) => {
    expect(parseCheckpoint(text)).toBeNull()
  })

  it.each(['', 'a b', 'a+b', 'a\nb', 'a\u00a0b', 'a\u0007b', '\ud800'])('has no origin %j', (name) => {
    expect(isKeyName(name)).toBe(false)
    expect(() => checkpointText({ origin: name, size: 0, root })).toThrow(RangeError)
  })

  it('names its key for other tools', () => {
    const [name, id, encoded = ''] = verifierKey(origin, key.publicKey).split('+', 3)
    expect(name).toBe(origin)
    expect(id).toBe(Buffer.from(parsed(note).signatures[0]?.keyId ?? []).toString('hex'))
    expect(verifierKey(origin, key.publicKey).endsWith(Buffer.concat([Buffer.of(1), key.publicKey]).toString('base64'))).toBe(true)
    expect(encoded).not.toBe('')
  })

  it.each([
    ['0', 0],
    ['9007199254740991', 9007199254740991],
    ['', null],
    ['00', null],
    ['1e3', null],
    ['12345678901234567', null],
  ])('reads the decimal %j as %s', (text, value) => {
    expect(decimal(text)).toBe(value)
  })
})

it('a log speaks in the name of its server, contest and round', () => {
  expect(logOrigin('hoithi.local', 'phu-loc-2024', 'tuan-1')).toBe('hoithi.local/phu-loc-2024/tuan-1')
  expect(logOrigin('hoithi.local', 'phu-loc-2024', 'tuan-1', { epoch: 2, restoredAt: 50 })).toBe(
    'hoithi.local/phu-loc-2024/tuan-1/epoch-2-50',
  )
})
