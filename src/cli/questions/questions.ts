/** `hoithi questions import FILE… | list | export | lock`, each `--contest S` */
import { Option, type Command } from 'commander'
import { enteringStates, type EnteringState, type QuestionState } from '#contest/questions/review.ts'
import { excerpt, hasError } from '#formats/findings/findings.ts'
import { groupFindings } from '#formats/findings/grouped.ts'
import { questionFormats, questionParts, type QuestionFormat } from '#formats/questions/format.ts'
import { questionWriters, readQuestions } from '#formats/questions/registry.ts'
import { exportQuestions } from '#usecases/questions/export.ts'
import { bankLines } from '#usecases/questions/list.ts'
import { lockQuestions } from '#usecases/rounds/locking.ts'
import { importQuestions, type QuestionImport } from '#usecases/questions/import.ts'
import { command, group, roundWordNamed, run, runWithApp, type CommonOptions } from '../command.ts'
import { readImportFile, writeNewFile } from '../files.ts'
import { findingLine, table, type Output } from '../output.ts'
import type { ImportFile } from '#usecases/files.ts'

interface ImportOptions extends CommonOptions {
  readonly contest?: string
  readonly format: QuestionFormat | 'auto'
  readonly dryRun?: boolean
  readonly withoutBroken?: boolean
  readonly state: EnteringState
}

interface ListOptions extends CommonOptions {
  readonly contest: string
  readonly state?: QuestionState
}

interface ExportOptions extends CommonOptions {
  readonly contest: string
  readonly format: QuestionFormat
  readonly out: string
  readonly withoutKey?: boolean
}

export function questionsCommand(): Command {
  const imports = command('import <file...>', 'questions with answers, as offices send them')
    .option('--contest <slug>', 'the contest; a dry run can do without')
    .addOption(new Option('--format <format>', 'what the files are').choices(['auto', ...questionFormats]).default('auto'))
    .addOption(new Option('--state <state>', 'submitted: somebody approves them at the desk').choices(enteringStates).default('approved'))
    .option('--without-broken', 'enter the good questions and name those that have to be mended first')
    .option('--dry-run', 'print what was understood and write nothing')
    .action(async (paths: string[], options: ImportOptions, self: Command) => {
      const { contest, format, state } = options
      const dryRun = options.dryRun === true
      if (contest === undefined) {
        if (!dryRun) self.error('--contest is needed unless it is a --dry-run', { exitCode: 2 })
        await run(options, (output) => Promise.resolve(preview(output, paths.map(readImportFile), format)))
        return
      }
      await runWithApp(options, async (app, output) => {
        const withoutBroken = options.withoutBroken === true
        const wanted = { dryRun, format, state, withoutBroken }
        const imported = await importQuestions(app, { kind: 'command' }, contest, paths.map(readImportFile), wanted)
        if (dryRun) print(output, imported)
        else {
          output.result(
            imported.map(({ fileName, added, repeated, toMend }) => ({
              ...{ fileName, added, repeated: repeated.filter((one) => one).length },
              toMend: toMend.map(({ place, findings }) => ({ place, findings })),
            })),
            imported.flatMap(({ fileName, added, repeated, toMend }) => [
              ...toMend.flatMap(({ findings }) => findings.map(findingLine)),
              `${fileName}: đã nhập ${added} câu, đã có sẵn ${repeated.filter((one) => one).length} câu${toMend.length === 0 ? '' : `, chưa nhập ${toMend.length} câu phải sửa`}`,
            ]),
          )
        }
      })
    })
  const lock = command('lock', 'lock the question sets of the rounds that have not opened and have none')
    .requiredOption('--contest <slug>', 'the contest')
    .option('--round <key>', 'this round only')
    .action((options: CommonOptions & { readonly contest: string; readonly round?: string }) =>
      runWithApp(options, async (app, output) => {
        const word = await roundWordNamed(app, options)
        const locked = await lockQuestions(app, { kind: 'command' }, options.contest, options.round ?? null)
        output.result(locked, [
          ...locked.findings.map(findingLine),
          ...locked.sets.map(
            ({ round, questions, known, digest }) =>
              `Đã chốt ${questions} câu cho ${round}, ${known} câu đã có ở ${word} thi trước; mã bộ đề ${digest}`,
          ),
        ])
      }),
    )
  return group('questions', [imports, listCommand(), exportCommand(), lock])
}

