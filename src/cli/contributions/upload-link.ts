/** `hoithi upload-link make --contest S --unit CODE | list --contest S | revoke <id> --contest S` */
import { InvalidArgumentError, type Command } from 'commander'
import { makeUploadLink, revokeLink, uploadLinks } from '#usecases/contributions/upload-links.ts'
import { command, group, runWithApp, type CommonOptions } from '../command.ts'
import { table } from '../output.ts'

interface OfContest extends CommonOptions {
  readonly contest: string
}

interface MakeOptions extends OfContest {
  readonly unit: string
  readonly label: string
  readonly days: number
}

const who = { kind: 'command' } as const
const states = { open: 'đang mở', used: 'đã dùng', revoked: 'đã thu hồi', expired: 'đã hết hạn' } as const

function readDays(text: string): number {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 90) throw new InvalidArgumentError('a number of days from 1 to 90')
  return days
}

export function uploadLinkCommand(): Command {
  const make = command('make', 'a one-time link by which a unit sends its questions; its path is printed once')
    .requiredOption('--contest <slug>', 'the contest')
    .requiredOption('--unit <code>', 'the unit, by its code')
    .option('--label <text>', 'whom it is for; the name of the unit if left out', '')
    .option('--days <number>', 'how long it works', readDays, 14)
    .action(({ contest, unit, label, days, ...options }: MakeOptions) =>
      runWithApp(options, async (app, output) => {
        const made = await makeUploadLink(app, who, contest, { unitCode: unit, label, days })
        output.result(made, [`Liên kết gửi câu hỏi của ${made.link.unit}, chỉ hiện một lần: ${made.path}`])
      }),
    )
  const list = command('list', 'all upload links of a contest')
    .requiredOption('--contest <slug>', 'the contest')
    .action(({ contest, ...options }: OfContest) =>
      runWithApp(options, async (app, output) => {
        const links = await uploadLinks(app, who, contest)
        output.result(
          links,
          table(
            ['MÃ', 'ĐƠN VỊ', 'GHI CHÚ', 'HẾT HẠN', ''],
            links.map(({ id, unit, label, expiresAt, state }) => [id, unit, label, new Date(expiresAt).toISOString(), states[state]]),
          ),
        )
      }),
    )
  const revoke = command('revoke <id>', 'end a link and the sessions opened by it; what it submitted stays')
    .requiredOption('--contest <slug>', 'the contest')
    .action((id: string, { contest, ...options }: OfContest) =>
      runWithApp(options, async (app, output) => {
        await revokeLink(app, who, contest, id)
        output.result({ id, revoked: true }, [`Đã thu hồi liên kết ${id}`])
      }),
    )
  return group('upload-link', [make, list, revoke])
}
