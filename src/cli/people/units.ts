/** `hoithi units import|list|set|remove|merge`: each with `--dry-run`, which says what would happen. */
import { InvalidArgumentError, type Command } from 'commander'
import { readDay } from '#contest/calendar.ts'
import { editUnits } from '#usecases/people/by-hand.ts'
import { importUnits } from '#usecases/people/people.ts'
import { unitDetail, unitPage } from '#usecases/people/units.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { readImportFile } from '../files.ts'
import { findingLine, table } from '../output.ts'
import { changeLines, waiting } from './requests.ts'

interface Options extends CommonOptions {
  readonly contest: string
  readonly dryRun?: boolean
}

interface SetOptions extends Options {
  readonly new?: boolean
  readonly name?: string
  readonly kind?: string
  readonly headcount?: number
  readonly alias?: readonly string[]
  readonly parent?: string
  readonly from?: string
  readonly until?: string
}

const who = { kind: 'command' } as const

const ofContest = (made: Command): Command => made.requiredOption('--contest <slug>', 'the contest')
const rehearsed = (made: Command): Command => ofContest(made).option('--dry-run', 'say what would happen and write nothing')

const count = (text: string): number => {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('a whole number')
  return Number(text)
}
const day = (text: string): string => {
  const read = readDay(text)
  if (read === null) throw new InvalidArgumentError('a day like 2025-06-30')
  return read
}
const several = (text: string, before: readonly string[] = []): readonly string[] => [...before, text]

export function unitsCommand(): Command {
  const imports = rehearsed(
    command('import <file>', 'units with code, name, kind, headcount, aliases, parent and days (CSV or XLSX)'),
  ).action((file: string, options: Options) =>
    runWithApp(options, async (app, output) => {
      const done = await importUnits(app, who, options.contest, readImportFile(file), { dryRun: options.dryRun === true })
      output.result(done, [
        ...done.findings.map(findingLine),
        ...waiting(done),
        `${options.dryRun === true ? 'Sẽ nhập' : done.request === null ? 'Đã nhập' : 'Đề nghị nhập'} ${done.units} đơn vị`,
      ])
    }),
  )
  const list = ofContest(command('list', 'units with their people, as a tree')).action((options: Options) =>
    runWithApp(options, async (app, output) => {
      const query = { q: '', below: '', state: 'all', page: 1, pageSize: 100_000 } as const
      const { items } = await unitPage(app, who, options.contest, query)
      const rows = items.map(({ code, name, depth, headcount, people, validUntil }) => {
        return [code, `${'  '.repeat(depth)}${name}`, headcount, people, validUntil ?? ''] as const
      })
      output.result(items, table(['MÃ', 'TÊN', 'SỐ NGƯỜI', 'TRONG DANH SÁCH', 'ĐẾN NGÀY'], rows))
    }),
  )
  const set = rehearsed(command('set <code>', 'change a unit; what is not named stays'))
    .option('--new', 'make it')
    .option('--name <name>', 'the name')
    .option('--kind <kind>', 'the kind')
    .option('--headcount <number>', 'how many people work there', count)
    .option('--alias <spelling>', 'another spelling, in place of those it has; may be repeated', several)
    .option('--parent <code>', 'the unit it belongs to; empty: none')
    .option('--from <day>', 'its first day', day)
    .option('--until <day>', 'its last day', day)
    .action((code: string, options: SetOptions) =>
      runWithApp(options, async (app, output) => {
        const isNew = options.new === true
        const none = { name: code, kind: '', headcount: 0, aliases: [], parent: null, validFrom: null, validUntil: null }
        const now = isNew ? none : await unitDetail(app, who, options.contest, code)
        const { name = now.name, kind = now.kind, headcount = now.headcount, alias = now.aliases } = options
        const parent = options.parent === undefined ? now.parent : options.parent || null
        const days = { validFrom: options.from ?? now.validFrom, validUntil: options.until ?? now.validUntil }
        const unit = { code, name, kind, headcount, aliases: [...alias], parent, ...days }
        const done = await editUnits(app, who, options.contest, { act: 'put', isNew, unit }, { dryRun: options.dryRun === true })
        output.result(done, changeLines(done, options.dryRun === true))
      }),
    )
  const remove = rehearsed(command('remove <code>', 'remove a unit nobody is in')).action((code: string, options: Options) =>
    runWithApp(options, async (app, output) => {
      const done = await editUnits(app, who, options.contest, { act: 'remove', code }, { dryRun: options.dryRun === true })
      output.result(done, changeLines(done, options.dryRun === true))
    }),
  )
  const merge = rehearsed(command('merge <from> <into>', 'move everybody of a unit to another, which takes its names'))
    .option('--headcount <number>', 'how many people the other has then; without it the sum of both', count)
    .action((from: string, into: string, options: Options & { readonly headcount?: number }) =>
      runWithApp(options, async (app, output) => {
        const both = [await unitDetail(app, who, options.contest, from), await unitDetail(app, who, options.contest, into)]
        const headcount = options.headcount ?? both.reduce((sum, unit) => sum + unit.headcount, 0)
        const done = await editUnits(
          app,
          who,
          options.contest,
          { act: 'merge', from, into, headcount },
          { dryRun: options.dryRun === true },
        )
        output.result(done, changeLines(done, options.dryRun === true))
      }),
    )
  return group('units', [imports, list, set, remove, merge])
}
