/** `hoithi archive show|erase|withdraw`: what personal data of a contest is erased after its end, and erasing it early by two people. */
import type { Command } from 'commander'
import { erasureBlockerWords, erasureKindWords, keptWords } from '#contest/people/retention-words.ts'
import { formatInstant, formatNumber } from '#contest/wording.ts'
import type { PersonalData } from '#contract/contests.ts'
import type { App } from '#usecases/app.ts'
import { findContest } from '#usecases/find.ts'
import { agreeToErase, askToErase, personalData, withdrawErasure } from '#usecases/people/erasure/acts.ts'
import { eraseByClock } from '#usecases/people/erasure/steps.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { table } from '../output.ts'

type Options = CommonOptions & { readonly contest: string }

const who = { kind: 'command' } as const

const ofContest = (made: Command): Command => made.requiredOption('--contest <slug>', 'the contest')

async function linesOf(app: App, slug: string, data: PersonalData): Promise<readonly string[]> {
  const { zone } = (await findContest(app, slug)).rules
  const at = (instant: number | null): string => (instant === null ? '–' : formatInstant(instant, zone, 'vi'))
  const count = (number: number): string => formatNumber(number, 'vi')
  const state =
    data.erasedAt !== null
      ? `Đã xóa xong: ${at(data.erasedAt)}`
      : data.begunAt !== null
        ? `Đang xóa, bắt đầu: ${at(data.begunAt)}`
        : data.months === null
          ? 'Thể lệ không nói lưu dữ liệu cá nhân bao lâu: không tự xóa.'
          : `Lưu ${count(data.months)} tháng; ${data.dueAt === null ? 'chưa công bố xong nên chưa có ngày xóa' : `tự xóa lúc: ${at(data.dueAt)}`}`
  return [
    state,
    ...table(
      [data.begunAt === null ? 'SẼ XÓA' : 'ĐÃ XÓA', 'SỐ LƯỢNG'],
      data.kinds.map(({ kind, count: of }) => [erasureKindWords[kind].vi, count(of)]),
    ),
    ...table(
      ['GIỮ LẠI', 'SỐ LƯỢNG'],
      (['winners', 'publications', 'entries', 'units'] as const).map((kind) => [keptWords[kind].vi, count(data.kept[kind])]),
    ),
    ...data.blockers.map((blocker) => `Chưa xóa được: ${erasureBlockerWords[blocker].vi}`),
    ...(data.asked === null
      ? []
      : [`${data.asked.by?.login ?? 'dòng lệnh'} đề nghị xóa sớm lúc ${at(data.asked.at)}: “${data.asked.reason}”`]),
    ...(data.begunAt === null ? [`Mã kiểm: ${data.digest}`] : []),
  ]
}

export function archiveCommand(): Command {
  const show = ofContest(command('show', 'what will be erased and when, and what stays')).action((options: Options) =>
    runWithApp(options, async (app, output) => {
      const data = await personalData(app, who, options.contest)
      output.result(data, await linesOf(app, options.contest, data))
    }),
  )
  const erase = ofContest(command('erase', 'ask to erase it now, or agree where somebody of the staff has asked'))
    .requiredOption('--digest <digest>', 'of what “archive show” printed')
    .option('--reason <text>', 'why; needed to ask')
    .action((options: Options & { readonly digest: string; readonly reason?: string }) =>
      runWithApp(options, async (app, output) => {
        const { asked } = await personalData(app, who, options.contest)
        if (asked === null) {
          await askToErase(app, who, options.contest, { reason: options.reason ?? '', digest: options.digest })
          output.result({ asked: true }, ['Đã đề nghị; người thứ hai đồng ý ở trang “Lưu trữ”. Chưa có gì bị xóa.'])
          return
        }
        await agreeToErase(app, who, options.contest, options.digest)
        // A server that runs goes on by itself.
        if (app.stepsRounds) while (await eraseByClock(app, { looks: false, forMs: 1000 })) output.progress('Đang xóa…')
        const data = await personalData(app, who, options.contest)
        output.result(data, await linesOf(app, options.contest, data))
      }),
    )
  const withdraw = ofContest(command('withdraw', 'take a request back, or refuse it')).action((options: Options) =>
    runWithApp(options, async (app, output) => {
      await withdrawErasure(app, who, options.contest)
      output.result({ withdrawn: true }, ['Đã rút lại đề nghị; không có gì bị xóa.'])
    }),
  )
  return group('archive', [show, erase, withdraw])
}
