/**
 * Memory the start left behind is given back to the system: loading and compiling fill a young generation that stays as large as
 * it was (V8 makes it smaller when it is told that memory is short, and by itself only in long quiet).
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (how: { readonly type: 'major'; readonly execution: 'sync'; readonly flavor: 'last-resort' }) => void

/** Holds the loop for a tenth of a second: before anybody is served. */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
