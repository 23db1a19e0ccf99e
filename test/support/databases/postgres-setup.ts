/** Vitest global setup: one cluster for the whole run, unless HOITHI_TEST_POSTGRES names one already, or none is wanted. */
import { startPostgres } from './postgres.ts'

export default async function setup(): Promise<() => Promise<void>> {
  if (process.env['HOITHI_TEST_POSTGRES'] !== undefined || process.env['HOITHI_TEST_SQLITE_ONLY'] === '1') return () => Promise.resolve()
  const cluster = await startPostgres()
  process.env['HOITHI_TEST_POSTGRES'] = cluster.url
  return () => cluster.stop()
}
