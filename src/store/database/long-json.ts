/** JSON too long to be parsed at a stretch. */
import { startTurns } from './turns.ts'

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = Buffer.from('"\\{}[]')

/**
 * The elements of an array of objects, each parsed by itself, with turns for others in between.
 * @throws SyntaxError when an element is damaged, or the text ends within the array
 */
export async function parseLongArray<T>(bytes: Uint8Array): Promise<readonly T[]> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const elements: T[] = []
  const turns = startTurns()
  let [depth, from, inString] = [0, 0, false]
  // No byte of a longer UTF-8 sequence is one of these.
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]
    if (inString) {
      if (byte === backslash) at++
      else if (byte === quote) inString = false
    } else if (byte === quote) inString = true
    else if (byte === openBrace || byte === openBracket) {
      depth++
      if (depth === 2) from = at
    } else if (byte === closeBrace || byte === closeBracket) {
      depth--
      if (depth !== 1) continue
      elements.push(JSON.parse(text.toString('utf8', from, at + 1)) as T)
      if (turns.due()) await turns.give()
    }
  }
  if (depth !== 0) throw new SyntaxError('the array does not end')
  return elements
}
