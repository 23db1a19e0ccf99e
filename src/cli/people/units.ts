/** `hoithi units import FILE --contest S` */
import type { Command } from 'commander'
import { importUnits } from '#usecases/people/people.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { readImportFile } from '../files.ts'
import { findingLine } from '../output.ts'
import { waiting } from './requests.ts'

export function unitsCommand(): Command {
  const imports = command('import <file>', 'units with code, name, kind, headcount and aliases (CSV or XLSX)')
    .requiredOption('--contest <slug>', 'the contest')
    .option('--dry-run', 'say what would happen and write nothing')
    .action((file: string, options: CommonOptions & { readonly contest: string; readonly dryRun?: boolean }) =>
      runWithApp(options, async (app, output) => {
        const done = await importUnits(app, { kind: 'command' }, options.contest, readImportFile(file), { dryRun: options.dryRun === true })
        output.result(done, [
          ...done.findings.map(findingLine),
          ...waiting(done),
          `${options.dryRun === true ? 'Sẽ nhập' : done.request === null ? 'Đã nhập' : 'Đề nghị nhập'} ${done.units} đơn vị`,
        ])
      }),
    )
  return group('units', [imports])
}
