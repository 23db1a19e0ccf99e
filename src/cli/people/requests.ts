/** `hoithi people requests|show|approve|refuse|undo`: changes to people that wait for a second person; the last change taken back. */
import type { Command } from 'commander'
import type { PeopleChange } from '#contract/people.ts'
import { undoPeople } from '#usecases/people/by-hand.ts'
import { approvePeopleRequest, listPeopleRequests, refusePeopleRequest, showPeopleRequest } from '#usecases/people/requests.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { table } from '../output.ts'

type Options = CommonOptions & { readonly contest: string }

const who = { kind: 'command' } as const
/** What an import says when its changes wait. */
export const waiting = ({ request }: { readonly request: string | null }): readonly string[] =>
  request === null ? [] : [`Hội thi đã mở: đề nghị ${request} chờ một người khác của Ban Tổ chức duyệt; chưa có gì thay đổi`]

/** What a change by hand did, or would do. */
export const changeLines = (
  done: { readonly changes: readonly PeopleChange[]; readonly request: string | null },
  dryRun: boolean,
): readonly string[] => [
  ...shownLines(done.changes),
  ...waiting(done),
  done.changes.length === 0 ? 'Không có gì thay đổi' : dryRun ? 'Chưa ghi gì' : done.request === null ? 'Đã thực hiện' : 'Đã gửi đề nghị',
]

const signs = { added: '+', changed: '~', removed: '-' } as const

const shownLines = (changes: readonly PeopleChange[]): readonly string[] =>
  changes.flatMap(({ how, name, values, board, bars, frees }) => [
    `${signs[how]} ${name}${board === null ? '' : `: ${board}`}`,
    ...values.map(({ field, before, after }) => `  ${field}: ${before ?? '–'} → ${after ?? '–'}`),
    ...bars.map(
      ({ fullName, staffCode, certain }) => `  ${certain ? 'không được dự thi nữa' : 'có thể là một người'}: ${fullName} (${staffCode})`,
    ),
    ...frees.map(({ fullName, staffCode }) => `  được dự thi trở lại: ${fullName} (${staffCode})`),
  ])

const ofContest = (made: Command): Command => made.requiredOption('--contest <slug>', 'the contest')

export function peopleCommand(): Command {
  const requests = ofContest(command('requests', 'changes to people that wait for a second person')).action((options: Options) =>
    runWithApp(options, async (app, output) => {
      const all = await listPeopleRequests(app, who, options.contest)
      const rows = all.map(
        ({ id, kind, fileName, added, updated, removed, askedBy, state }) =>
          [
            id,
            kind,
            fileName || 'bằng tay',
            `+${String(added)} ~${String(updated)} -${String(removed)}`,
            askedBy ?? 'dòng lệnh',
            state,
          ] as const,
      )
      output.result(all, all.length === 0 ? ['Không có đề nghị nào.'] : table(['MÃ', 'LOẠI', 'TỆP', 'THAY ĐỔI', 'NGƯỜI ĐỀ NGHỊ', ''], rows))
    }),
  )
  const show = ofContest(command('show <id>', 'what a request would change, from old to new')).action((id: string, options: Options) =>
    runWithApp(options, async (app, output) => {
      const seen = await showPeopleRequest(app, who, options.contest, id)
      output.result(seen, [...shownLines(seen.changes), `Mã kiểm: ${seen.digest}`])
    }),
  )
  const approve = ofContest(command('approve <id>', 'make the changes somebody else asked for'))
    .requiredOption('--digest <digest>', 'of the changes as “people show” printed them')
    .action((id: string, options: Options & { readonly digest: string }) =>
      runWithApp(options, async (app, output) => {
        await approvePeopleRequest(app, who, options.contest, id, options.digest)
        output.result({ id, state: 'applied' }, ['Đã thực hiện các thay đổi'])
      }),
    )
  const refuse = ofContest(command('refuse <id>', 'refuse a request, or take one’s own back')).action((id: string, options: Options) =>
    runWithApp(options, async (app, output) => {
      await refusePeopleRequest(app, who, options.contest, id)
      output.result({ id, refused: true }, ['Đã từ chối đề nghị; không có gì thay đổi'])
    }),
  )
  const undo = ofContest(command('undo', 'take the last change of units, people or boards back, while there was no other'))
    .option('--dry-run', 'say what would happen and write nothing')
    .action((options: Options & { readonly dryRun?: boolean }) =>
      runWithApp(options, async (app, output) => {
        const done = await undoPeople(app, who, options.contest, { dryRun: options.dryRun === true })
        output.result(done, changeLines(done, options.dryRun === true))
      }),
    )
  return group('people', [requests, show, approve, refuse, undo])
}
