/** How often somebody else was served while something ran: each turn of the event loop is one. */
import { setImmediate as turn } from 'node:timers/promises'

export async function turnsWhile(act: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let busy = true
  const other = (async () => {
    for (; busy; turns++) await turn()
  })()
  try {
    await act()
  } finally {
    busy = false
    await other
  }
  return turns
}
