/** `hoithi migrate` */
import { mkdirSync } from 'node:fs'
import type { Command } from 'commander'
import { openDatabase } from '#store/database/database.ts'
import { migrate, schemaState } from '#store/database/migrate.ts'
import { command, run, type CommonOptions } from '../command.ts'

export function migrateCommand(): Command {
  return command('migrate', 'bring the database to the schema of this version').action((options: CommonOptions) =>
    run(options, async (output, config) => {
      mkdirSync(config.data, { recursive: true, mode: 0o700 })
      const database = openDatabase(config.database)
      try {
        const applied = await migrate(database)
        const state = await schemaState(database)
        output.result({ ...state, newlyApplied: applied }, [
          applied.length === 0 ? 'Cơ sở dữ liệu đã ở phiên bản này.' : `Đã áp dụng: ${applied.join(', ')}`,
        ])
      } finally {
        await database.close()
      }
    }),
  )
}
