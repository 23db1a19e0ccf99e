/** `hoithi serve [--port 3000] [--host 127.0.0.1]` */
import type { Command } from 'commander'
import { contests } from '#usecases/contests/apply.ts'
import { awaitsFirstAdministrator, firstCode } from '#usecases/identity/first-administrator.ts'
import { command, run, type CommonOptions } from '../command.ts'
import { serveUntilStopped } from './serving.ts'

export function serveCommand(): Command {
  return command('serve')
    .option('--port <port>', 'port (PORT; 3000 if neither)')
    .option('--host <address>', 'address to listen on (HOST; 127.0.0.1 if neither)')
    .action((options: CommonOptions) =>
      run(options, async (output, config) => {
        let slugs: readonly string[] = []
        let code: string | null = null
        await serveUntilStopped(
          config,
          output,
          async (app) => {
            slugs = (await contests(app)).map(({ slug }) => slug)
            code = (await awaitsFirstAdministrator(app)) ? firstCode(app) : null
          },
          (address) => {
            output.result({ address, contests: slugs, ...(code === null ? {} : { firstCode: code }) }, [
              `Đang chạy tại ${address}`,
              ...slugs.map((slug) => `  Hội thi:  ${address}/hoi-thi/${slug}`),
              `  Quản trị: ${address}/quan-tri`,
              ...(code === null ? [] : [`Chưa có ai quản trị. Mở ${address}/quan-tri/bat-dau và nhập mã: ${code}`]),
            ])
          },
        )
      }),
    )
}
