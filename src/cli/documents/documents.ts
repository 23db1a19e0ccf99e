/** `hoithi documents list --contest S | print <document> --contest S [--round R] [--number N] --out FILE` */
import type { Command } from 'commander'
import { ContestError } from '#contest/errors.ts'
import { documentsToPrint, printDocument, type Wanted } from '#usecases/documents/printing.ts'
import { documents } from '#usecases/documents/registry.ts'
import { command, group, ordinalOf, roundWordNamed, runWithApp, type CommonOptions } from '../command.ts'
import { writeNewFile } from '../files.ts'
import { table } from '../output.ts'

interface Options extends CommonOptions {
  readonly contest: string
}
interface PrintOptions extends Options {
  readonly round?: string
  readonly number?: string
  readonly out: string
}

const who = { kind: 'command' } as const

export function documentsCommand(): Command {
  const list = command('list', 'the documents there are to print, of the contest and of each round')
    .requiredOption('--contest <slug>', 'the contest')
    .action((options: Options) =>
      runWithApp(options, async (app, output) => {
        const items = (await documentsToPrint(app, who, options.contest)).map(({ official: { id, title }, round }) => ({
          ...{ document: id, title: title.vi },
          round: round?.key ?? null,
        }))
        output.result(
          { items },
          table(
            ['VĂN BẢN', 'TÊN', (await roundWordNamed(app, options)).toUpperCase()],
            items.map(({ document, title, round }) => [document, title, round ?? '']),
          ),
        )
      }),
    )
  const print = command('print <document>', `one of them as a PDF or for Word: ${documents.map(({ id }) => id).join(', ')}`)
    .requiredOption('--contest <slug>', 'the contest')
    .option('--round <round>', 'the round, for a document of a round')
    .option('--number <n>', 'which of many')
    .requiredOption(
      '--out <file>',
      'where to write; a file that exists is not overwritten. One that ends with .docx is made for Word, where there is such',
    )
    .action((name: string, options: PrintOptions) =>
      runWithApp(options, async (app, output) => {
        const official = documents.find(({ id }) => id === name)
        if (official === undefined) throw new ContestError('not-found', { document: name })
        const format: Wanted['format'] = options.out.toLowerCase().endsWith('.docx') ? 'docx' : 'pdf'
        if (!official.formats.includes(format)) throw new ContestError('not-found', { document: `${name}.${format}` })
        const wanted = {
          slug: options.contest,
          key: options.round,
          number: options.number === undefined ? null : ordinalOf(options.number),
          format,
        }
        writeNewFile(options.out, (await printDocument(app, who, official, wanted)).bytes)
        output.result({ document: name, file: options.out }, [options.out])
      }),
    )
  return group('documents', [list, print])
}
