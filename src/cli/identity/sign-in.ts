/** `hoithi sign-in secret`: the secret of a provider, read from stdin, into its key file. */
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { ContestError } from '#contest/errors.ts'
import { findContest } from '#usecases/find.ts'
import { providerOf } from '#usecases/identity/providers/ways.ts'
import { command, group, run, type CommonOptions } from '../command.ts'

interface Options extends CommonOptions {
  readonly contest: string
  readonly provider: string
  readonly host?: readonly string[]
}

const several = (one: string, before: readonly string[] = []): readonly string[] => [...before, one]

export function signInCommand(): Command {
  const secret = command('secret', 'keep the secret of a provider, read from stdin')
    .requiredOption('--contest <slug>', 'the contest')
    .requiredOption('--provider <id>', 'as contest.yaml names it')
    .option('--host <host>', 'where it may be sent (host or host:port; several; none for a key both know)', several)
    .action((options: Options) =>
      run(options, async (output, config) => {
        const { keepProviderSecret, openApp } = await import('#main.ts')
        const { app, close } = await openApp(config, 'command')
        try {
          const contest = await findContest(app, options.contest)
          providerOf(contest, options.provider)
          const typed = (await text(process.stdin)).trim()
          if (typed === '') throw new ContestError('invalid-request', { field: 'secret' })
          const hosts = options.host ?? []
          await keepProviderSecret(config, { contest: contest.slug, provider: options.provider, secret: typed, hosts })
          output.result({ provider: options.provider, hosts }, [
            `kept for ${options.provider}; may be sent to ${hosts.join(', ') || 'nobody'}`,
          ])
        } finally {
          await close()
        }
      }),
    )
  return group('sign-in', [secret])
}
