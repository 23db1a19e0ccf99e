/** The official documents: which there are, and an address for each of the registry. */
import { Type } from 'typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DocumentList } from '#contract/documents.ts'
import { Ordinal } from '#contract/values.ts'
import type { App } from '#usecases/app.ts'
import { documentsToPrint, printDocument, publicDocument, type Wanted } from '#usecases/documents/printing.ts'
import { documents, type RegisteredDocument } from '#usecases/documents/registry.ts'
import type { ExportFile } from '#usecases/files.ts'
import { staffOf } from '../../guard.ts'
import { OfContest, OfRound } from '../params.ts'
import { may } from './requests.ts'

interface Asked {
  Params: OfContest & Partial<OfRound>
  Querystring: Partial<Record<string, string>>
}

export function documentRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: OfContest }>(
    '/api/staff/contests/:slug/documents',
    { ...may('contest.see'), schema: { params: OfContest, response: { 200: DocumentList } } },
    async (request) => {
      const { slug } = request.params
      const items = await documentsToPrint(app, staffOf(request), slug)
      return {
        items: items.flatMap(({ official, round }) =>
          official.formats.map((format) => ({
            address: addressOf(official, format, encodeURIComponent(slug), encodeURIComponent(round?.key ?? '')),
            title: { ...official.title },
            ...{ format, round: round?.key ?? null, needs: official.needs },
          })),
        ),
      }
    },
  )

  for (const [official, format] of documents.flatMap((one) => one.formats.map((as) => [one, as] as const))) {
    const { access, subject, numbered } = official
    const querystring = Type.Object(numbered === null ? {} : { [numbered.by]: Type.Optional(Ordinal) })
    const schema = { params: subject === 'round' ? OfRound : OfContest, querystring }
    const wanted = ({ params, query }: FastifyRequest<Asked>): Wanted => ({
      ...params,
      number: numberOf(numbered === null ? undefined : query[numbered.by]),
      format,
    })
    if (access === null) {
      server.get<Asked>(addressOf(official, format), { config: { audience: 'public' }, schema }, async (request, reply) =>
        send(reply, await publicDocument(app, official, wanted(request))),
      )
    } else {
      server.get<Asked>(addressOf(official, format), { ...may(access.permission), schema }, async (request, reply) =>
        send(reply, await printDocument(app, staffOf(request), official, wanted(request))),
      )
    }
  }
}

/** Below its subject; what everybody may have stands where everybody may ask. */
function addressOf({ access, subject, address }: RegisteredDocument, format: Wanted['format'], slug = ':slug', key = ':key'): string {
  const contest = `/api${access === null ? '' : '/staff'}/contests/${slug}`
  return `${contest}${subject === 'round' ? `/rounds/${key}` : ''}/${address}.${format}`
}

const numberOf = (typed: string | undefined): number | null => (typed === undefined ? null : Number(typed))

/** A browser shows a PDF; what Word writes goes to whoever has Word. */
const send = (reply: FastifyReply, { name, mediaType, bytes }: ExportFile): FastifyReply =>
  reply
    .type(mediaType)
    .header('content-disposition', `${mediaType === 'application/pdf' ? 'inline' : 'attachment'}; filename="${name}"`)
    .send(bytes)
