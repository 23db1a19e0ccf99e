/** A migration ended by kill -9 at any of its statements: the next start finishes it, and what was there is there. */
import { spawnSync } from 'node:child_process'
import { sql, type Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { insertContestRows, testCodec } from '#test/support/contest-rows.ts'
import { makePlace } from '#test/support/databases/databases.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { contestMigration } from './migrations/0001-contest.ts'

/** Migrates the file and ends itself by SIGKILL before the statement of this number (0: never); prints how many there were. */
const script = (file: string, statement: number): string => `
import { DatabaseSync } from 'node:sqlite'
import { openDatabase } from ${JSON.stringify(new URL('./database.ts', import.meta.url).href)}
import { migrate } from ${JSON.stringify(new URL('./migrate.ts', import.meta.url).href)}
const database = openDatabase({ dialect: 'sqlite', file: ${JSON.stringify(file)} })
let statements = 0
const { prepare } = DatabaseSync.prototype
DatabaseSync.prototype.prepare = function (text) {
  if (++statements === ${String(statement)}) process.kill(process.pid, 'SIGKILL')
  return prepare.call(this, text)
}
await migrate(database)
console.log(statements)
`
const run = (file: string, statement: number) => {
  const { signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script(file, statement)], { encoding: 'utf8' })
  return { killed: signal === 'SIGKILL', statements: Number(stdout) }
}

/** A database of the first schema with people in it. */
async function older(file: string): Promise<void> {
  const database = openDatabase({ dialect: 'sqlite', file })
  await contestMigration.up(database.db as unknown as Kysely<unknown>, 'sqlite')
  await sql`create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null)`.execute(database.db)
  await sql`insert into kysely_migration values ('0001-contest', '2026-01-01T00:00:00.000Z')`.execute(database.db)
  await insertContestRows(database.db, testCodec(), { people: 3 })
  await database.close()
}

describe.each([
  ['a first start', () => Promise.resolve(), 0],
  ['an upgrade with data', older, 3],
] as const)('%s', (_, prepare, people) => {
  it('that is killed is finished by the next', async () => {
    const whole = await makePlace('sqlite')
    if (whole.address.dialect !== 'sqlite') throw new Error('not reached')
    await prepare(whole.address.file)
    const { statements } = run(whole.address.file, 0)
    expect(statements).toBeGreaterThan(20)
    await whole.remove()
    for (const part of [0.1, 0.3, 0.5, 0.7, 0.9, 1]) {
      const place = await makePlace('sqlite')
      if (place.address.dialect !== 'sqlite') throw new Error('not reached')
      await prepare(place.address.file)
      expect(run(place.address.file, Math.ceil(part * statements)).killed).toBe(true)
      const database = openDatabase(place.address)
      await migrate(database)
      expect(await migrate(database)).toEqual([])
      const { count } = await database.db
        .selectFrom('contestant')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      expect(count).toBe(people)
      await database.close()
      await place.remove()
    }
  })
})
