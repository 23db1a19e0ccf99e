/** Routes of a signed-in contestant: their own data only. */
import { Digest } from '#contract/values.ts'
import { Type, type Static } from 'typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '#contest/values.ts'
import { arrivalOf } from '#contest/tally/attempt.ts'
import { AcceptedEntry, ChosenSet, EntrySubmission, KeptEntry, Me, OwnResult, SignIn, StartedAttempt } from '#contract/taking-part.ts'
import type { App, OpenAttempt } from '#usecases/app.ts'
import { ownAttempt, sendTokenOf, startAttempt } from '#usecases/taking-part/attempts.ts'
import { consent, me } from '#usecases/taking-part/lobby.ts'
import { submitEntry } from '#usecases/taking-part/entries.ts'
import { paperPicture } from '#usecases/taking-part/paper-pictures.ts'
import { readmitEntry } from '#usecases/taking-part/readmission.ts'
import { ownResult } from '#usecases/results/published.ts'
import { freshReceipt, ownReceipt } from '#usecases/taking-part/receipts.ts'
import { signInContestant } from '#usecases/identity/sign-in.ts'
import { contestantOf } from '../guard.ts'
import { acceptedEntryJson, jsonType, startedAttemptGzip, startedAttemptJson } from '../hot-answers.ts'
import { clearPerson, clearSession, contestantCookie, fromOf, readCookie, setPerson, setSignedIn } from '../session.ts'

const config = { audience: 'contestant' } as const
const first = { ...config, goesFirst: true } as const
const OfId = Type.Object({ id: Type.String() })
type OfId = Static<typeof OfId>
const OfPicture = Type.Object({ id: Type.String(), digest: Digest })

export function contestantRoutes(server: FastifyInstance, app: App): void {
  /** Asked once the body is here. */
  const arrivedAt = (request: FastifyRequest): Instant => arrivalOf(request.firstByteAt, app.clock.now())

  const sendStarted = (request: FastifyRequest, reply: FastifyReply, open: OpenAttempt): FastifyReply => {
    const token = sendTokenOf(app, open.attempt.id, contestantOf(request))
    const now = app.clock.now()
    const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? startedAttemptGzip(open, now, token) : null
    void reply.type(jsonType).header('vary', 'accept-encoding')
    return packed === null ? reply.send(startedAttemptJson(open, now, token)) : reply.header('content-encoding', 'gzip').send(packed)
  }

  server.post<{ Params: { slug: string }; Body: SignIn }>(
    '/api/contests/:slug/session',
    { config: { audience: 'public', strangers: { ofNetwork: 320, altogether: 2400 } }, schema: { body: SignIn } },
    async (request, reply) => {
      const signedIn = await signInContestant(app, request.params.slug, request.body, fromOf(request))
      setSignedIn(request, reply, contestantCookie, signedIn, app.clock.now())
      setPerson(request, reply, signedIn, app.clock.now())
      return reply.code(204).send()
    },
  )

  server.delete('/api/session', { config: { audience: 'public' } }, async (request, reply) => {
    const token = readCookie(request, contestantCookie)
    if (token !== null) await app.sessions.end(token, app.clock.now())
    clearSession(request, reply, contestantCookie)
    clearPerson(request, reply)
    return reply.code(204).send()
  })

  server.get('/api/me', { config, schema: { response: { 200: Me } } }, (request) => me(app, contestantOf(request)))

  server.post('/api/me/consent', { config }, async (request, reply) => {
    await consent(app, contestantOf(request))
    return reply.code(204).send()
  })

  server.post<{ Params: OfId; Querystring: ChosenSet }>(
    '/api/rounds/:id/attempts',
    { config: first, schema: { params: OfId, querystring: ChosenSet, response: { 200: StartedAttempt, 201: StartedAttempt } } },
    async (request, reply) => {
      const open = await startAttempt(app, contestantOf(request), request.params.id, arrivedAt(request), Number(request.query.set ?? '0'))
      return sendStarted(request, reply.code(open.created ? 201 : 200), open)
    },
  )

  server.get<{ Params: OfId }>(
    '/api/attempts/:id',
    { config, schema: { params: OfId, response: { 200: StartedAttempt } } },
    async (request, reply) => {
      const open = await ownAttempt(app, contestantOf(request), request.params.id)
      return sendStarted(request, reply, open)
    },
  )

  server.get<{ Params: Static<typeof OfPicture> }>(
    '/api/attempts/:id/pictures/:digest',
    { config, schema: { params: OfPicture } },
    async (request, reply) => {
      const picture = await paperPicture(app, contestantOf(request), request.params.id, request.params.digest)
      // Named by what it holds, so it never changes; kept by this browser only, and for the paper without network.
      return reply
        .type(picture.mediaType)
        .header('cache-control', 'private, max-age=604800, immutable')
        .header('content-security-policy', "default-src 'none'")
        .header('x-content-type-options', 'nosniff')
        .send(Buffer.from(picture.bytes))
    },
  )

  server.put<{ Params: OfId; Body: EntrySubmission }>(
    '/api/attempts/:id/entry',
    {
      config: { ...first, byAttemptToken: true },
      schema: { params: OfId, body: EntrySubmission, response: { 200: AcceptedEntry, 201: AcceptedEntry } },
    },
    async (request, reply) => {
      const accepted = await submitEntry(app, contestantOf(request), request.params.id, request.body, {
        at: arrivedAt(request),
        ticket: ticketOf(request),
      })
      return reply
        .code(accepted.repeated ? 200 : 201)
        .type(jsonType)
        .send(acceptedEntryJson(accepted))
    },
  )

  server.post<{ Params: OfId; Body: KeptEntry }>(
    '/api/rounds/:id/readmissions',
    { config, schema: { params: OfId, body: KeptEntry, response: { 200: AcceptedEntry, 201: AcceptedEntry } } },
    async (request, reply) => {
      const accepted = await readmitEntry(app, contestantOf(request), request.params.id, request.body)
      return reply
        .code(accepted.repeated ? 200 : 201)
        .type(jsonType)
        .send(acceptedEntryJson(accepted))
    },
  )

  server.get<{ Params: OfId }>(
    '/api/attempts/:id/receipt',
    { config, schema: { params: OfId, response: { 200: AcceptedEntry } } },
    (request) => ownReceipt(app, contestantOf(request), request.params.id),
  )

  server.get<{ Params: OfId }>('/api/attempts/:id/receipt.txt', { config, schema: { params: OfId } }, async (request, reply) => {
    const { code, receipt } = await freshReceipt(app, contestantOf(request), request.params.id)
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="bien-nhan-${code}.txt"`)
      .send(receipt)
  })

  server.get<{ Params: OfId }>('/api/attempts/:id/result', { config, schema: { params: OfId, response: { 200: OwnResult } } }, (request) =>
    ownResult(app, contestantOf(request), request.params.id),
  )
}

function ticketOf({ headers }: FastifyRequest): string | null {
  const ticket = headers['x-arrival-ticket']
  return typeof ticket === 'string' ? ticket : null
}
