/** `hoithi staff add|list|disable`; a contributor belongs to one unit: `--role contributor --unit CODE --contest S` */
import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { Option, type Command } from 'commander'
import { actsForUnit, staffRoles, type StaffRole } from '#contest/roles.ts'
import { addStaff, disableStaffAccount, staffAccounts, type StaffAccount } from '#usecases/identity/staff-accounts.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { table } from '../output.ts'

interface AddOptions extends CommonOptions {
  readonly name: string
  readonly role: StaffRole
  readonly passwordStdin?: boolean
  readonly unit?: string
  readonly contest?: string
}

const who = { kind: 'command' } as const

const unitOf = ({ unit, contest }: AddOptions): StaffAccount['unit'] =>
  unit === undefined || contest === undefined ? null : { contest, code: unit }

export function staffCommand(): Command {
  const add = command('add <login>', 'make an account; without --password-stdin a password is made and printed once')
    .requiredOption('--name <name>', 'the person')
    .addOption(new Option('--role <role>', 'what the person does').choices(staffRoles).makeOptionMandatory())
    .option('--unit <code>', 'the unit of a contributor')
    .option('--contest <slug>', 'the contest of a contributor')
    .option('--password-stdin', 'read the password from standard input')
    .action((login: string, options: AddOptions, self: Command) => {
      const unit = unitOf(options)
      if (actsForUnit(options.role) !== (unit !== null)) {
        self.error('a contributor needs --unit and --contest, and nobody else takes them', { exitCode: 2 })
      }
      return runWithApp(options, async (app, output) => {
        const given = options.passwordStdin === true ? (await text(process.stdin)).replace(/\r?\n$/, '') : null
        const password = given ?? randomBytes(12).toString('base64url')
        const { name, role } = options
        const account = await addStaff(app, who, { login, name, role, password, unit })
        output.result({ ...account, ...(given === null ? { password } : {}) }, [
          `Đã tạo tài khoản ${account.login} (${account.role})`,
          ...(given === null ? [`Mật khẩu, chỉ hiện một lần: ${password}`] : []),
        ])
      })
    })
  const list = command('list', 'all accounts').action((options: CommonOptions) =>
    runWithApp(options, async (app, output) => {
      const accounts = await staffAccounts(app, who)
      output.result(
        accounts,
        table(
          ['ĐĂNG NHẬP', 'HỌ TÊN', 'VAI TRÒ', 'ĐƠN VỊ', ''],
          accounts.map(({ login, name, role, unit, disabled }) => [login, name, role, unit?.code ?? '', disabled ? 'đã khoá' : '']),
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
