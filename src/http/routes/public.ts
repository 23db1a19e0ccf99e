/** Routes anybody may call. */
import { Type } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { ContestList, PracticePaper, PublicContest, Rulebook, ServerTime, UnitBoard } from '#contract/contests.ts'
import type { App, SharedAnswers } from '#usecases/app.ts'
import { pageOfConclusion, publishedConclusion } from '#usecases/results/conclusion.ts'
import { publishedRound } from '#usecases/results/published.ts'
import { announcedContests, openings, pageOfBoard, publicContest, publicRulebook, publicUnitBoard } from '#usecases/contests/public.ts'
import { practice, practicePicture } from '#usecases/contests/practice.ts'
import { requireInvitation } from '#usecases/taking-part/invitations.ts'
import { findReceipt, roundCheckpoint } from '#usecases/taking-part/receipts.ts'
import { countedLookUp } from '#usecases/identity/tries.ts'
import { findAnnounced, findRound } from '#usecases/find.ts'
import { ConclusionPage, ResultsQuery, RoundResults } from '#contract/results.ts'
import { KnownInvitation, ReceiptLookup } from '#contract/taking-part.ts'
import { Openings } from '#contract/rounds.ts'
import { Digest, Ordinal } from '#contract/values.ts'
import type { Live } from '../live.ts'
import { askedUnits, OfContest, OfRound, PagedQuery } from './params.ts'

const config = { audience: 'public' } as const
const OfPracticePicture = Type.Object({ slug: Type.String(), digest: Digest })
const PracticeQuery = Type.Object({ paper: Type.Optional(Ordinal) })

/** @param lobbies hear when rounds open, by slug of the contest */
export function publicRoutes(server: FastifyInstance, app: App, cache: SharedAnswers, lobbies: Live): void {
  server.get('/api/time', { config, schema: { response: { 200: ServerTime } } }, () => ({ now: app.clock.now() }))

  server.get('/api/contests', { config, schema: { response: { 200: ContestList } } }, () =>
    cache.share('contests', async () =>
      (await announcedContests(app)).map(({ slug, rules, demo }) => ({
        slug,
        title: rules.title,
        organiser: rules.organiser.name,
        demo,
        rehearsal: app.rehearsalPass !== null,
      })),
    ),
  )

  server.get<{ Params: OfContest }>(
    '/api/contests/:slug',
    { config, schema: { params: OfContest, response: { 200: PublicContest } } },
    ({ params: { slug } }) => cache.share(`contest ${slug}`, () => publicContest(app, slug)),
  )

  const openingsOf = (slug: string) => cache.share(`openings ${slug}`, () => openings(app, slug))
  server.get<{ Params: OfContest }>(
    '/api/contests/:slug/openings',
    { config, schema: { params: OfContest, response: { 200: Openings } } },
    ({ params: { slug } }) => openingsOf(slug),
  )

  server.get<{ Params: OfContest }>(
    '/api/contests/:slug/openings/live',
    { config, exposeHeadRoute: false, schema: { params: OfContest } },
    (request, reply) => lobbies.listen(request.params.slug, request, reply),
  )

  server.get<{ Params: OfContest; Querystring: { lang?: string } }>(
    '/api/contests/:slug/rulebook',
    { config, schema: { params: OfContest, response: { 200: Rulebook } } },
    async ({ params: { slug }, query }) => {
      const language = query.lang === 'en' ? 'en' : 'vi'
      const { title, sections, versions } = await cache.share(`rulebook ${slug}`, () => publicRulebook(app, slug))
      return {
        title: title[language],
        versions: versions.map(({ number, at, reason, changed }) => ({
          ...{ number, at, reason },
          changed: changed.map(({ id, before, after }) => ({ id, before: before?.[language] ?? null, after: after?.[language] ?? null })),
        })),
        sections: sections.map((section) => ({
          id: section.id,
          title: section.title[language],
          clauses: section.clauses.map(({ id, text }) => ({ id, text: text[language] })),
        })),
      }
    },
  )

  server.get<{ Params: OfContest; Querystring: { paper?: string } }>(
    '/api/contests/:slug/practice',
    { config, schema: { params: OfContest, querystring: PracticeQuery, response: { 200: PracticePaper } } },
    ({ params: { slug }, query: { paper = '1' } }) => cache.share(`practice ${slug} ${paper}`, () => practice(app, slug, Number(paper))),
  )

  server.get<{ Params: OfContest; Querystring: PagedQuery }>(
    '/api/contests/:slug/units',
    { config, schema: { params: OfContest, querystring: PagedQuery, response: { 200: UnitBoard } } },
    async ({ params: { slug }, query }) =>
      pageOfBoard(await cache.share(`units ${slug}`, () => publicUnitBoard(app, slug)), askedUnits(query)),
  )

  server.get<{ Params: OfRound; Querystring: ResultsQuery }>(
    '/api/contests/:slug/rounds/:key/results',
    { config, schema: { params: OfRound, querystring: ResultsQuery, response: { 200: RoundResults } } },
    ({ params: { slug, key }, query: { version } }) =>
      cache.share(`results ${slug} ${key} ${version ?? ''}`, () =>
        publishedRound(app, slug, key, version === undefined ? null : Number(version)),
      ),
  )

  server.get<{ Params: OfContest; Querystring: PagedQuery }>(
    '/api/contests/:slug/conclusion',
    { config, schema: { params: OfContest, querystring: PagedQuery, response: { 200: ConclusionPage } } },
    async ({ params: { slug }, query }) => {
      const whole = await cache.share(`conclusion ${slug}`, () => publishedConclusion(app, slug))
      return { publishedAt: whole.publishedAt, ...pageOfConclusion(whole, askedUnits(query)) }
    },
  )

  server.get<{ Params: OfRound }>(
    '/api/contests/:slug/rounds/:key/checkpoint',
    { config, schema: { params: OfRound } },
    async ({ params: { slug, key } }, reply) => {
      const round = await findRound(app, await findAnnounced(app, slug), key)
      reply.header('cache-control', 'public, max-age=1')
      return reply.type('text/plain; charset=utf-8').send(await roundCheckpoint(app, round))
    },
  )

  server.get<{ Params: { code: string } }>(
    '/api/receipts/:code',
    { config, schema: { response: { 200: ReceiptLookup } } },
    ({ params: { code }, ip }) => countedLookUp(app, ip, () => findReceipt(app, code)),
  )

  server.get<{ Params: { slug: string; digest: string } }>(
    '/api/contests/:slug/practice/pictures/:digest',
    { config, schema: { params: OfPracticePicture } },
    async ({ params: { slug, digest } }, reply) => {
      const picture = await practicePicture(app, slug, digest)
      // Kept for minutes only: a question may be withdrawn.
      return reply
        .type(picture.mediaType)
        .header('cache-control', 'public, max-age=300')
        .header('content-security-policy', "default-src 'none'")
        .header('x-content-type-options', 'nosniff')
        .send(Buffer.from(picture.bytes))
    },
  )

  server.get<{ Params: { slug: string; invitation: string } }>(
    '/api/contests/:slug/invitations/:invitation',
    { config, schema: { response: { 200: KnownInvitation } } },
    ({ params: { slug, invitation } }) => requireInvitation(app, slug, invitation),
  )
}
