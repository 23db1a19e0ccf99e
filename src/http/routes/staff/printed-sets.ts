/** Papers printed from a round's locked set. */
import { Type, type Static } from 'typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { App } from '#usecases/app.ts'
import type { ExportFile } from '#usecases/files.ts'
import { bookletOf, samplePaperOf } from '#usecases/rounds/printed-sets.ts'
import { staffOf } from '../../guard.ts'
import { OfRound } from '../params.ts'

const Sample = Type.Object({ sample: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,3}$' })) })
const config = { audience: 'staff', permission: 'questions.print' } as const

export function paperRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/rounds/:key'

  server.get<{ Params: OfRound }>(`${base}/booklet.pdf`, { config, schema: { params: OfRound } }, async (request, reply) =>
    send(reply, await bookletOf(app, staffOf(request), request.params.slug, request.params.key)),
  )

  server.get<{ Params: OfRound; Querystring: Static<typeof Sample> }>(
    `${base}/sample.pdf`,
    { config, schema: { params: OfRound, querystring: Sample } },
    async (request, reply) => {
      const { slug, key } = request.params
      return send(reply, await samplePaperOf(app, staffOf(request), slug, key, Number(request.query.sample ?? '1')))
    },
  )
}

const send = (reply: FastifyReply, { name, mediaType, bytes }: ExportFile) =>
  reply.type(mediaType).header('content-disposition', `inline; filename="${name}"`).send(bytes)
