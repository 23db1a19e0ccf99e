/** Routes of a round's blueprint, its lock, and the release of the lock; each answers with how things are afterwards. */
import { Type, type Static } from 'typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BlueprintEdit, ReleaseRequest, RoundBlueprint } from '#contract/blueprint.ts'
import type { Permission } from '#usecases/access.ts'
import type { App } from '#usecases/app.ts'
import { editBlueprint, roundBlueprint } from '#usecases/rounds/blueprint.ts'
import { agreeRelease, askRelease, lockQuestions, withdrawRelease } from '#usecases/rounds/locking.ts'
import { staffOf } from '../guard.ts'

const OfRound = Type.Object({ slug: Type.String(), key: Type.String() })
type OfRound = Static<typeof OfRound>

const may = (permission: Permission) => ({ config: { audience: 'staff', permission } }) as const
const schema = { params: OfRound, response: { 200: RoundBlueprint } } as const

export function blueprintRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/rounds/:key'
  const seen = (request: FastifyRequest<{ Params: OfRound }>) =>
    roundBlueprint(app, staffOf(request), request.params.slug, request.params.key)

  server.get<{ Params: OfRound }>(`${base}/blueprint`, { ...may('blueprint.see'), schema }, seen)

  server.put<{ Params: OfRound; Body: BlueprintEdit }>(
    `${base}/blueprint`,
    { ...may('blueprint.edit'), schema: { ...schema, body: BlueprintEdit } },
    (request) => editBlueprint(app, staffOf(request), request.params.slug, request.params.key, request.body),
  )

  server.post<{ Params: OfRound }>(`${base}/lock`, { ...may('questions.lock'), schema }, async (request) => {
    await lockQuestions(app, staffOf(request), request.params.slug, request.params.key)
    return seen(request)
  })

  server.post<{ Params: OfRound; Body: Static<typeof ReleaseRequest> }>(
    `${base}/release`,
    { ...may('lock.release'), schema: { ...schema, body: ReleaseRequest } },
    async (request) => {
      await askRelease(app, staffOf(request), request.params.slug, request.params.key, request.body.reason)
      return roundBlueprint(app, staffOf(request), request.params.slug, request.params.key)
    },
  )

  server.post<{ Params: OfRound }>(`${base}/release/agree`, { ...may('lock.release'), schema }, async (request) => {
    await agreeRelease(app, staffOf(request), request.params.slug, request.params.key)
    return seen(request)
  })

  server.delete<{ Params: OfRound }>(`${base}/release`, { ...may('lock.release'), schema }, async (request) => {
    await withdrawRelease(app, staffOf(request), request.params.slug, request.params.key)
    return seen(request)
  })
}
