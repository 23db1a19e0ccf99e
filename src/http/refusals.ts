/**
 * What tells somebody to come back later goes out at a pace, in turn by network: whoever asks again the moment they are
 * refused is refused so many times a second, on however many connections. Nobody else waits longer than their own turn.
 */
import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { bodyLimits } from '#contest/limits.ts'
import type { RoundWord } from '#contest/rulebook/round-word.ts'
import type { App, FailureKind } from '#usecases/app.ts'
import { createFairLine } from '#usecases/fair-line.ts'
import { networkOf } from '#usecases/identity/tries.ts'
import { roundWordIn } from '#usecases/find.ts'
import { codeOf, sendProblem, speaksOfRounds } from './problems.ts'

/** As many as the connections of a network; of all of them so many that the last one is answered while its sender still listens. */
const limits = { atOnce: () => 1, waiting: 5000, waitingEach: 2000 } as const
/** Each with its milliseconds after an answer. What a sender had sent before it heard of the refusal, megabytes, the system took in anyway. */
const lines = {
  later: { line: createFairLine(limits), paceMs: 4 },
  tooLarge: { line: createFairLine(limits), paceMs: 50 },
} as const

const paced: Readonly<Record<string, keyof typeof lines>> = {
  busy: 'later',
  'too-many-attempts': 'later',
  'payload-too-large': 'tooLarge',
}

/** Says it when its turn comes; a connection for which even waiting is too much is closed. */
export function refuseInTurn(request: FastifyRequest, reply: FastifyReply, say: () => void, as: keyof typeof lines = 'later'): void {
  const { line, paceMs } = lines[as]
  const { socket } = request.raw
  // What a page asks in process has its place in the line of pages.
  if (!(socket instanceof Socket)) return say()
  line
    .pass(networkOf(request.ip), () => {
      if (socket.destroyed) return Promise.resolve()
      say()
      return sleep(paceMs)
    })
    .catch(() => {
      reply.hijack()
      socket.destroy()
    })
}

/** More than is worth reading only to throw it away: the connection ends with the refusal. */
const bringsMuch = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > bodyLimits.usual

/** What the staff that watches a round is told of; null: no failure of ours. */
function failureOf(error: unknown, { raw, routeOptions }: FastifyRequest): FailureKind | null {
  // Whoever sent it is gone, in the middle of it: a phone lost its network.
  if (raw.destroyed && !raw.complete) return null
  const code = codeOf(error)
  const isEntry = routeOptions.config.goesFirst === true
  if (code === null) return 'unexpected'
  if (code === 'too-many-attempts') return 'slowed'
  if (code === 'storage-unavailable' || code === 'storage-away') return isEntry ? 'entries-unsaved' : 'others-busy'
  if (code === 'busy' || code === 'queue-full' || code === 'shutting-down') return isEntry ? 'entries-busy' : 'others-busy'
  return null
}

/** The contest a request is about, by its address or by who sends it; null: none is known. */
function contestOf({ params, contestant }: FastifyRequest): string | null {
  const { slug } = params as { readonly slug?: unknown }
  return typeof slug === 'string' ? slug : ((contestant as FastifyRequest['contestant'] | undefined)?.contestId ?? null)
}

export function answerError(app: App, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = failureOf(error, request)
  if (failure !== null) app.failures.note(failure)
  const say = (word?: RoundWord): void => {
    if (bringsMuch(request)) reply.header('connection', 'close')
    sendProblem(error, request, reply, word)
  }
  const as = paced[codeOf(error) ?? '']
  const contest = speaksOfRounds(error) ? contestOf(request) : null
  if (as === undefined && contest !== null) roundWordIn(app, contest).then(say, () => say())
  else if (as === undefined) say()
  else refuseInTurn(request, reply, () => say(), as)
}
