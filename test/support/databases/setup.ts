/**
 * Vitest global setup: one cluster for the whole run, unless HOITHI_TEST_POSTGRES names one already, or none is wanted; and of
 * each database a migrated one, which the tests copy.
 */
import { openDatabase, type Dialect } from '#store/database/database.ts'
import { migrate } from '#store/database/migrate.ts'
import { makePlace, migratedPlaces, type TestPlace } from './places.ts'
import { startPostgres } from './postgres.ts'

export default async function setup(): Promise<() => Promise<void>> {
  const sqlite = await makeMigrated('sqlite')
  if (process.env['HOITHI_TEST_SQLITE_ONLY'] === '1') return () => sqlite.remove()
  const cluster = process.env['HOITHI_TEST_POSTGRES'] === undefined ? await startPostgres({ isDurable: false }) : null
  if (cluster !== null) process.env['HOITHI_TEST_POSTGRES'] = cluster.url
  const postgres = await makeMigrated('postgres')
  return async () => {
    await sqlite.remove()
    await postgres.remove()
    await cluster?.stop()
  }
}

async function makeMigrated(dialect: Dialect): Promise<TestPlace> {
  const place = await makePlace(dialect)
  const database = openDatabase(place.address, { connections: 1 })
  await migrate(database)
  await database.close()
  const { address } = place
  process.env[migratedPlaces[dialect]] = address.dialect === 'sqlite' ? address.file : new URL(address.url).pathname.slice(1)
  return place
}
