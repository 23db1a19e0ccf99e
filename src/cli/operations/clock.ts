/** `hoithi clock [--confirm]`: whether the clock may be trusted, and the word of whoever stands beside the machine. */
import type { Command } from 'commander'
import { usualZone } from '#contest/calendar.ts'
import type { ClockReading } from '#contest/clock-doubt.ts'
import { formatDuration, formatInstant } from '#contest/wording.ts'
import { confirmServerClock } from '#usecases/operations/clock.ts'
import { command, runWithApp, type CommonOptions } from '../command.ts'

const sources = { log: 'việc được ghi gần nhất', database: 'đồng hồ của cơ sở dữ liệu', 'time-server': 'máy chủ thời gian' } as const

const line = ({ source, offsetMs }: ClockReading): string =>
  `Đồng hồ ${offsetMs > 0 ? 'nhanh' : 'chậm'} ${formatDuration(Math.max(1000, 1000 * Math.round(Math.abs(offsetMs) / 1000)), 'vi')} so với ${sources[source]}.`

export function clockCommand(): Command {
  return command('clock')
    .option('--confirm', 'the clock is right, whatever the others say: rounds open and close by it again')
    .action((options: CommonOptions & { readonly confirm?: true }) =>
      runWithApp(options, async (app, output) => {
        const { doubts, notable } = app.serverClock
        if (options.confirm === true)
          for (const { source, value } of doubts) await confirmServerClock(app, { kind: 'command' }, null, { source, value })
        const now = app.clock.now()
        output.result({ now, doubts, notable, confirmed: options.confirm === true }, [
          `Máy chủ đang ghi: ${formatInstant(now, usualZone, 'vi')}`,
          ...notable.map(line),
          ...(doubts.length === 0
            ? ['Đồng hồ dùng được.']
            : options.confirm === true
              ? ['Đã xác nhận: máy chủ đang chạy sẽ nhận ra trong một giây.']
              : ['Đồng hồ có thể sai: chưa mở, đóng tuần thi và chưa nhận bài. Nếu giờ trên đúng, chạy lại với --confirm.']),
        ])
      }),
    )
}
