/** What differs between two texts, word by word, by their longest common subsequence. */
export interface Piece {
  readonly text: string
  readonly kind: 'same' | 'removed' | 'added'
}

/** Above this many steps of work the texts are shown whole: nobody reads a diff of two books. */
const mostSteps = 400_000

export function textDiff(before: string, after: string): readonly Piece[] {
  if (before === after) return before === '' ? [] : [{ text: before, kind: 'same' }]
  const [a, b] = [tokens(before), tokens(after)]
  if (a.length * b.length > mostSteps)
    return joined([
      { text: before, kind: 'removed' },
      { text: after, kind: 'added' },
    ])
  // common[i][j]: length of the longest common subsequence of a from i and b from j.
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number): number => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    if (left !== undefined && left === right) {
      pieces.push({ text: left, kind: 'same' })
      i++
      j++
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ text: left, kind: 'removed' })
      i++
    } else {
      pieces.push({ text: right ?? '', kind: 'added' })
      j++
    }
  }
  return joined(pieces)
}

/** What one of the two texts shows of the difference; blanks between two changed words belong to the change. */
export function sideOf(pieces: readonly Piece[], side: 'before' | 'after'): readonly Piece[] {
  const shown = pieces.filter(({ kind }) => kind === 'same' || kind === (side === 'before' ? 'removed' : 'added'))
  const changed = (piece: Piece | undefined): boolean => piece !== undefined && piece.kind !== 'same'
  return joined(
    shown.map((piece, index) => {
      const [last, next] = [shown[index - 1], shown[index + 1]]
      return /^\s+$/.test(piece.text) && changed(last) && changed(next) ? { ...piece, kind: last?.kind ?? piece.kind } : piece
    }),
  )
}

/** Words and the blanks between them, so that the pieces put together are the text. */
const tokens = (text: string): readonly string[] => text.match(/\s+|[^\s]+/g) ?? []

function joined(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = []
  for (const piece of pieces) {
    const last = out.at(-1)
    if (piece.text === '') continue
    if (last?.kind === piece.kind) out[out.length - 1] = { ...last, text: last.text + piece.text }
    else out.push(piece)
  }
  return out
}
