/** CPU time of the thread that runs the event loop, and the longest it computed without a turn for others. */

export const mainCpuMs = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** @returns `stop` in milliseconds of CPU between two turns of a timer while `act` ran: what else the machine does adds nothing */
export async function longestStop<T>(act: () => PromiseLike<T>): Promise<{ readonly value: T; readonly stop: number }> {
  let last = mainCpuMs()
  let stop = 0
  const look = (): void => {
    const now = mainCpuMs()
    stop = Math.max(stop, now - last)
    last = now
  }
  const timer = setInterval(look, 1)
  try {
    const value = await act()
    look()
    return { value, stop }
  } finally {
    clearInterval(timer)
  }
}
