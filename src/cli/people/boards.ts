/** `hoithi boards import|list|remove` */
import type { Command } from 'commander'
import { boardPage } from '#usecases/people/board-members.ts'
import { editSeat } from '#usecases/people/by-hand.ts'
import { importBoards } from '#usecases/people/people.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { readImportFile } from '../files.ts'
import { findingLine, table } from '../output.ts'
import { changeLines, waiting } from './requests.ts'

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
  const list = command('list', 'members of the boards, with whom of the roster each shuts out')
    .requiredOption('--contest <slug>', 'the contest')
    .action((options: CommonOptions & { readonly contest: string }) =>
      runWithApp(options, async (app, output) => {
        const { items } = await boardPage(app, { kind: 'command' }, options.contest)
        const rows = items.map(({ id, board, fullName, role, bars }) => {
          const certain = bars.filter((one) => one.certain)
          return [id, board, fullName, role, certain.map(({ staffCode }) => staffCode).join(' ')] as const
        })
        output.result(items, table(['MÃ', 'BAN', 'HỌ TÊN', 'NHIỆM VỤ', 'KHÔNG ĐƯỢC DỰ THI'], rows))
      }),
    )
  const remove = command('remove <id>', 'remove one member; who it shut out may take part again')
    .requiredOption('--contest <slug>', 'the contest')
    .option('--dry-run', 'say what would happen and write nothing')
    .action((id: string, options: CommonOptions & { readonly contest: string; readonly dryRun?: boolean }) =>
      runWithApp(options, async (app, output) => {
        const dryRun = options.dryRun === true
        const done = await editSeat(app, { kind: 'command' }, options.contest, { act: 'remove', id }, { dryRun })
        output.result(done, changeLines(done, dryRun))
      }),
    )
  return group('boards', [imports, list, remove])
}
