/**
 * The server's time on this device. The device's own clock is never read: a server instant is anchored to the monotonic
 * `performance.now()`. That one may stand still while a phone sleeps, so the anchor is renewed when the page comes back.
 */
export interface ServerClock {
  /** Server milliseconds since 1970. */
  now(): number
  /** Asks the server once. A failure leaves the old anchor. */
  check(): Promise<void>
}

export interface ClockPorts {
  /** Milliseconds that only grow. */
  monotonic(): number
  /** The server's instant. Rejects without network. */
  ask(): Promise<number>
}

/** @param serverNow what the server's clock said when it answered @param receivedAt `monotonic()` when that answer began to arrive */
export function serverClock(serverNow: number, receivedAt: number, ports: ClockPorts): ServerClock {
  let [anchor, at] = [serverNow, receivedAt]
  return {
    now: () => anchor + (ports.monotonic() - at),
    async check() {
      const sent = ports.monotonic()
      try {
        const answered = await ports.ask()
        const arrived = ports.monotonic()
        ;[anchor, at] = [answered + (arrived - sent) / 2, arrived]
      } catch {
        // Without network the old anchor is the best there is.
      }
    },
  }
}

/**
 * When the one check before an opening is made: spread over a minute, so that everybody waiting does not ask at once,
 * and at least 5 s before. Null when the opening is too near for a check to help.
 */
export function checkInstant(now: number, opensAt: number, chance: number): number | null {
  const latest = opensAt - 5_000
  if (latest <= now) return null
  const earliest = Math.max(now, opensAt - 65_000)
  return earliest + chance * (latest - earliest)
}

const ports: ClockPorts = {
  monotonic: () => performance.now(),
  async ask() {
    const response = await fetch('/api/time', { cache: 'no-store' })
    if (!response.ok) throw new Error('no time')
    return ((await response.json()) as { now: number }).now
  },
}

/** The clock of a page rendered at `serverNow`, renewed whenever the page comes back to the front. */
export function clockOfPage(serverNow: number): ServerClock {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const clock = serverClock(serverNow, navigation?.responseStart ?? performance.now(), ports)
  const renew = (): void => {
    if (document.visibilityState === 'visible') void clock.check()
  }
  document.addEventListener('visibilitychange', renew)
  addEventListener('pageshow', ({ persisted }) => persisted && renew())
  return clock
}

/** The clock of an answer that has just arrived. */
export function clockOfAnswer(serverNow: number): ServerClock {
  return serverClock(serverNow, performance.now(), ports)
}
