/**
 * Vitest global setup: one cluster for the whole run, unless HOITHI_TEST_POSTGRES names one already, or none is wanted; and a
 * migrated database on it, which the tests copy.
 */
import { openDatabase } from '#store/database/database.ts'
import { migrate } from '#store/database/migrate.ts'
import { makePlace } from './database-places.ts'
import { startPostgres } from './postgres.ts'

export default async function setup(): Promise<() => Promise<void>> {
  if (process.env['HOITHI_TEST_SQLITE_ONLY'] === '1') return () => Promise.resolve()
  const cluster = process.env['HOITHI_TEST_POSTGRES'] === undefined ? await startPostgres({ isDurable: false }) : null
  if (cluster !== null) process.env['HOITHI_TEST_POSTGRES'] = cluster.url
  const migrated = await makePlace('postgres')
  const database = openDatabase(migrated.address, { connections: 1 })
  await migrate(database)
  await database.close()
  if (migrated.address.dialect === 'postgres') process.env['HOITHI_TEST_MIGRATED'] = new URL(migrated.address.url).pathname.slice(1)
  return async () => {
    await migrated.remove()
    await cluster?.stop()
  }
}
