/** `hoithi contest apply FILE | list | show SLUG` */
import type { Command } from 'commander'
import { roundWordOf } from '#contest/rulebook/round-word.ts'
import { ContestError } from '#contest/errors.ts'
import { formatInstant } from '#contest/wording.ts'
import { announceContest, applyContest, contests, pastRounds } from '#usecases/contests/apply.ts'
import { contestOverview } from '#usecases/contests/overview.ts'
import { rulesFile } from '#usecases/contests/rules.ts'
import { findContest } from '#usecases/find.ts'
import { reasonOf } from '#usecases/reason.ts'
import { command, group, roundWordNamed, runWithApp, type CommonOptions } from '../command.ts'
import { readImportFile } from '../files.ts'
import { table } from '../output.ts'

const who = { kind: 'command' } as const

export function contestCommand(): Command {
  const apply = command('apply <file>', 'make a contest from its rules (contest.yaml), or change them')
    .option('--past', 'rounds may lie in the past: a contest that is over')
    .option('--reason <text>', 'why announced rules change, for everybody to read')
    .action((file: string, options: CommonOptions & { readonly past?: true; readonly reason?: string }) =>
      runWithApp(options, async (app, output) => {
        const { readContestYaml } = await import('#formats/contests/yaml.ts')
        const read = readContestYaml(Buffer.from(readImportFile(file).bytes).toString('utf8'))
        if (!read.ok) throw new ContestError('rules-invalid', { file, findings: read.findings })
        const findings = options.past === true ? [] : await pastRounds(app, read.value)
        if (findings.length > 0) throw new ContestError('rounds-past', { file, findings })
        const reason = options.reason === undefined ? null : reasonOf(options.reason)
        const applied = await applyContest(app, who, read.value, { reason })
        output.result(applied, [
          `${applied.created ? 'Đã tạo' : 'Đã cập nhật'} hội thi ${applied.slug}, các ${roundWordOf(read.value)} thi: ${applied.rounds.join(', ')}`,
        ])
      }),
  )
  const announce = command('announce <slug>', 'let anybody read a contest that was prepared on its pages, and its rounds open').action(
    (slug: string, options: CommonOptions) =>
      runWithApp(options, async (app, output) => {
        const { rulesDigest } = await findContest(app, slug)
        await announceContest(app, who, slug, rulesDigest)
        output.result({ slug, announced: true }, [`Đã công bố hội thi ${slug}`])
      }),
  )
  const rules = command('rules <slug>', 'the rules of a contest as a contest.yaml').action((slug: string, options: CommonOptions) =>
    runWithApp(options, async (app, output) => {
      const text = Buffer.from((await rulesFile(app, who, slug)).bytes).toString('utf8')
      output.result({ slug, yaml: text }, [text.trimEnd()])
    }),
  )
  const list = command('list', 'all contests').action((options: CommonOptions) =>
    runWithApp(options, async (app, output) => {
      const all = await contests(app)
      output.result(
        all.map(({ slug, rules, demo, rulesDigest }) => ({ slug, title: rules.title, demo, rulesDigest })),
        table(
          ['MÃ', 'TÊN'],
          all.map(({ slug, rules, demo }) => [slug, demo ? `${rules.title} (dùng thử)` : rules.title]),
        ),
      )
    }),
  )
  const show = command('show <slug>', 'a contest, its rounds, and what blocks the next step').action(
    (slug: string, options: CommonOptions) =>
      runWithApp(options, async (app, output) => {
        const overview = await contestOverview(app, who, slug, { waits: true })
        output.result(overview, [
          overview.title,
          `Thí sinh ${overview.contestants} · đơn vị ${overview.units} · thành viên các ban ${overview.boardMembers} · câu hỏi ${overview.questions}`,
          `Bộ đề đã chốt: ${overview.lockedSet === null ? 'chưa' : `${overview.lockedSet.questions} câu, ${overview.lockedSet.digest}`}`,
          '',
          ...table(
            [(await roundWordNamed(app, { contest: slug })).toUpperCase(), 'TRẠNG THÁI', 'MỞ', 'KẾT THÚC', 'VÀO THI', 'ĐÃ NỘP'],
            overview.rounds.map((round) => [
              round.key,
              round.status,
              formatInstant(round.opensAt, overview.zone, 'vi'),
              formatInstant(round.closesAt, overview.zone, 'vi'),
              round.started,
              round.submitted,
            ]),
          ),
          '',
          ...overview.checklist.map(
            ({ id, done, next, roundKey, detail }) =>
              `${done ? '✓' : next ? '→' : '·'} ${id}${roundKey === null ? '' : ` ${roundKey}`}${detail === null ? '' : `: ${detail.vi}`}`,
          ),
        ])
      }),
  )
  return group('contest', [apply, announce, rules, list, show])
}
