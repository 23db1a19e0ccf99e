/** Places for databases that tests and benchmarks make and remove: a file, or a database on the cluster of HOITHI_TEST_POSTGRES. */
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { DatabaseAddress, Dialect } from '#store/database/database.ts'

/** A place where a database can be opened, and removed again. */
export interface TestPlace {
  readonly address: DatabaseAddress
  remove(): Promise<void>
}

/** Where the tests are told of the migrated file and database that are copied; elsewhere there are none. */
export const migratedPlaces: Readonly<Record<Dialect, string>> = { sqlite: 'HOITHI_TEST_MIGRATED_FILE', postgres: 'HOITHI_TEST_MIGRATED' }

/** @param migrated as it would be after `migrate` where that takes long: a copy of the one setup.ts made */
export async function makePlace(dialect: Dialect, migrated = false): Promise<TestPlace> {
  const template = migrated ? process.env[migratedPlaces[dialect]] : undefined
  if (dialect === 'sqlite') {
    const directory = mkdtempSync(join(tmpdir(), 'hoithi-sqlite-'))
    const file = join(directory, 'hoithi.sqlite')
    if (template !== undefined) copyFileSync(template, file)
    return {
      address: { dialect, file },
      remove: () => {
        rmSync(directory, { recursive: true, force: true })
        return Promise.resolve()
      },
    }
  }
  const name = `test_${randomBytes(8).toString('hex')}`
  await onCluster(`create database ${name}${template === undefined ? '' : ` template ${template}`}`)
  const url = new URL(clusterUrl())
  url.pathname = `/${name}`
  return { address: { dialect, url: url.href }, remove: () => onCluster(`drop database ${name} with (force)`) }
}

function clusterUrl(): string {
  const url = process.env['HOITHI_TEST_POSTGRES']
  if (url === undefined)
    throw new Error('HOITHI_TEST_POSTGRES is not set: run the tests through vitest with test/support/databases/setup.ts')
  return url
}

async function onCluster(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl() })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
