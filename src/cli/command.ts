/** How every command is made: the options all of them share, the data opened and closed, failures told. */
import { Command, CommanderError } from 'commander'
import { ContestError } from '#contest/errors.ts'
import type { RoundWord } from '#contest/rulebook/round-word.ts'
import type { App } from '#usecases/app.ts'
import { ConfigError, readConfig, type Config } from '#config.ts'
import { createOutput, reportFailure, type Output } from './output.ts'

export interface CommonOptions {
  readonly json?: boolean
  readonly data?: string
  readonly database?: string
}

/** A command with `--json`, `--data` and `--database`. @param usage its name and arguments: `apply <file>` @param description of one inside another */
export function command(usage: string, description = ''): Command {
  const [name = '', ...operands] = usage.split(' ')
  const made = new Command(name)
  if (operands.length > 0) made.arguments(operands.join(' '))
  return made
    .description(description)
    .option('--json', 'print one JSON value')
    .option('--data <directory>', 'data directory (HOITHI_DATA; ./data if neither)')
    .option('--database <url>', 'PostgreSQL instead of the file in the data directory (DATABASE_URL)')
    .exitOverride()
    .showHelpAfterError('(add --help for the options)')
}

/** Runs the act and turns what it throws into an exit code. */
export async function run(options: CommonOptions, act: (output: Output, config: Config) => Promise<void>): Promise<void> {
  const output = createOutput(options.json === true)
  let config: Config | null = null
  try {
    config = readConfig(options, process.env)
    await act(output, config)
  } catch (error) {
    if (error instanceof CommanderError) throw error
    if (error instanceof ConfigError) throw new CommanderError(2, 'hoithi.config', error.message)
    process.exitCode = reportFailure(await told(error, config), options.json === true, words.get(error) ?? 'tuần')
  }
}

/** A server looks over its file first; a command meets the damage where it reads. */
async function told(error: unknown, config: Config | null): Promise<unknown> {
  if (config?.database.dialect !== 'sqlite') return error
  const { isDamage } = await import('#store/database/sqlite.ts')
  return isDamage(error) ? new ContestError('database-damaged', { file: config.database.file, pages: error.message }) : error
}

/** What the contest of a failed command calls its rounds. */
const words = new Map<unknown, RoundWord>()

/** `run` with the data open, beside a running server if there is one. */
export function runWithApp(options: CommonOptions, act: (app: App, output: Output) => Promise<void>): Promise<void> {
  return run(options, async (output, config) => {
    // Not before: what only says how it is used needs no database.
    const { openApp } = await import('#main.ts')
    const { app, close } = await openApp(config, 'command')
    try {
      await act(app, output)
    } catch (error) {
      words.set(error, await roundWordNamed(app, options))
      throw error
    } finally {
      await close()
    }
  })
}

/** What the contest that a command names calls a round. */
export async function roundWordNamed(app: App, options: CommonOptions & { readonly contest?: unknown }): Promise<RoundWord> {
  if (typeof options.contest !== 'string') return 'tuần'
  const { roundWordIn } = await import('#usecases/find.ts')
  return roundWordIn(app, options.contest).catch(() => 'tuần')
}

/** A number from 1 on. @throws ContestError `invalid-request` */
export function ordinalOf(typed: string): number {
  if (!/^[1-9]\d{0,6}$/.test(typed)) throw new ContestError('invalid-request', { number: typed })
  return Number(typed)
}

/** A command that only holds others. */
export function group(name: string, commands: readonly Command[]): Command {
  const holder = new Command(name).exitOverride().showHelpAfterError('(add --help for the commands)')
  for (const one of commands) holder.addCommand(one)
  return holder
}
