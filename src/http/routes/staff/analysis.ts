/** The analysis of a round's questions, for a page and as a file. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { AnalysisProgress, RoundAnalysis } from '#contract/analysis.ts'
import { analysisFile } from '#usecases/analysis/file.ts'
import type { App } from '#usecases/app.ts'
import { startRoundAnalysis } from '#usecases/analysis/item-analysis.ts'
import { staffOf } from '../../guard.ts'
import { OfRound } from '../params.ts'

const config = { audience: 'staff', permission: 'analysis.see' } as const

/** A round of some ten thousand entries is read by then; of a larger one the page is told how far it is. */
const PATIENCE_MS = 1500

export function analysisRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/rounds/:key'

  server.get<{ Params: OfRound }>(
    `${base}/analysis`,
    { config, schema: { params: OfRound, response: { 200: RoundAnalysis, 202: AnalysisProgress } } },
    async (request, reply) => {
      const { slug, key } = request.params
      const { analysis, done, total } = await startRoundAnalysis(app, staffOf(request), slug, key)
      const ready = await Promise.race([analysis, sleep(PATIENCE_MS, null, { ref: false })])
      return ready ?? reply.code(202).send({ ready: false, done: done(), total })
    },
  )

  server.get<{ Params: OfRound }>(`${base}/analysis.xlsx`, { config, schema: { params: OfRound } }, async (request, reply) => {
    const { slug, key } = request.params
    const { name, mediaType, bytes } = await analysisFile(app, staffOf(request), slug, key)
    return reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`).send(bytes)
  })
}
