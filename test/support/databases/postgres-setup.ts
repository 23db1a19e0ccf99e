/** Vitest global setup: one cluster for the whole run, unless HOITHI_TEST_POSTGRES names one already. */
import { startPostgres } from './postgres.ts'

export default async function setup(): Promise<() => Promise<void>> {
  if (process.env['HOITHI_TEST_POSTGRES'] !== undefined) return () => Promise.resolve()
  const cluster = await startPostgres()
  process.env['HOITHI_TEST_POSTGRES'] = cluster.url
  return () => cluster.stop()
}
