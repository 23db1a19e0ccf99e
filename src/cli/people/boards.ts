/** `hoithi boards import FILE --contest S [--dry-run]` */
import type { Command } from 'commander'
import { importBoards } from '#usecases/people/people.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { readImportFile } from '../files.ts'
import { findingLine } from '../output.ts'
import { waiting } from './requests.ts'

export function boardsCommand(): Command {
  const imports = command('import <file>', 'members of the three boards, who may not enter (XLSX or CSV)')
    .requiredOption('--contest <slug>', 'the contest')
    .option('--dry-run', 'say what would happen and write nothing')
    .action((file: string, options: CommonOptions & { readonly contest: string; readonly dryRun?: boolean }) =>
      runWithApp(options, async (app, output) => {
        const dryRun = options.dryRun === true
        const done = await importBoards(app, { kind: 'command' }, options.contest, readImportFile(file), { dryRun })
        output.result({ dryRun, ...done }, [
          ...done.findings.map(findingLine),
          ...waiting(done),
          `${dryRun ? 'Sẽ thêm' : done.request === null ? 'Đã thêm' : 'Đề nghị thêm'} ${done.added} thành viên, đã có ${done.unchanged}`,
        ])
        if (dryRun && done.findings.some(({ severity }) => severity === 'error')) process.exitCode = 1
      }),
    )
  return group('boards', [imports])
}
