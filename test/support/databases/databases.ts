/** Tests of the store run once on SQLite and once on PostgreSQL, each on databases of its own. */
import { sql } from 'kysely'
import { afterAll, afterEach, describe } from 'vitest'
import { tables } from '#store/backup/tables.ts'
import { openDatabase, type Database, type DatabaseAddress, type Dialect } from '#store/database/database.ts'
import { migrate } from '#store/database/migrate.ts'
import { makePlace, type TestPlace } from './places.ts'

export { makePlace }

export interface Maker {
  readonly dialect: Dialect
  /** A migrated, empty database, closed after the test. A test that changes the schema itself takes a bare one. */
  migrated(): Promise<Database>
  /** A database nothing was done to, closed and removed after the test. */
  bare(): Promise<Database>
  /** Runs after the test, before its databases are removed; the last one first. */
  cleanUp(act: () => Promise<void> | void): void
}

/** The quick tests leave PostgreSQL out. */
const dialects: readonly Dialect[] = process.env['HOITHI_TEST_SQLITE_ONLY'] === '1' ? ['sqlite'] : ['sqlite', 'postgres']

export function describeOnEachDatabase(name: string, tests: (maker: Maker) => void): void {
  describe.each(dialects)(`${name} (%s)`, (dialect) => {
    let acts: (() => Promise<void> | void)[] = []
    /** Migrated PostgreSQL databases no test is using: making one takes far longer than emptying it. */
    const idle: TestPlace[] = []
    afterEach(async () => {
      const due = acts.reverse()
      acts = []
      for (const act of due) await act()
    })
    afterAll(async () => {
      for (const place of idle) await place.remove()
    })
    const cleanUp = (act: () => Promise<void> | void): void => {
      acts.push(act)
    }
    const open = (place: TestPlace, leave: () => Promise<void>): Database => {
      cleanUp(leave)
      const database = openDatabase(place.address)
      cleanUp(() => database.close())
      return database
    }
    tests({
      dialect,
      cleanUp,
      bare: async () => {
        const place = await makePlace(dialect)
        return open(place, () => place.remove())
      },
      migrated: async () => {
        const known = idle.pop()
        const place = known ?? (await makePlace(dialect, true))
        const database = open(place, async () => {
          if (dialect === 'sqlite') return place.remove()
          await empty(place.address)
          idle.push(place)
        })
        if (known === undefined) await migrate(database)
        return database
      },
    })
  })
}

/** Far faster than `truncate` on tables this small. */
async function empty(address: DatabaseAddress): Promise<void> {
  const database = openDatabase(address, { connections: 1 })
  await sql
    .raw(
      tables
        .toReversed()
        .map((table) => `delete from ${table}`)
        .join(';'),
    )
    .execute(database.db)
  await database.close()
}
