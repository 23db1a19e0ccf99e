/** The official documents of a round: which there are, and an address for each of the registry. */
import { Type } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { DocumentList } from '#contract/documents.ts'
import type { App } from '#usecases/app.ts'
import { documentsToPrint, printDocument } from '#usecases/documents/printing.ts'
import { documents } from '#usecases/documents/registry.ts'
import { staffOf } from '../../guard.ts'
import { OfRound } from '../params.ts'
import { may } from './requests.ts'

const WhichOne = Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,3}$' }))

export function documentRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/rounds/:key'

  server.get<{ Params: OfRound }>(
    `${base}/documents`,
    { ...may('contest.see'), schema: { params: OfRound, response: { 200: DocumentList } } },
    async (request) => {
      const items = await documentsToPrint(app, staffOf(request), request.params.slug, request.params.key)
      return { items: items.map(({ address, title, needs }) => ({ address: `${address}.pdf`, title: { ...title }, needs })) }
    },
  )

  for (const official of documents) {
    const { address, permission, numberedBy } = official
    const querystring = Type.Object(numberedBy === null ? {} : { [numberedBy]: WhichOne })
    server.get<{ Params: OfRound; Querystring: Partial<Record<string, string>> }>(
      `${base}/${address}.pdf`,
      { ...may(permission), schema: { params: OfRound, querystring } },
      async (request, reply) => {
        const number = Number((numberedBy === null ? undefined : request.query[numberedBy]) ?? '1')
        const { name, mediaType, bytes } = await printDocument(app, staffOf(request), official, { ...request.params, number })
        return reply.type(mediaType).header('content-disposition', `inline; filename="${name}"`).send(bytes)
      },
    )
  }
}
