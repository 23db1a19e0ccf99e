/** `hoithi staff add|grant|revoke|password|whose|list|disable|enable|one-step`: accounts, and the role each holds in a contest. */
import { text } from 'node:stream/consumers'
import { Option, type Command } from 'commander'
import { actsForUnit, contestRoles, runsServer, staffRoles, type ContestRole, type StaffRole } from '#contest/roles.ts'
import {
  addStaff,
  disableStaffAccount,
  enableStaffAccount,
  grantRole,
  newPassword,
  revokeRole,
  setPassword,
  setWhose,
  staffAccounts,
  type RoleInContest,
  type StaffAccount,
} from '#usecases/identity/staff-accounts.ts'
import { removeSecondFactorOf } from '#usecases/identity/second-factor.ts'
import type { App } from '#usecases/app.ts'
import { contests } from '#usecases/contests/apply.ts'
import { ConfigError } from '#config.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { table } from '../output.ts'

interface PasswordOptions extends CommonOptions {
  readonly passwordStdin?: boolean
}

interface RoleOptions extends CommonOptions {
  readonly unit?: string
  readonly contest?: string
}

interface AddOptions extends PasswordOptions, RoleOptions {
  readonly name: string
  readonly role: StaffRole
}

const who = { kind: 'command' } as const

/** Ends the command when the options do not fit together. */
function requireFitting(self: Command, role: StaffRole, { contest, unit }: RoleOptions): void {
  if (runsServer(role) && contest !== undefined) self.error('an administrator takes no --contest', { exitCode: 2 })
  if (actsForUnit(role) !== (unit !== undefined)) self.error('a contributor needs --unit, and nobody else takes it', { exitCode: 2 })
}

/** Null for an administrator. On a server with one contest it need not be named. */
async function roleIn(app: App, role: StaffRole, { contest, unit = null }: { readonly contest?: string; readonly unit?: string | null }) {
  if (runsServer(role)) return null
  const only = contest ?? (await onlyContest(app))
  if (only === null) throw new ConfigError('a role is held in a contest: say which with --contest SLUG')
  return { contest: only, role, unit } satisfies RoleInContest
}

async function onlyContest(app: App): Promise<string | null> {
  const [first, ...more] = await contests(app)
  return first === undefined || more.length > 0 ? null : first.slug
}

/** The password given on standard input, or a new one to be shown once. */
async function passwordOf({ passwordStdin }: PasswordOptions): Promise<{ readonly password: string; readonly made: boolean }> {
  if (passwordStdin === true) return { password: (await text(process.stdin)).replace(/\r?\n$/, ''), made: false }
  return { password: newPassword(), made: true }
}

const shownOnce = (password: string): string => `Mật khẩu, chỉ hiện một lần, đổi ở lần đăng nhập đầu: ${password}`

const rolesText = ({ administrator, roles }: StaffAccount): string =>
  administrator
    ? 'administrator'
    : roles.map(({ contest, role, unit }) => `${contest}: ${role}${unit === null ? '' : ` (${unit})`}`).join('; ')

const passwordStdin = [
  '--password-stdin',
  'read the password from standard input: at least 12 characters, hardly guessed; a sentence of words is best',
] as const

