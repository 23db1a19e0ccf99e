/** `hoithi roster import FILE --contest S [--units FILE] [--dry-run]` */
import type { Command } from 'commander'
import { ContestError } from '#contest/errors.ts'
import { readUnits } from '#formats/people/units.ts'
import { importRoster, importUnits } from '#usecases/people/people.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { readImportFile } from '../files.ts'
import { findingLine } from '../output.ts'
import { waiting } from './requests.ts'

interface Options extends CommonOptions {
  readonly contest: string
  readonly units?: string
  readonly dryRun?: boolean
}

export function rosterCommand(): Command {
  const imports = command('import <file>', 'people who may enter (XLSX or CSV); nobody is removed')
    .requiredOption('--contest <slug>', 'the contest')
    .option('--units <file>', 'list of units with their aliases, imported first')
    .option('--dry-run', 'say what would happen and write nothing')
    .action((file: string, options: Options) =>
      runWithApp(options, async (app, output) => {
        const dryRun = options.dryRun === true
        const who = { kind: 'command' } as const
        const units = options.units === undefined ? undefined : readImportFile(options.units)
        const known = units === undefined ? undefined : readUnits(units.bytes, { fileName: units.name })
        if (known?.hasErrors === true) throw new ContestError('file-invalid', { findings: known.findings })
        if (units !== undefined && !dryRun) await importUnits(app, who, options.contest, units, { dryRun })
        const done = await importRoster(app, who, options.contest, readImportFile(file), {
          dryRun,
          ...(known === undefined ? {} : { units: known.units }),
        })
        output.result({ dryRun, ...done }, [
          ...done.findings.map(findingLine),
          ...waiting(done),
          `${dryRun ? 'Sẽ thêm' : done.request === null ? 'Đã thêm' : 'Đề nghị thêm'} ${done.added}, sửa ${done.updated}, giữ nguyên ${done.unchanged} người; gộp ${done.duplicates.length} dòng trùng`,
        ])
        if (dryRun && done.findings.some(({ severity }) => severity === 'error')) process.exitCode = 1
      }),
    )
  return group('roster', [imports])
}
