/** `hoithi backup FILE`, `hoithi restore FILE`: one file with the database and the key files. Guard it like the keys. */
import type { Command } from 'commander'
import { backup, restore, type BackupSummary } from '#store/backup/backup.ts'
import type { Config } from '#config.ts'
import { command, run, type CommonOptions } from '../command.ts'
import type { Output } from '../output.ts'

const installation = ({ database, data }: Config) => ({ address: database, dataDirectory: data })

function summarise(output: Output, done: string, file: string, summary: BackupSummary): void {
  const rows = Object.values(summary.rows).reduce((sum, count) => sum + count, 0)
  output.result({ file, ...summary }, [`${done} ${file}: ${String(rows)} dòng. Tệp này chứa cả khoá: hãy giữ kín như chìa khoá.`])
}

export function backupCommand(): Command {
  return command('backup <file>').action((file: string, options: CommonOptions) =>
    run(options, async (output, config) => {
      const summary = await backup(installation(config), file, Date.now(), (table, rows) => {
        output.progress(`${table}: ${String(rows)}`)
      })
      summarise(output, 'Đã sao lưu vào', file, summary)
    }),
  )
}

export function restoreCommand(): Command {
  return command('restore <file>').action((file: string, options: CommonOptions) =>
    run(options, async (output, config) => {
      const summary = await restore(file, installation(config), Date.now(), (table, rows) => {
        output.progress(`${table}: ${String(rows)}`)
      })
      summarise(output, 'Đã khôi phục từ', file, summary)
    }),
  )
}
