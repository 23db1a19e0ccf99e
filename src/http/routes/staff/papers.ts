/** The official papers of a round: which there are, and an address for each of the registry. */
import { Type } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { PaperList } from '#contract/papers.ts'
import type { App } from '#usecases/app.ts'
import { papersToPrint, printPaper } from '#usecases/papers/printing.ts'
import { papers } from '#usecases/papers/registry.ts'
import { staffOf } from '../../guard.ts'
import { OfRound } from '../params.ts'
import { may } from './requests.ts'

const WhichOne = Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,3}$' }))

export function paperRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/rounds/:key'

  server.get<{ Params: OfRound }>(
    `${base}/papers`,
    { ...may('contest.see'), schema: { params: OfRound, response: { 200: PaperList } } },
    async (request) => {
      const items = await papersToPrint(app, staffOf(request), request.params.slug, request.params.key)
      return { items: items.map(({ address, title, needs }) => ({ address: `${address}.pdf`, title: { ...title }, needs })) }
    },
  )

  for (const paper of papers) {
    const { address, permission, numberedBy } = paper
    const querystring = Type.Object(numberedBy === null ? {} : { [numberedBy]: WhichOne })
    server.get<{ Params: OfRound; Querystring: Partial<Record<string, string>> }>(
      `${base}/${address}.pdf`,
      { ...may(permission), schema: { params: OfRound, querystring } },
      async (request, reply) => {
        const number = Number((numberedBy === null ? undefined : request.query[numberedBy]) ?? '1')
        const { name, mediaType, bytes } = await printPaper(app, staffOf(request), paper, { ...request.params, number })
        return reply.type(mediaType).header('content-disposition', `inline; filename="${name}"`).send(bytes)
      },
    )
  }
}
