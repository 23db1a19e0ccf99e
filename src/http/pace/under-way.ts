/** Requests under way by whom they are from, counted until their answer has gone out or whoever asked has. */
import type { FastifyReply } from 'fastify'
import { ContestError } from '#contest/errors.ts'

/** @returns counts one more. @throws ContestError `busy`, to come back after so many seconds */
export function createCount(seconds: number) {
  const underWay = new Map<string, number>()
  return (from: string, most: number, { raw }: FastifyReply): void => {
    const before = underWay.get(from) ?? 0
    if (before >= most) throw new ContestError('busy', { retryAfterSeconds: seconds })
    underWay.set(from, before + 1)
    let counts = true
    const leave = (): void => {
      if (!counts) return
      counts = false
      const left = (underWay.get(from) ?? 1) - 1
      if (left === 0) underWay.delete(from)
      else underWay.set(from, left)
    }
    raw.once('finish', leave).once('close', leave)
  }
}
