/** `hoithi migrate` */
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { openApp } from '#main.ts'
import { openDatabase } from '#store/database/database.ts'
import { nothingYet, schemaState, type SchemaState } from '#store/database/migrate.ts'
import type { Config } from '#config.ts'
import { command, run, type CommonOptions } from '../command.ts'

export function migrateCommand(): Command {
  return command('migrate').action((options: CommonOptions) =>
    run(options, async (output, config) => {
      const before = await stateOf(config)
      // By the door of every start, which refuses keys without their data and data without its keys.
      const { close } = await openApp(config, 'command')
      await close()
      const applied = before.pending
      output.result({ ...(await stateOf(config)), newlyApplied: applied }, [
        applied.length === 0 ? 'Cơ sở dữ liệu đã ở phiên bản này.' : `Đã áp dụng: ${applied.join(', ')}`,
      ])
    }),
  )
}

async function stateOf({ database: address }: Config): Promise<SchemaState> {
  if (address.dialect === 'sqlite' && !existsSync(address.file)) return nothingYet
  const database = openDatabase(address, { connections: 1 })
  try {
    return await schemaState(database)
  } finally {
    await database.close()
  }
}
