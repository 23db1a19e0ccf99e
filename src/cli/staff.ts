/** `hoithi staff add|list|disable` */
import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { Option, type Command } from 'commander'
import type { StaffRole } from '#store/schema.ts'
import { addStaff, disableStaffAccount, staffAccounts } from '#usecases/staff.ts'
import { command, group, runWithApp, type CommonOptions } from './command.ts'
import { table } from './output.ts'

interface AddOptions extends CommonOptions {
  readonly name: string
  readonly role: StaffRole
  readonly passwordStdin?: boolean
}

const who = { kind: 'command' } as const

export function staffCommand(): Command {
  const add = command('add <login>', 'make an account; without --password-stdin a password is made and printed once')
    .requiredOption('--name <name>', 'the person')
    .addOption(
      new Option('--role <role>', 'what the person does')
        .choices(['administrator', 'organiser', 'juror', 'assistant'])
        .makeOptionMandatory(),
    )
    .option('--password-stdin', 'read the password from standard input')
    .action((login: string, options: AddOptions) =>
      runWithApp(options, async (app, output) => {
        const given = options.passwordStdin === true ? (await text(process.stdin)).replace(/\r?\n$/, '') : null
        const password = given ?? randomBytes(12).toString('base64url')
        const account = await addStaff(app, who, { login, name: options.name, role: options.role, password })
        output.result({ ...account, ...(given === null ? { password } : {}) }, [
          `Đã tạo tài khoản ${account.login} (${account.role})`,
          ...(given === null ? [`Mật khẩu, chỉ hiện một lần: ${password}`] : []),
        ])
      }),
    )
  const list = command('list', 'all accounts').action((options: CommonOptions) =>
    runWithApp(options, async (app, output) => {
      const accounts = await staffAccounts(app, who)
      output.result(
        accounts,
        table(
          ['ĐĂNG NHẬP', 'HỌ TÊN', 'VAI TRÒ', ''],
          accounts.map(({ login, name, role, disabled }) => [login, name, role, disabled ? 'đã khoá' : '']),
        ),
      )
    }),
  )
  const disable = command('disable <login>', 'lock an account and end its sessions').action((login: string, options: CommonOptions) =>
    runWithApp(options, async (app, output) => {
      await disableStaffAccount(app, who, login)
      output.result({ login, disabled: true }, [`Đã khoá tài khoản ${login}`])
    }),
  )
  return group('staff', 'staff accounts', [add, list, disable])
}