const who = { kind: 'command' } as const
const stateNames = { draft: 'nháp', submitted: 'chờ duyệt', approved: 'đã duyệt', retired: 'đã loại' } as const

function listCommand(): Command {
  return command('list', 'the questions of the bank with their states; --json has all they say')
    .requiredOption('--contest <slug>', 'the contest')
    .addOption(new Option('--state <state>', 'those of one state').choices(Object.keys(stateNames)))
    .action(({ contest, state, ...options }: ListOptions) =>
      runWithApp(options, async (app, output) => {
        const lines = await bankLines(app, who, contest, state)
        output.result(
          lines,
          table(
            ['MÃ', 'TRẠNG THÁI', 'BẢN', 'ĐƠN VỊ GỬI', 'CÂU HỎI'],
            lines.map((line) => [line.code, stateNames[line.state], line.version, line.unit ?? '', excerpt(line.content.stem)]),
          ),
        )
      }),
    )
}

function exportCommand(): Command {
  return command('export', 'the submitted and approved questions as a file; nothing is overwritten')
    .requiredOption('--contest <slug>', 'the contest')
    .addOption(new Option('--format <format>', 'what to write').choices(questionWriters.map((one) => one.format)).makeOptionMandatory())
    .requiredOption('--out <file>', 'where to write')
    .option('--without-key', 'leave the answers out (docx)')
    .action(({ contest, format, out, withoutKey, ...options }: ExportOptions) =>
      runWithApp(options, async (app, output) => {
        const file = await exportQuestions(app, who, contest, { format, withKey: withoutKey !== true })
        writeNewFile(out, file.bytes)
        output.result({ file: out, questions: file.questions, skipped: file.skipped, dropped: file.dropped }, [
          ...file.skipped.map(findingLine),
          `Đã ghi ${file.questions} câu vào ${out}`,
          ...(file.dropped.length === 0
            ? []
            : [`Định dạng này không giữ được: ${file.dropped.map((part) => questionParts[part]).join(', ')}`]),
        ])
      }),
    )
}

function preview(output: Output, files: readonly ImportFile[], format: QuestionFormat | 'auto'): void {
  print(
    output,
    files.map((file) => {
      const read = readQuestions(file.bytes, { fileName: file.name, format })
      return { ...read, fileName: file.name, added: read.questions.length, repeated: read.questions.map(() => false), toMend: [] }
    }),
  )
}

/** What entering the file would do: a question that has to be mended keeps the others out unless it is left behind. */
function outlook(questions: QuestionImport['questions'], findings: QuestionImport['findings'], added: number, left: number): string {
  const broken = questions.filter((question) => hasError(question.findings)).length
  if (hasError(findings)) return 'chưa nhập được câu nào: phải sửa tệp'
  if (broken === 0) return `sẽ nhập ${added} câu${left === 0 ? '' : `, để lại ${left} câu phải sửa`}`
  return `${broken} câu phải sửa trước; thêm --without-broken để nhập ngay các câu còn lại`
}

/** One file prints `{format, questions, findings}`; several print a list of these. */
function print(output: Output, imported: readonly QuestionImport[]): void {
  const shown = imported.map(({ fileName, format, questions, findings, toMend }) => ({
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
    ...(toMend.length === 0 ? {} : { toMend: toMend.map((one) => ({ place: one.place, findings: one.findings })) }),
  }))
  output.result(
    shown.length === 1 ? shown[0] : shown,
    imported.flatMap(({ fileName, format, questions, findings, added, toMend }) => [
      ...groupFindings([...findings, ...[...questions, ...toMend].flatMap((question) => question.findings)]).map(findingLine),
      `${fileName} (${format ?? 'không rõ định dạng'}): đọc được ${questions.length} câu, ${outlook(questions, findings, added, toMend.length)}`,
    ]),
  )
  if (imported.some(({ hasErrors }) => hasErrors)) process.exitCode = 1
}
