/** `hoithi demo [--port 3000]`: a throw-away contest from the shipped files, open now. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { roleNames } from '#contest/roles.ts'
import type { DemoFiles, DemoLogins } from '#usecases/demo/make-demo.ts'
import { readConfig } from '#config.ts'
import { command, run, type CommonOptions } from '../command.ts'
import { readImportFile } from '../files.ts'
import { serveUntilStopped } from '../operations/serving.ts'

const usualData = './data/demo'
const shipped = (name: string): string => fileURLToPath(new URL(`../../../contests/phu-loc-2024/${name}`, import.meta.url))

export function demoCommand(): Command {
  return command('demo')
    .option('--port <port>', 'port (PORT; 3000 if neither)')
    .option('--host <address>', 'address to listen on (HOST; 127.0.0.1 if neither)')
    .action((options: CommonOptions) =>
      run(options, async (output) => {
        const config = readConfig(options, process.env, usualData)
        if (!existsSync(config.data)) output.note('Đang tạo hội thi dùng thử… / making the demo contest…')
        let logins: DemoLogins = { contestants: [], staff: [] }
        const { makeDemo } = await import('#usecases/demo/make-demo.ts')
        const files = await demoFiles()
        await serveUntilStopped(
          config,
          output,
          async (app) => {
            logins = await makeDemo(app, files)
          },
          (address) => {
            output.result(
              { address, contest: files.rules.slug, data: config.data, ...logins },
              lines(address, files.rules.slug, config.data, logins),
            )
          },
        )
      }),
    )
}

async function demoFiles(): Promise<DemoFiles> {
  const { readContestYaml } = await import('#formats/contests/yaml.ts')
  const rules = readContestYaml(readFileSync(shipped('contest.yaml'), 'utf8'))
  if (!rules.ok) throw new Error(`contest.yaml: ${JSON.stringify(rules.findings)}`)
  return {
    rules: rules.value,
    questions: ['de-phong-vhtt.docx', 'de-van-phong.docx', 'de-trung-tam-vhtttt.xlsx'].map((name) => readImportFile(shipped(name))),
    units: readImportFile(shipped('units.csv')),
    roster: readImportFile(shipped('roster.xlsx')),
    boards: readImportFile(shipped('boards.xlsx')),
  }
}

function lines(address: string, slug: string, data: string, { contestants, staff }: DemoLogins): readonly string[] {
  return [
    '',
    'BẢN DÙNG THỬ: mọi người và số điện thoại đều là dữ liệu giả. / DEMO: all people are invented.',
    '',
    `  Hội thi / contest      ${address}/hoi-thi/${slug}`,
    `  Quản trị / staff       ${address}/quan-tri`,
    '',
    '  Thí sinh / contestants (mã cán bộ, số điện thoại):',
    ...contestants.map(({ staffCode, phone, fullName }) => `    ${staffCode}  ${phone}  ${fullName}`),
    '',
    '  Cán bộ / staff (tên đăng nhập, mật khẩu):',
    ...staff.map(({ role, login, password }) => `    ${login.padEnd(10)}  ${password}  ${roleNames[role].vi}`),
    '',
    `Dữ liệu / data: ${data} — xoá thư mục này để làm lại từ đầu / delete it to start afresh. Ctrl-C: dừng / stop.`,
  ]
}
