/** Routes of the people of a contest: the list, and uploads of the roster and the boards (the file is the raw body, its name is in `x-file-name`, URL-encoded). */
import { pageSize } from '#contest/limits.ts'
import { Type, type Static } from 'typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { bodyLimits } from '#contest/limits.ts'
import { maskedProfile } from '#contest/person.ts'
import { ErasureAsked, PersonalData, SeenErasure } from '#contract/contests.ts'
import {
  BoardList,
  ContestantPage,
  DoubtDecision,
  DoubtList,
  LastChange,
  PeopleApproval,
  PeopleEdited,
  PeopleImport,
  type RowMends,
  PeopleRequestDetail,
  PeopleRequestList,
  PersonEdit,
  SeatEdit,
  UnitDetail,
  UnitEdit,
  UnitList,
  UnitNames,
  UnitsImport,
} from '#contract/people.ts'
import { Digest } from '#contract/values.ts'
import type { App } from '#usecases/app.ts'
import { boardPage } from '#usecases/people/board-members.ts'
import { editPerson, editSeat, editUnits, lastPeopleChange, undoPeople } from '#usecases/people/by-hand.ts'
import { contestantPage, exportRoster } from '#usecases/people/contestants.ts'
import { agreeToErase, askToErase, personalData, withdrawErasure } from '#usecases/people/erasure/acts.ts'
import { importBoards, importRoster, importUnits } from '#usecases/people/people.ts'
import { approvePeopleRequest, listPeopleRequests, refusePeopleRequest, showPeopleRequest } from '#usecases/people/requests.ts'
import { decideDoubt, listDoubts } from '#usecases/people/same-person.ts'
import { exportUnits, unitDetail, unitNames, unitPage } from '#usecases/people/units.ts'
import type { ExportFile } from '#usecases/files.ts'
import { staffOf } from '../../guard.ts'
import { acceptFiles, fileOf, mendedFileOf } from '../../uploads.ts'
import { ListQuery, may, pageOf } from './requests.ts'
import { OfContest } from '../params.ts'

const Query = Type.Object({ dryRun: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])), seen: Type.Optional(Digest) })
const DoubtQuery = Type.Object({ page: ListQuery.properties.page, state: Type.Optional(Type.Enum(['waiting', 'decided'] as const)) })
type DoubtQuery = Static<typeof DoubtQuery>

interface Upload {
  readonly Params: OfContest
  readonly Querystring: Static<typeof Query>
}

export function peopleRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: OfContest; Querystring: ListQuery }>(
    '/api/staff/contests/:slug/contestants',
    { ...may('roster.see'), schema: { params: OfContest, querystring: ListQuery, response: { 200: ContestantPage } } },
    async (request) => {
      const query = pageOf(request.query)
      const { total, items } = await contestantPage(app, staffOf(request), request.params.slug, query)
      return {
        ...{ total, page: query.page, pageSize },
        items: items.map(({ unit, boards, submitted, ...person }) => ({
          ...maskedProfile(person),
          ...{ unit: unit.name, unitCode: unit.code, boards: [...boards], submitted: [...submitted] },
        })),
      }
    },
  )

  requestRoutes(server, app)
  doubtRoutes(server, app)
  unitRoutes(server, app)
  handRoutes(server, app)

  server.register(async (uploads) => {
    acceptFiles(uploads)
    const base = '/api/staff/contests/:slug'
    const schema = { params: OfContest, querystring: Query }

    uploads.post<Upload>(
      `${base}/units/import`,
      { ...may('roster.import'), bodyLimit: bodyLimits.file, schema: { ...schema, response: { 200: UnitsImport } } },
      async (request) => {
        const dryRun = request.query.dryRun === 'true'
        return { dryRun, ...(await importUnits(app, staffOf(request), request.params.slug, fileOf(request), { dryRun })) }
      },
    )

    const imported = { ...schema, response: { 200: PeopleImport } }
    uploads.post<Upload>(
      `${base}/roster/import`,
      { ...may('roster.import'), bodyLimit: bodyLimits.file, schema: imported },
      async (request) => {
        const dryRun = isRehearsed(request.query)
        const { file, mends } = mendedFileOf(request)
        return { dryRun, ...(await importRoster(app, staffOf(request), request.params.slug, file, { dryRun, mends: mendsOf(mends) })) }
      },
    )
    uploads.post<Upload>(
      `${base}/boards/import`,
      { ...may('boards.import'), bodyLimit: bodyLimits.file, schema: imported },
      async (request) => {
        const dryRun = isRehearsed(request.query)
        return { dryRun, ...(await importBoards(app, staffOf(request), request.params.slug, fileOf(request), { dryRun })) }
      },
    )
  })
}

const OfRequest = Type.Object({ slug: Type.String(), id: Type.String() })
type OfRequest = Static<typeof OfRequest>

