/** `hoithi questions import FILE… --contest S [--format F] [--dry-run] | lock --contest S [--round KEY]` */
import { Option, type Command } from 'commander'
import { questionFormats, type QuestionFormat } from '#formats/question-format.ts'
import { readQuestions } from '#formats/questions.ts'
import { lockQuestions } from '#usecases/locking.ts'
import { importQuestions, type ImportFile, type QuestionImport } from '#usecases/questions.ts'
import { command, group, run, runWithApp, type CommonOptions } from './command.ts'
import { readImportFile } from './files.ts'
import { findingLine, type Output } from './output.ts'

interface ImportOptions extends CommonOptions {
  readonly contest?: string
  readonly format: QuestionFormat | 'auto'
  readonly dryRun?: boolean
}

export function questionsCommand(): Command {
  const imports = command('import <file...>', 'questions with answers, as offices send them')
    .option('--contest <slug>', 'the contest; a dry run can do without')
    .addOption(new Option('--format <format>', 'what the files are').choices(['auto', ...questionFormats]).default('auto'))
    .option('--dry-run', 'print what was understood and write nothing')
    .action(async (paths: string[], options: ImportOptions, self: Command) => {
      const { contest, format } = options
      const dryRun = options.dryRun === true
      if (contest === undefined) {
        if (!dryRun) self.error('--contest is needed unless it is a --dry-run', { exitCode: 2 })
        await run(options, (output) => Promise.resolve(preview(output, paths.map(readImportFile), format)))
        return
      }
      await runWithApp(options, async (app, output) => {
        const imported = await importQuestions(app, { kind: 'command' }, contest, paths.map(readImportFile), { dryRun, format })
        if (dryRun) print(output, imported)
        else {
          output.result(
            imported.map(({ fileName, added, repeated }) => ({ fileName, added, repeated: repeated.filter((one) => one).length })),
            imported.map(
              ({ fileName, added, repeated }) => `${fileName}: đã nhập ${added} câu, đã có sẵn ${repeated.filter((one) => one).length} câu`,
            ),
          )
        }
      })
    })
  const lock = command('lock', 'lock the question sets of the rounds that have not opened and have none')
    .requiredOption('--contest <slug>', 'the contest')
    .option('--round <key>', 'this round only')
    .action((options: CommonOptions & { readonly contest: string; readonly round?: string }) =>
      runWithApp(options, async (app, output) => {
        const locked = await lockQuestions(app, { kind: 'command' }, options.contest, options.round ?? null)
        output.result(locked, [
          ...locked.findings.map(findingLine),
          ...locked.sets.map(({ round, questions, digest }) => `Đã chốt ${questions} câu cho ${round}; mã bộ đề ${digest}`),
        ])
      }),
    )
  return group('questions', 'the question bank', [imports, lock])
}

function preview(output: Output, files: readonly ImportFile[], format: QuestionFormat | 'auto'): void {
  print(
    output,
    files.map((file) => {
      const read = readQuestions(file.bytes, { fileName: file.name, format })
      return { ...read, fileName: file.name, added: read.questions.length, repeated: read.questions.map(() => false) }
    }),
  )
}

/** One file prints `{format, questions, findings}`; several print a list of these. */
function print(output: Output, imported: readonly QuestionImport[]): void {
  const shown = imported.map(({ fileName, format, questions, findings }) => ({
    fileName,
    format,
    questions: questions.map(({ content, place, findings: doubts }) => ({
      place,
      stem: content.stem,
      options: content.options,
      correct: content.correct,
      ...(content.source === null ? {} : { source: content.source }),
      ...(content.topic === null ? {} : { topic: content.topic }),
      ...(content.difficulty === null ? {} : { difficulty: content.difficulty }),
      findings: doubts,
    })),
    findings,
  }))
  output.result(
    shown.length === 1 ? shown[0] : shown,
    imported.flatMap(({ fileName, format, questions, findings, added }) => [
      ...[...findings, ...questions.flatMap((question) => question.findings)].map(findingLine),
      `${fileName} (${format ?? 'không rõ định dạng'}): đọc được ${questions.length} câu, sẽ nhập ${added} câu`,
    ]),
  )
  if (imported.some(({ hasErrors }) => hasErrors)) process.exitCode = 1
}
