/**
 * What can wait for a processor steps back behind the loop that takes submissions and the thread that commits them. Linux holds a
 * priority for each thread: those of the pool, where passwords are hashed, pages compressed and pictures remade, step back alone.
 * Elsewhere only a whole process can.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setPriority } from 'node:os'

/** A tenth of a processor is left beside whoever needs all of it. */
const BEHIND = 10

const threads = '/proc/self/task'
const poolThread = 'libuv-worker'

function lower(id: number): void {
  try {
    setPriority(id, BEHIND)
  } catch {
    // A thread that ended meanwhile, or a system that does not let us: everything then competes as before.
  }
}

/** Where no thread has a priority of its own, nothing. */
export async function stepBackPool(): Promise<void> {
  if (process.platform !== 'linux') return
  // The threads of the pool are there from the first work on.
  await stat('.')
  for (const thread of readdirSync(threads)) {
    if (readFileSync(`${threads}/${thread}/comm`, 'utf8').trim() === poolThread) lower(Number(thread))
  }
}

/** All of this process. */
export function stepBack(): void {
  if (process.platform !== 'linux') return lower(0)
  for (const thread of readdirSync(threads)) lower(Number(thread))
}
