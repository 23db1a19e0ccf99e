/** Short ways to the page a script was written for. */

/** The element of that id; the page and its script are built together, so a missing one is a mistake of ours. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`no #${id}`)
  return found as T
}

/** The words the page hands to its script. */
export function wordsOf<T>(element: HTMLElement): T {
  return JSON.parse(element.dataset['words'] ?? '{}') as T
}

export function text<K extends keyof HTMLElementTagNameMap>(tag: K, content: string, className = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  made.textContent = content
  if (className !== '') made.className = className
  return made
}

/** In the place of what is there; `replaceChildren` came with Chromium 86. */
export function fill(element: Element, ...nodes: readonly (Node | string)[]): void {
  element.textContent = ''
  element.append(...nodes)
}

/** A picture of the paper of that attempt. */
export function picture(attempt: string, digest: string, alt: string): HTMLImageElement {
  const made = document.createElement('img')
  made.src = `/api/attempts/${attempt}/pictures/${digest}`
  made.alt = alt
  return made
}

/** Lets the paper open without network. Absent on addresses that are neither HTTPS nor this machine. */
export function keepPaperOffline(): void {
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('/offline-worker.js').catch(() => undefined)
}

/** Before what failed is asked for again: longer with every try, up to 15 s, and spread so that people do not return together. */
export const pauseAfter = (tries: number): Promise<void> => pause(backoff(tries, 15_000, Math.random()))

/** Doubling from a second, in milliseconds. */
export const backoff = (tries: number, longestMs: number, chance: number): number =>
  Math.min(longestMs, 1_000 * 2 ** Math.min(tries, 10)) * (0.5 + chance / 2)

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