/** What waits for a second person; each act answers with how things are afterwards. */
function requestRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/people-requests'
  const answer = { params: OfRequest, response: { 200: PeopleRequestDetail } } as const

  server.get<{ Params: OfContest }>(
    base,
    { ...may('roster.import'), schema: { params: OfContest, response: { 200: PeopleRequestList } } },
    async (request) => ({ items: [...(await listPeopleRequests(app, staffOf(request), request.params.slug))] }),
  )

  server.get<{ Params: OfRequest }>(`${base}/:id`, { ...may('roster.import'), schema: answer }, (request) =>
    showPeopleRequest(app, staffOf(request), request.params.slug, request.params.id),
  )

  server.post<{ Params: OfRequest; Body: Static<typeof PeopleApproval> }>(
    `${base}/:id/approve`,
    { ...may('people.approve'), schema: { ...answer, body: PeopleApproval } },
    async (request) => {
      const { slug, id } = request.params
      await approvePeopleRequest(app, staffOf(request), slug, id, request.body.digest)
      return showPeopleRequest(app, staffOf(request), slug, id)
    },
  )

  server.post<{ Params: OfRequest }>(`${base}/:id/refuse`, { ...may('roster.import'), schema: answer }, async (request) => {
    const { slug, id } = request.params
    await refusePeopleRequest(app, staffOf(request), slug, id)
    return showPeopleRequest(app, staffOf(request), slug, id)
  })
}

function doubtRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/doubts'

  server.get<{ Params: OfContest; Querystring: DoubtQuery }>(
    base,
    { ...may('doubts.see'), schema: { params: OfContest, querystring: DoubtQuery, response: { 200: DoubtList } } },
    (request) => {
      const { page } = pageOf(request.query)
      const decided = request.query.state === 'decided'
      return listDoubts(app, staffOf(request), request.params.slug, { decided, page, pageSize })
    },
  )

  server.post<{ Params: OfContest; Body: Static<typeof DoubtDecision> }>(
    base,
    { ...may('doubts.decide'), schema: { params: OfContest, body: DoubtDecision } },
    async (request, reply) => {
      await decideDoubt(app, staffOf(request), request.params.slug, request.body)
      return reply.code(204).send()
    },
  )
}

const Format = Type.Enum(['csv', 'xlsx'] as const)
const unitFilters = {
  q: ListQuery.properties.q,
  below: ListQuery.properties.unit,
  state: Type.Optional(Type.Enum(['in-force', 'ended', 'all'] as const)),
}
const UnitQuery = Type.Object({ ...unitFilters, page: ListQuery.properties.page })
type UnitQuery = Static<typeof UnitQuery>
const UnitExport = Type.Object({ ...unitFilters, format: Format })
type UnitExport = Static<typeof UnitExport>
const NamesQuery = Type.Object({ q: ListQuery.properties.q, code: ListQuery.properties.unit })
type NamesQuery = Static<typeof NamesQuery>
const RosterExport = Type.Object({ q: ListQuery.properties.q, unit: ListQuery.properties.unit, format: Format })
type RosterExport = Static<typeof RosterExport>
const OfUnit = Type.Object({ slug: Type.String(), code: Type.String() })
type OfUnit = Static<typeof OfUnit>

const unitsAsked = ({ q = '', below = '', state = 'all' }: Partial<UnitQuery>) => ({ q, below, state })

