/** Whether people start or submit just now: what can wait then leaves the loop more room. */

export interface Hurry {
  /** Somebody starts or submits. */
  note(): void
  isOn(): boolean
}

/** Milliseconds after the last of them. */
const LASTS = 200

export function createHurry(): Hurry {
  let last = -Infinity
  return {
    note: () => {
      last = performance.now()
    },
    isOn: () => performance.now() - last < LASTS,
  }
}
