/** `hoithi round analysis ROUND --contest SLUG [--out FILE.xlsx]` */
import { existsSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { ContestError } from '#contest/errors.ts'
import { flagWords } from '#contest/analysis/words.ts'
import type { AnalysedQuestion, RoundAnalysis } from '#contract/analysis.ts'
import { analysisFile } from '#usecases/analysis/file.ts'
import { roundAnalysis } from '#usecases/analysis/item-analysis.ts'
import { command, runWithApp, type CommonOptions } from '../command.ts'
import { table } from '../output.ts'
import { letterOf } from '#contest/questions/letters.ts'

interface Options extends CommonOptions {
  readonly contest: string
  readonly out?: string
}

const who = { kind: 'command' } as const

export function roundAnalysisCommand(): Command {
  return command('analysis <round>', 'how the questions of a closed round worked: facility, discrimination, flags')
    .requiredOption('--contest <slug>', 'the contest')
    .option('--out <file>', 'also write a spreadsheet (.xlsx); a file that exists is not overwritten')
    .action((key: string, options: Options) =>
      runWithApp(options, async (app, output) => {
        const { contest: slug, out } = options
        if (out !== undefined && existsSync(out)) throw new ContestError('target-exists', { file: out })
        const progress = (done: number, total: number): void => {
          output.progress(`Đã đọc ${done}/${total} bài`)
        }
        if (out === undefined) {
          const analysis = await roundAnalysis(app, who, slug, key, progress)
          output.result(analysis, linesOf(analysis))
        } else {
          const { analysis, bytes } = await analysisFile(app, who, slug, key, progress)
          writeFileSync(out, bytes, { flag: 'wx' })
          output.result({ ...analysis, file: out }, [...linesOf(analysis), out])
        }
      }),
    )
}

function linesOf({ round, entries, questionsPerPaper, questions, enoughPapers }: RoundAnalysis): readonly string[] {
  const few = questions.filter(({ papers }) => papers < enoughPapers).length
  return [
    `${round.name}: ${entries} bài được tính, mỗi đề ${questionsPerPaper} câu`,
    ...(few === 0 ? [] : [`${few} câu ra trong chưa đến ${enoughPapers} đề: số liệu của các câu này chỉ để tham khảo.`]),
    ...table(['MÃ', 'SỐ ĐỀ', 'ĐÚNG', 'PHÂN BIỆT', 'CẦN XEM'], questions.map(rowOf)),
  ]
}

const rowOf = ({ code, papers, right, discrimination, flags }: AnalysedQuestion): readonly (string | number)[] => [
  code,
  papers,
  papers === 0 ? '–' : `${((right / papers) * 100).toFixed(1).replace('.', ',')} %`,
  discrimination === null ? '–' : (discrimination / 1000).toFixed(2).replace('.', ',').replace('-', '−'),
  flags.map(({ kind, options }) => [flagWords[kind].name.vi, ...options.map(letterOf)].join(' ')).join('; '),
]
