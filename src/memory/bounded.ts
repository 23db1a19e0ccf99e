/**
 * A map that holds at most so many values: what has been there longest goes first, and setting a key anew makes it the
 * youngest. Each act takes the same short time at any size.
 */
export interface Bounded<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  delete(key: string): void
  /** From the oldest on; may be deleted from meanwhile. */
  entries(): IterableIterator<[string, Value]>
}

export function bounded<Value>(most: number): Bounded<Value> {
  // Maps keep the order of insertion.
  const values = new Map<string, Value>()
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      values.delete(key)
      values.set(key, value)
      if (values.size <= most) return
      for (const oldest of values.keys()) {
        values.delete(oldest)
        return
      }
    },
    delete: (key) => {
      values.delete(key)
    },
    entries: () => values.entries(),
  }
}

/** Sets a value that is being made; it is forgotten when that fails, so that the next to ask tries again. */
export function setWhileGood<Value>(values: Bounded<Value>, key: string, value: Value, made: Promise<unknown>): void {
  values.set(key, value)
  made.catch(() => {
    if (values.get(key) === value) values.delete(key)
  })
}
