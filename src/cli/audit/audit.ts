/** `hoithi audit list --contest S | export --contest S --out FILE`, both with `--kind --person --from --to --q` */
import { Option, type Command } from 'commander'
import { auditKinds } from '#contest/events.ts'
import { pageSize } from '#contest/limits.ts'
import { formatDate, formatPreciseTime } from '#contest/wording.ts'
import { auditFormats, exportAudit, type AuditExport } from '#usecases/audit/export.ts'
import { auditTrail, type AuditAsked } from '#usecases/audit/trail.ts'
import { command, group, ordinalOf, runWithApp, type CommonOptions } from '../command.ts'
import { writeNewFile } from '../files.ts'

interface Options extends CommonOptions, AuditAsked {
  readonly contest: string
}
interface ListOptions extends Options {
  readonly page: string
}
interface ExportOptions extends Options {
  readonly format: AuditExport['format']
  readonly out: string
}

const who = { kind: 'command' } as const

const narrowed = (usage: string, description: string): Command =>
  command(usage, description)
    .requiredOption('--contest <slug>', 'the contest')
    .addOption(new Option('--kind <kind>', 'events of one kind').choices(auditKinds).default(''))
    .option('--person <who>', 'a login, a name, or the id of a person', '')
    .option('--from <day>', 'the first day, like 2026-09-07', '')
    .option('--to <day>', 'the last day', '')
    .option('--q <words>', 'words of what is shown', '')

export function auditCommand(): Command {
  const list = narrowed('list', 'what was done in a contest, newest first')
    .option('--page <n>', `so many pages of ${String(pageSize)} lines on`, '1')
    .action((options: ListOptions) =>
      runWithApp(options, async (app, output) => {
        const trail = await auditTrail(app, who, options.contest, { ...options, page: ordinalOf(options.page), pageSize })
        const { zone, total, items } = trail
        output.result(trail, [
          ...items.map(
            ({ at, sentence: { who: by, did } }) => `${formatDate(at, zone)} ${formatPreciseTime(at, zone, 'vi')}  ${by.vi} ${did.vi}.`,
          ),
          `${String(items.length)} trong ${String(total)} dòng`,
        ])
      }),
    )
  const exports = narrowed('export', 'the same as a file; that it was taken is written into it')
    .addOption(new Option('--format <format>', 'of the file').choices(auditFormats).default('csv'))
    .requiredOption('--out <file>', 'where to write; a file that exists is not overwritten')
    .action((options: ExportOptions) =>
      runWithApp(options, async (app, output) => {
        const { bytes } = await exportAudit(app, who, options.contest, options, { format: options.format, language: 'vi' })
        writeNewFile(options.out, bytes)
        output.result({ file: options.out }, [options.out])
      }),
    )
  return group('audit', [list, exports])
}
