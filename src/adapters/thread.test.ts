import { expect, it } from 'vitest'
import { startThread } from './thread.ts'

const program = (source: string) => ({
  program: new URL(`data:text/javascript,import { parentPort, workerData } from 'node:worker_threads'; ${source}`),
  youngHeapMb: null,
})

it('is given what to begin with, is told and says, and ends by itself', async () => {
  const said: unknown[] = []
  const echo = program(`parentPort.on('message', (told) => { parentPort.postMessage([workerData, told]); parentPort.close() })`)
  const { tell, ended } = startThread<string, unknown>(echo, 'start', (one) => said.push(one))
  tell('go')
  expect((await ended).message).toBe('a thread ended with 0')
  expect(said).toEqual([['start', 'go']])
})

it('tells what it failed with', async () => {
  const failing = startThread(program(`throw new Error('no ' + workerData)`), 'luck', () => undefined)
  expect((await failing.ended).message).toBe('no luck')
})

it('can be stopped, whatever it is doing', async () => {
  const busy = await new Promise<ReturnType<typeof startThread>>((resolve) => {
    const thread = startThread(program(`parentPort.postMessage('on'); for (;;);`), null, () => resolve(thread))
  })
  busy.stop()
  expect((await busy.ended).message).toBe('a thread ended with 1')
})
