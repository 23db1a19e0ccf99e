/** Contributions and pictures, the same for the staff and for whoever came by an upload link; and the links themselves. */
import { Digest } from '#contract/values.ts'
import { Type, type Static } from 'typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { bodyLimits } from '#contest/limits.ts'
import {
  Contribution,
  ContributionList,
  ItemChange,
  MadeUploadLink,
  NewUploadLink,
  SubmitContribution,
  Submitted,
  UploadLinkList,
} from '#contract/contributions.ts'
import { KeptPicture } from '#contract/question.ts'
import type { Who } from '#usecases/access.ts'
import type { App } from '#usecases/app.ts'
import { addPicture, bankPicture } from '#usecases/contributions/pictures.ts'
import {
  changeItem,
  contribution,
  contributionList,
  discardContribution,
  submitContribution,
  uploadContribution,
} from '#usecases/contributions/contributions.ts'
import { makeUploadLink, revokeLink, uploadLinks } from '#usecases/contributions/upload-links.ts'
import { staffOf, type Audience } from '../../guard.ts'
import { acceptFiles, fileOf } from '../../uploads.ts'
import type { Permission } from '#contest/roles.ts'
import { OfContest } from '../params.ts'

/** Where these routes are, for whom, and how the person and the contest of a request are found. */
export interface Door {
  readonly prefix: string
  readonly audience: Audience
  readonly who: (request: FastifyRequest) => Who
  readonly slug: (request: FastifyRequest) => Promise<string> | string
}

const Id = Type.Object({ id: Type.String() })
type Id = Static<typeof Id>
const OfItem = Type.Object({ id: Type.String(), index: Type.String({ pattern: '^\\d{1,6}$' }) })
const OfPicture = Type.Object({ digest: Digest })

export function contributionRoutes(server: FastifyInstance, app: App, { prefix, audience, who, slug }: Door): void {
  const may = (permission: Permission) => ({ config: { audience, permission } }) as const
  const base = `${prefix}/contributions`
  const own = may('contributions.own')

  server.get(base, { ...own, schema: { response: { 200: ContributionList } } }, async (request) => ({
    items: [...(await contributionList(app, who(request), await slug(request)))],
  }))

  server.get<{ Params: Id }>(`${base}/:id`, { ...own, schema: { params: Id, response: { 200: Contribution } } }, async (request) =>
    contribution(app, who(request), await slug(request), request.params.id),
  )

  server.put<{ Params: Static<typeof OfItem>; Body: ItemChange }>(
    `${base}/:id/items/:index`,
    { ...own, bodyLimit: bodyLimits.question, schema: { params: OfItem, body: ItemChange, response: { 200: Contribution } } },
    async (request) => {
      const { id, index } = request.params
      return changeItem(app, who(request), await slug(request), id, Number(index), request.body)
    },
  )

  server.post<{ Params: Id; Body: Static<typeof SubmitContribution> }>(
    `${base}/:id/submit`,
    { ...own, schema: { params: Id, body: SubmitContribution, response: { 200: Submitted } } },
    async (request) => submitContribution(app, who(request), await slug(request), request.params.id, request.body.version),
  )

  server.delete<{ Params: Id }>(`${base}/:id`, { ...own, schema: { params: Id } }, async (request, reply) => {
    await discardContribution(app, who(request), await slug(request), request.params.id)
    return reply.code(204).send()
  })

  server.get<{ Params: Static<typeof OfPicture> }>(
    `${prefix}/pictures/:digest`,
    { ...may('pictures.see'), schema: { params: OfPicture } },
    async (request, reply) => {
      const { digest } = request.params
      const picture = await bankPicture(app, who(request), await slug(request), digest)
      // Known by its content: it never changes. The policy keeps a browser from running anything a file might hold.
      return reply
        .type(picture.mediaType)
        .header('cache-control', 'private, max-age=86400, immutable')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(Buffer.from(picture.bytes))
    },
  )

  server.register(async (uploads) => {
    acceptFiles(uploads)
    uploads.post(base, { ...own, bodyLimit: bodyLimits.file, schema: { response: { 201: Contribution } } }, async (request, reply) =>
      reply.code(201).send(await uploadContribution(app, who(request), await slug(request), fileOf(request))),
    )
    uploads.post(
      `${prefix}/pictures`,
      { ...own, bodyLimit: bodyLimits.picture, schema: { response: { 201: KeptPicture } } },
      async (request, reply) => reply.code(201).send(await addPicture(app, who(request), await slug(request), fileOf(request).bytes)),
    )
  })
}

const OfLink = Type.Object({ slug: Type.String(), id: Type.String() })

export function uploadLinkRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/upload-links'
  const manage = { config: { audience: 'staff', permission: 'links.manage' } } as const

  server.get<{ Params: OfContest }>(
    base,
    { ...manage, schema: { params: OfContest, response: { 200: UploadLinkList } } },
    async (request) => ({ items: [...(await uploadLinks(app, staffOf(request), request.params.slug))] }),
  )

  server.post<{ Params: OfContest; Body: Static<typeof NewUploadLink> }>(
    base,
    { ...manage, schema: { params: OfContest, body: NewUploadLink, response: { 201: MadeUploadLink } } },
    async (request, reply) => reply.code(201).send(await makeUploadLink(app, staffOf(request), request.params.slug, request.body)),
  )

  server.delete<{ Params: Static<typeof OfLink> }>(`${base}/:id`, { ...manage, schema: { params: OfLink } }, async (request, reply) => {
    await revokeLink(app, staffOf(request), request.params.slug, request.params.id)
    return reply.code(204).send()
  })
}