export function staffCommand(): Command {
  const add = command('add <login>', 'make an account; without --password-stdin a password is made and printed once')
    .requiredOption('--name <name>', 'the person')
    .addOption(new Option('--role <role>', 'what the person does in the contest').choices(staffRoles).makeOptionMandatory())
    .option('--contest <slug>', 'the contest the role is held in, when there are several; an administrator has none')
    .option('--unit <code>', 'the unit of a contributor')
    .option(...passwordStdin)
    .action((login: string, options: AddOptions, self: Command) => {
      requireFitting(self, options.role, options)
      return runWithApp(options, async (app, output) => {
        const role = await roleIn(app, options.role, options)
        const { password, made } = await passwordOf(options)
        const account = await addStaff(app, who, { login, name: options.name, password, given: made, in: role })
        output.result({ ...account, ...(made ? { password } : {}) }, [
          `Đã tạo tài khoản ${account.login} (${rolesText(account)})`,
          ...(made ? [shownOnce(password)] : []),
        ])
      })
    })
  const grant = command('grant <login>', 'give an account a role in a contest, in place of the one it holds there')
    .requiredOption('--contest <slug>', 'the contest')
    .addOption(new Option('--role <role>', 'what the person does in it').choices(contestRoles).makeOptionMandatory())
    .option('--unit <code>', 'the unit of a contributor')
    .action((login: string, options: RoleOptions & { readonly role: ContestRole; readonly contest: string }, self: Command) => {
      requireFitting(self, options.role, options)
      return runWithApp(options, async (app, output) => {
        const { contest, role, unit = null } = options
        const account = await grantRole(app, who, login, { contest, role, unit })
        output.result(account, [`${account.login}: ${rolesText(account)}`])
      })
    })
  const revoke = command('revoke <login>', 'take the role of an account in a contest away')
    .requiredOption('--contest <slug>', 'the contest')
    .action((login: string, options: CommonOptions & { readonly contest: string }) =>
      runWithApp(options, async (app, output) => {
        const account = await revokeRole(app, who, login, options.contest)
        output.result(account, [`Đã thu vai trò của ${account.login} trong ${options.contest}`])
      }),
    )
  const password = command('password <login>', 'set a new password and end the sessions of the account')
    .option(...passwordStdin)
    .action((login: string, options: PasswordOptions) =>
      runWithApp(options, async (app, output) => {
        const { password, made } = await passwordOf(options)
        await setPassword(app, who, login, password, made)
        output.result({ login, ...(made ? { password } : {}) }, [`Đã đổi mật khẩu của ${login}`, ...(made ? [shownOnce(password)] : [])])
      }),
    )
  const whose = command('whose <login>', 'say whose an account is, so that the person is recognised on the roster')
    .option('--code <code>', 'the staff code')
    .option('--phone <phone>', 'the phone number')
    .action(
      (login: string, { code, phone, ...options }: CommonOptions & { readonly code?: string; readonly phone?: string }, self: Command) => {
        if (code === undefined && phone === undefined) self.error('say --code, --phone or both', { exitCode: 2 })
        return runWithApp(options, async (app, output) => {
          const given = { ...(code === undefined ? {} : { staffCode: code }), ...(phone === undefined ? {} : { phone }) }
          await setWhose(app, who, login, given)
          output.result({ login, fields: Object.keys(given) }, [`Đã ghi tài khoản ${login} là của ai`])
        })
      },
    )
  const list = command('list', 'all accounts, or those of one contest')
    .option('--contest <slug>', 'only accounts with a role in this contest')
    .action((options: CommonOptions & { readonly contest?: string }) =>
      runWithApp(options, async (app, output) => {
        const accounts = await staffAccounts(app, who, options.contest)
        output.result(
          accounts,
          table(
            ['ĐĂNG NHẬP', 'HỌ TÊN', 'VAI TRÒ', ''],
            accounts.map((account) => [account.login, account.name, rolesText(account), account.disabled ? 'đã khoá' : '']),
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
  const enable = command('enable <login>', 'let a disabled account sign in again').action((login: string, options: CommonOptions) =>
    runWithApp(options, async (app, output) => {
      output.result(await enableStaffAccount(app, who, login), [`Đã mở lại tài khoản ${login}`])
    }),
  )
  const oneStep = command('one-step <login>', 'take the second step of signing in off an account whose phone and codes are lost').action(
    (login: string, options: CommonOptions) =>
      runWithApp(options, async (app, output) => {
        await removeSecondFactorOf(app, who, login)
        output.result({ login, secondStep: false }, [`Đã bỏ bước đăng nhập thứ hai của tài khoản ${login}`])
      }),
  )
  return group('staff', [add, grant, revoke, password, whose, list, disable, enable, oneStep])
}
