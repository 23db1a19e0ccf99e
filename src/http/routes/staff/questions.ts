/** The desk of the question bank. */
import { Ordinal } from '#contract/values.ts'
import { Type, type Static } from 'typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { bodyLimits } from '#contest/limits.ts'
import {
  Assignment,
  BankPage,
  BankQuery,
  BankQuestion,
  BulkAct,
  BulkOutcome,
  NewComment,
  NewQuestion,
  QuestionEdit,
  SimilarPage,
  StateChange,
  Tie,
} from '#contract/questions.ts'
import type { App } from '#usecases/app.ts'
import { assignQuestion, commentQuestion, editQuestion, moveQuestion, tieQuestions, writeQuestion } from '#usecases/questions/acts.ts'
import { changeMany } from '#usecases/questions/bulk.ts'
import { exportQuestions, templateFile } from '#usecases/questions/export.ts'
import { bankPage, similarPage } from '#usecases/questions/list.ts'
import { bankQuestion } from '#usecases/questions/question.ts'
import { staffOf } from '../../guard.ts'
import { OfContest } from '../params.ts'
import { may } from './requests.ts'

const base = '/api/staff/contests/:slug/questions'
const bodyLimit = bodyLimits.bank

const OfQuestion = Type.Object({ slug: Type.String(), code: Type.String() })
type OfQuestion = Static<typeof OfQuestion>
const PageQuery = Type.Object({ page: Type.Optional(Ordinal) })
const ExportQuery = Type.Object({
  ...BankQuery.properties,
  format: Type.String({ maxLength: 20 }),
  key: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
})

export function questionRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: OfContest; Querystring: BankQuery }>(
    base,
    { ...may('questions.see'), schema: { params: OfContest, querystring: BankQuery, response: { 200: BankPage } } },
    (request) => bankPage(app, staffOf(request), request.params.slug, request.query),
  )

  server.get<{ Params: OfContest; Querystring: Static<typeof PageQuery> }>(
    `${base}/similar`,
    { ...may('questions.see'), schema: { params: OfContest, querystring: PageQuery, response: { 200: SimilarPage } } },
    (request) => similarPage(app, staffOf(request), request.params.slug, Number(request.query.page ?? '1')),
  )

  server.get<{ Params: OfContest; Querystring: Static<typeof ExportQuery> }>(
    `${base}/export`,
    { ...may('questions.export'), schema: { params: OfContest, querystring: ExportQuery } },
    async (request, reply) => {
      const { format, key, ...filters } = request.query
      const file = await exportQuestions(app, staffOf(request), request.params.slug, { format, withKey: key !== 'false', filters })
      // Of very many the first: the audit names them all.
      const skipped = [file.skipped.length, ...file.skipped.slice(0, 100).map(({ place }) => place)]
      return sendFile(reply.header('x-left-out', file.dropped.join(',')).header('x-skipped', skipped.join(',')), file)
    },
  )

  server.get<{ Params: OfContest }>(
    `${base}/template.xlsx`,
    { ...may('contributions.own'), schema: { params: OfContest } },
    async (request, reply) => sendFile(reply, await templateFile(app, staffOf(request), request.params.slug)),
  )

  server.post<{ Params: OfContest; Body: Static<typeof NewQuestion> }>(
    base,
    { ...may('questions.edit'), bodyLimit, schema: { params: OfContest, body: NewQuestion, response: { 201: BankQuestion } } },
    async (request, reply) => {
      const code = await writeQuestion(app, staffOf(request), request.params.slug, request.body.content)
      return reply.code(201).send(await bankQuestion(app, staffOf(request), request.params.slug, code))
    },
  )

  server.post<{ Params: OfContest; Body: BulkAct }>(
    `${base}/bulk`,
    { ...may('questions.see'), bodyLimit, schema: { params: OfContest, body: BulkAct, response: { 200: BulkOutcome } } },
    (request) => changeMany(app, staffOf(request), request.params.slug, request.body),
  )

  server.get<{ Params: OfQuestion }>(
    `${base}/:code`,
    { ...may('questions.see'), schema: { params: OfQuestion, response: { 200: BankQuestion } } },
    (request) => bankQuestion(app, staffOf(request), request.params.slug, request.params.code),
  )

  questionActs(server, app)
}

/** Each answers with the question as it is then. */
function questionActs(server: FastifyInstance, app: App): void {
  const answer = { 200: BankQuestion }
  const one = `${base}/:code`

  server.put<{ Params: OfQuestion; Body: QuestionEdit }>(
    one,
    { ...may('questions.edit'), bodyLimit, schema: { params: OfQuestion, body: QuestionEdit, response: answer } },
    async (request) => {
      const { slug, code } = request.params
      await editQuestion(app, staffOf(request), slug, code, request.body)
      return bankQuestion(app, staffOf(request), slug, code)
    },
  )

  server.post<{ Params: OfQuestion; Body: StateChange }>(
    `${one}/state`,
    { ...may('questions.see'), schema: { params: OfQuestion, body: StateChange, response: answer } },
    async (request) => {
      const { slug, code } = request.params
      await moveQuestion(app, staffOf(request), slug, code, request.body)
      return bankQuestion(app, staffOf(request), slug, code)
    },
  )

  server.post<{ Params: OfQuestion; Body: Static<typeof NewComment> }>(
    `${one}/comments`,
    { ...may('questions.review'), schema: { params: OfQuestion, body: NewComment, response: answer } },
    async (request) => {
      const { slug, code } = request.params
      await commentQuestion(app, staffOf(request), slug, code, request.body.text)
      return bankQuestion(app, staffOf(request), slug, code)
    },
  )

  server.post<{ Params: OfQuestion; Body: Assignment }>(
    `${one}/assignee`,
    { ...may('questions.edit'), schema: { params: OfQuestion, body: Assignment, response: answer } },
    async (request) => {
      const { slug, code } = request.params
      await assignQuestion(app, staffOf(request), slug, code, request.body)
      return bankQuestion(app, staffOf(request), slug, code)
    },
  )

  server.put<{ Params: OfQuestion; Body: Tie }>(
    `${one}/apart`,
    { ...may('questions.edit'), schema: { params: OfQuestion, body: Tie, response: answer } },
    async (request) => {
      const { slug, code } = request.params
      await tieQuestions(app, staffOf(request), slug, code, request.body)
      return bankQuestion(app, staffOf(request), slug, code)
    },
  )
}

const sendFile = (reply: FastifyReply, { name, mediaType, bytes }: { name: string; mediaType: string; bytes: Uint8Array }) =>
  reply
    .type(mediaType)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
