/** `hoithi people requests|show|approve|refuse`: changes to people that wait for a second person. */
import type { Command } from 'commander'
import { approvePeopleRequest, listPeopleRequests, refusePeopleRequest, showPeopleRequest } from '#usecases/people/requests.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { table } from '../output.ts'

type Options = CommonOptions & { readonly contest: string }

const who = { kind: 'command' } as const
/** What an import says when its changes wait. */
export const waiting = ({ request }: { readonly request: string | null }): readonly string[] =>
  request === null ? [] : [`Hội thi đã mở: đề nghị ${request} chờ một người khác của Ban Tổ chức duyệt; chưa có gì thay đổi`]

const ofContest = (made: Command): Command => made.requiredOption('--contest <slug>', 'the contest')

export function peopleCommand(): Command {
  const requests = ofContest(command('requests', 'changes to people that wait for a second person')).action((options: Options) =>
    runWithApp(options, async (app, output) => {
      const all = await listPeopleRequests(app, who, options.contest)
      const rows = all.map(
        ({ id, kind, fileName, added, updated, askedBy, state }) =>
          [id, kind, fileName, `+${String(added)} ~${String(updated)}`, askedBy ?? 'dòng lệnh', state] as const,
      )
      output.result(all, all.length === 0 ? ['Không có đề nghị nào.'] : table(['MÃ', 'LOẠI', 'TỆP', 'THAY ĐỔI', 'NGƯỜI ĐỀ NGHỊ', ''], rows))
    }),
  )
  const show = ofContest(command('show <id>', 'what a request would change, from old to new')).action((id: string, options: Options) =>
    runWithApp(options, async (app, output) => {
      const seen = await showPeopleRequest(app, who, options.contest, id)
      output.result(seen, [
        ...seen.changes.flatMap(({ name, values, board, bars }) => [
          board === null ? name : `${name}: ${board}`,
          ...values.map(({ field, before, after }) => `  ${field}: ${before ?? '–'} → ${after ?? '–'}`),
          ...bars.map(({ fullName, staffCode }) => `  không được dự thi nữa: ${fullName} (${staffCode})`),
        ]),
        `Mã kiểm: ${seen.digest}`,
      ])
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
  return group('people', [requests, show, approve, refuse])
}