const send = (reply: FastifyReply, { name, mediaType, bytes }: ExportFile): FastifyReply =>
  reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`).send(bytes)

/** Lists, and what is taken away of them. */
function unitRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug'

  server.get<{ Params: OfContest; Querystring: UnitQuery }>(
    `${base}/units/list`,
    { ...may('roster.see'), schema: { params: OfContest, querystring: UnitQuery, response: { 200: UnitList } } },
    (request) => unitPage(app, staffOf(request), request.params.slug, { ...unitsAsked(request.query), ...paging(request.query) }),
  )

  server.get<{ Params: OfContest; Querystring: NamesQuery }>(
    `${base}/units/names`,
    { ...may('roster.see'), schema: { params: OfContest, querystring: NamesQuery, response: { 200: UnitNames } } },
    (request) => {
      const { q = '', code = '' } = request.query
      return unitNames(app, staffOf(request), request.params.slug, { q, code })
    },
  )

  server.get<{ Params: OfUnit }>(
    `${base}/units/:code`,
    { ...may('roster.see'), schema: { params: OfUnit, response: { 200: UnitDetail } } },
    (request) => unitDetail(app, staffOf(request), request.params.slug, request.params.code),
  )

  server.get<{ Params: OfContest; Querystring: UnitExport }>(
    `${base}/units/export`,
    { ...may('roster.import'), schema: { params: OfContest, querystring: UnitExport } },
    async (request, reply) => {
      const { format } = request.query
      return send(reply, await exportUnits(app, staffOf(request), request.params.slug, unitsAsked(request.query), { format }))
    },
  )

  server.get<{ Params: OfContest; Querystring: RosterExport }>(
    `${base}/contestants/export`,
    { ...may('roster.import'), schema: { params: OfContest, querystring: RosterExport } },
    async (request, reply) => {
      const { q = '', unit = '', format } = request.query
      return send(reply, await exportRoster(app, staffOf(request), request.params.slug, { q, unit }, { format }))
    },
  )

  server.get<{ Params: OfContest }>(
    `${base}/boards`,
    { ...may('roster.see'), schema: { params: OfContest, response: { 200: BoardList } } },
    (request) => boardPage(app, staffOf(request), request.params.slug),
  )
}

const paging = ({ page }: Pick<UnitQuery, 'page'>) => {
  const asked = pageOf(page === undefined ? {} : { page })
  return { page: asked.page, pageSize: asked.pageSize }
}

interface Edit<Body> {
  readonly Params: OfContest
  readonly Querystring: Static<typeof Query>
  readonly Body: Body
}

/** One thing at a time, first as a rehearsal that says what it would do. */
function handRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug'
  const schema = { params: OfContest, querystring: Query, response: { 200: PeopleEdited } } as const

  server.post<Edit<UnitEdit>>(
    `${base}/units/edit`,
    { ...may('roster.import'), bodyLimit: bodyLimits.bank, schema: { ...schema, body: UnitEdit } },
    async (request) => {
      const dryRun = isRehearsed(request.query)
      return {
        dryRun,
        ...(await editUnits(app, staffOf(request), request.params.slug, request.body, { dryRun, seen: request.query.seen })),
      }
    },
  )

  server.post<Edit<PersonEdit>>(
    `${base}/roster/edit`,
    { ...may('roster.import'), schema: { ...schema, body: PersonEdit } },
    async (request) => {
      const dryRun = isRehearsed(request.query)
      return {
        dryRun,
        ...(await editPerson(app, staffOf(request), request.params.slug, request.body, { dryRun, seen: request.query.seen })),
      }
    },
  )

  server.post<Edit<SeatEdit>>(
    `${base}/boards/edit`,
    { ...may('boards.import'), schema: { ...schema, body: SeatEdit } },
    async (request) => {
      const dryRun = isRehearsed(request.query)
      return { dryRun, ...(await editSeat(app, staffOf(request), request.params.slug, request.body, { dryRun, seen: request.query.seen })) }
    },
  )

  server.get<{ Params: OfContest }>(
    `${base}/people/last-change`,
    { ...may('roster.import'), schema: { params: OfContest, response: { 200: LastChange } } },
    async (request) => ({ last: await lastPeopleChange(app, staffOf(request), request.params.slug) }),
  )

  server.post<{ Params: OfContest; Querystring: Static<typeof Query> }>(
    `${base}/people/undo`,
    { ...may('roster.import'), schema },
    async (request) => {
      const dryRun = isRehearsed(request.query)
      return { dryRun, ...(await undoPeople(app, staffOf(request), request.params.slug, { dryRun, seen: request.query.seen })) }
    },
  )

  erasureRoutes(server, app)
}

function erasureRoutes(server: FastifyInstance, app: App): void {
  const path = '/api/staff/contests/:slug/personal-data'
  const schema = { params: OfContest, response: { 200: PersonalData } }

  server.get<{ Params: OfContest }>(path, { ...may('archive.see'), schema }, (request) =>
    personalData(app, staffOf(request), request.params.slug),
  )

  server.post<{ Params: OfContest; Body: ErasureAsked }>(
    path,
    { ...may('archive.erase'), schema: { ...schema, body: ErasureAsked } },
    async (request) => {
      await askToErase(app, staffOf(request), request.params.slug, request.body)
      return personalData(app, staffOf(request), request.params.slug)
    },
  )

  server.post<{ Params: OfContest; Body: SeenErasure }>(
    `${path}/agree`,
    { ...may('archive.erase'), schema: { ...schema, body: SeenErasure } },
    async (request) => {
      await agreeToErase(app, staffOf(request), request.params.slug, request.body.digest)
      return personalData(app, staffOf(request), request.params.slug)
    },
  )

  server.delete<{ Params: OfContest }>(path, { ...may('archive.erase'), schema }, async (request) => {
    await withdrawErasure(app, staffOf(request), request.params.slug)
    return personalData(app, staffOf(request), request.params.slug)
  })
}

/** What is not said of a row stays as the file has it. */
const mendsOf = (mends: RowMends) =>
  mends.map(({ row, values }) => ({
    row,
    values: values === null ? null : Object.fromEntries(Object.entries(values).filter(([, text]) => text !== undefined)),
  }))

const isRehearsed = ({ dryRun }: Static<typeof Query>): boolean => dryRun === 'true'
