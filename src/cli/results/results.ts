/** `hoithi results export --contest S [--round R] --out DIR | conclusion --contest S [--publish DIGEST]` */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { ContestError } from '#contest/errors.ts'
import { hasResult } from '#contest/round-life.ts'
import { roundOverviews } from '#usecases/contests/overview.ts'
import { concludeContest, conclusionDraft } from '#usecases/results/conclusion.ts'
import { exportRound } from '#usecases/results/files/exports.ts'
import { command, group, roundWordNamed, runWithApp, type CommonOptions } from '../command.ts'
import { table } from '../output.ts'
import { revokeCommand } from './revoke.ts'

interface Options extends CommonOptions {
  readonly contest: string
  readonly round?: string
  readonly out: string
}

const who = { kind: 'command' } as const

export function resultsCommand(): Command {
  const exports = command('export', 'standings and awards as CSV and XLSX; files that exist are not overwritten')
    .requiredOption('--contest <slug>', 'the contest')
    .option('--round <round>', 'one round; all tallied rounds if left out')
    .requiredOption('--out <directory>', 'where to write')
    .action((options: Options) =>
      runWithApp(options, async (app, output) => {
        const { rounds } = await roundOverviews(app, who, options.contest)
        const wanted =
          options.round === undefined ? rounds.filter(({ status }) => hasResult(status)).map(({ key }) => key) : [options.round]
        mkdirSync(options.out, { recursive: true })
        const written: string[] = []
        for (const key of wanted) {
          for (const format of ['csv', 'xlsx'] as const) {
            output.progress(`${key}: ${format}`)
            const file = await exportRound(app, who, options.contest, key, format)
            const path = join(options.out, file.name)
            if (existsSync(path)) throw new ContestError('target-exists', { file: path })
            writeFileSync(path, file.bytes, { flag: 'wx' })
            written.push(path)
          }
        }
        output.result(
          { files: written },
          written.length === 0 ? [`Chưa có ${await roundWordNamed(app, options)} thi nào được chấm.`] : written,
        )
      }),
    )
  const conclusion = command('conclusion', 'the prizes of the units over all rounds; with --publish they become public')
    .requiredOption('--contest <slug>', 'the contest')
    .option('--publish <digest>', 'the digest this command printed before: what was looked at is what is published')
    .action((options: CommonOptions & { readonly contest: string; readonly publish?: string }) =>
      runWithApp(options, async (app, output) => {
        if (options.publish !== undefined) await concludeContest(app, who, options.contest, { digest: options.publish })
        const draft = await conclusionDraft(app, who, options.contest, { q: '', page: 1, pageSize: Infinity })
        output.result(draft, [
          ...table(
            ['HẠNG', 'ĐƠN VỊ', 'DỰ THI', 'SỐ NGƯỜI', 'GIẢI'],
            draft.items.map(({ rank, name, participants, headcount, awarded, undecided, level = 'được giải' }) => [
              ...[rank, name, participants, headcount],
              awarded ? level : undecided ? 'chờ Ban Giám khảo' : '',
            ]),
          ),
          '',
          draft.publishedAt === null
            ? draft.awaited.length > 0
              ? `Chưa công bố được, còn chờ: ${draft.awaited.join(', ')}`
              : `Chưa công bố. Để công bố: --publish ${draft.digest}`
            : 'Đã công bố.',
        ])
      }),
    )
  return group('results', [exports, conclusion, revokeCommand()])
}
