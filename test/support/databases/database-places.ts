/** Places for databases that tests and benchmarks make and remove: a file, or a database on the cluster of HOITHI_TEST_POSTGRES. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { DatabaseAddress, Dialect } from '#store/database/database.ts'

/** A place where a database can be opened, and removed again. */
export interface TestPlace {
  readonly address: DatabaseAddress
  remove(): Promise<void>
}

/** @param migrated as it would be after `migrate` where that takes long: a copy of the one postgres-setup.ts made */
export async function makePlace(dialect: Dialect, migrated = false): Promise<TestPlace> {
  if (dialect === 'sqlite') {
    const directory = mkdtempSync(join(tmpdir(), 'hoithi-sqlite-'))
    return {
      address: { dialect, file: join(directory, 'hoithi.sqlite') },
      remove: () => {
        rmSync(directory, { recursive: true, force: true })
        return Promise.resolve()
      },
    }
  }
  const name = `test_${randomBytes(8).toString('hex')}`
  const template = migrated ? process.env['HOITHI_TEST_MIGRATED'] : undefined
  await onCluster(`create database ${name}${template === undefined ? '' : ` template ${template}`}`)
  const url = new URL(clusterUrl())
  url.pathname = `/${name}`
  return { address: { dialect, url: url.href }, remove: () => onCluster(`drop database ${name} with (force)`) }
}

function clusterUrl(): string {
  const url = process.env['HOITHI_TEST_POSTGRES']
  if (url === undefined)
    throw new Error('HOITHI_TEST_POSTGRES is not set: run the tests through vitest with test/support/databases/postgres-setup.ts')
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
