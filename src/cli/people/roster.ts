/** `hoithi roster import|set|remove|show|unlock` */
import type { Command } from 'commander'
import { ContestError } from '#contest/errors.ts'
import { oneContestant, unlockContestant } from '#usecases/identity/one-contestant.ts'
import { editPerson } from '#usecases/people/by-hand.ts'
import { readUnits } from '#formats/people/units.ts'
import { importRoster, importUnits } from '#usecases/people/people.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { readImportFile } from '../files.ts'
import { findingLine } from '../output.ts'
import { attemptCommand } from './attempt.ts'
import { changeLines, waiting } from './requests.ts'

interface Options extends CommonOptions {
  readonly contest: string
  readonly units?: string
  readonly dryRun?: boolean
}

interface SetOptions extends Options {
  readonly new?: boolean
  readonly code?: string
  readonly name?: string
  readonly position?: string
  readonly unit?: string
  readonly phone?: string
}

const who = { kind: 'command' } as const
const ofContest = (made: Command): Command => made.requiredOption('--contest <slug>', 'the contest')

export function rosterCommand(): Command {
  const imports = command('import <file>', 'people who may enter (XLSX or CSV); nobody is removed')
    .requiredOption('--contest <slug>', 'the contest')
    .option('--units <file>', 'list of units with their aliases, imported first')
    .option('--dry-run', 'say what would happen and write nothing')
    .action((file: string, options: Options) =>
      runWithApp(options, async (app, output) => {
        const dryRun = options.dryRun === true
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
  const set = ofContest(command('set <code>', 'change one person, or add one with --new; what is not named stays'))
    .option('--new', 'add the person')
    .option('--code <code>', 'another staff code')
    .option('--name <name>', 'the full name')
    .option('--position <position>', 'the position')
    .option('--unit <code>', 'code of the unit')
    .option('--phone <phone>', 'the phone number; empty: none')
    .option('--dry-run', 'say what would happen and write nothing')
    .action((code: string, options: SetOptions) =>
      runWithApp(options, async (app, output) => {
        const now = options.new === true ? null : await oneContestant(app, who, options.contest, code)
        const person = {
          ...{ staffCode: options.code ?? now?.staffCode ?? code, fullName: options.name ?? now?.fullName ?? '' },
          ...{ position: options.position ?? now?.position ?? '', unit: options.unit ?? now?.unitCode ?? '' },
          ...(options.phone === undefined ? {} : { phone: options.phone || null }),
        }
        const edit = { act: 'put', id: now?.id ?? null, person } as const
        const done = await editPerson(app, who, options.contest, edit, { dryRun: options.dryRun === true })
        output.result(done, changeLines(done, options.dryRun === true))
      }),
    )
  const remove = ofContest(command('remove <code>', 'remove one person who has not begun to take part'))
    .option('--dry-run', 'say what would happen and write nothing')
    .action((code: string, options: Options) =>
      runWithApp(options, async (app, output) => {
        const { id } = await oneContestant(app, who, options.contest, code)
        const done = await editPerson(app, who, options.contest, { act: 'remove', id }, { dryRun: options.dryRun === true })
        output.result(done, changeLines(done, options.dryRun === true))
      }),
    )
  const show = ofContest(command('show <code>', 'one person: can they sign in, what they began and submitted')).action(
    (code: string, options: Options) =>
      runWithApp(options, async (app, output) => {
        const one = await oneContestant(app, who, options.contest, code)
        const { can, hasPhone, barred, wrongTries } = one.signIn
        output.result(one, [
          `${one.fullName} (${one.staffCode}), ${one.unit}`,
          can ? 'Đăng nhập được' : `Không đăng nhập được:${hasPhone ? '' : ' chưa có số điện thoại'}${barred ? ' thuộc một ban' : ''}`,
          `Số lần thử sai gần đây: ${String(wrongTries)}`,
          ...one.attempts.map(({ round, number, state, code: receipt }) =>
            `${round}, lượt ${String(number)}: ${state} ${receipt ?? ''}`.trimEnd(),
          ),
        ])
      }),
  )
  const unlock = ofContest(command('unlock <code>', 'let a person sign in again at once after wrong tries')).action(
    (code: string, options: Options) =>
      runWithApp(options, async (app, output) => {
        await unlockContestant(app, who, options.contest, code)
        output.result({ code, unlocked: true }, [`${code} đăng nhập lại được ngay`])
      }),
  )
  return group('roster', [imports, set, remove, show, unlock, attemptCommand()])
}
