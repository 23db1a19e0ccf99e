/** A program of this project in a process of its own: told once what to begin with, it says things while it lives and ends with whoever began it. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Beside {
  /** Asks it to end, and waits until it has; what does not end by itself is ended. */
  stop(): Promise<void>
  /** Resolves when it has ended. */
  readonly ended: Promise<void>
}

/** How long it may finish what it accepted. */
const patienceMs = 15_000

/** @param program a module that waits for one message with what to begin with, and ends when the connection to its parent does */
export function startBeside<Said>(program: URL, start: object, hear: (said: Said) => void): Beside {
  const child = fork(fileURLToPath(program), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced', execArgv: [] })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  child.on('message', (said) => hear(said as Said))
  child.send(start)
  return {
    ended,
    stop: async () => {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs).unref()
      await ended
      clearTimeout(timer)
    },
  }
}
