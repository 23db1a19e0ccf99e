/** What commands print: JSON for programs, lines for people; everything else goes to stderr. */
import { ContestError, errorCatalogue } from '#contest/errors.ts'
import { inRoundWord, type RoundWord } from '#contest/rulebook/round-word.ts'
import type { Finding } from '#contest/values.ts'

export interface Output {
  readonly json: boolean
  /** The result of a command: one JSON value, or lines for people. */
  result(value: unknown, lines: readonly string[]): void
  /** A step of long work, on stderr, rewritten in place on a terminal. */
  progress(text: string): void
  note(text: string): void
}

export function createOutput(json: boolean): Output {
  let rewriting = false
  const endProgress = () => {
    if (rewriting) process.stderr.write('\n')
    rewriting = false
  }
  return {
    json,
    result: (value, lines) => {
      endProgress()
      process.stdout.write(json ? `${JSON.stringify(value)}\n` : lines.map((line) => `${line}\n`).join(''))
    },
    progress: (text) => {
      if (!process.stderr.isTTY) return
      rewriting = true
      process.stderr.write(`\r\u001B[K${text}`)
    },
    note: (text) => {
      endProgress()
      process.stderr.write(`${text}\n`)
    },
  }
}

const signs = { error: 'LỖI', warning: 'CẦN XEM', info: 'ghi chú' } as const

export const findingLine = ({ severity, place, code, message }: Finding): string =>
  [signs[severity], place, `${message.vi} [${code}]`].filter((part) => part !== '').join(' · ')

/** Aligned columns under a header. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const all = [header, ...rows].map((row) => row.map(String))
  const widths = header.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)))
  return all.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd(),
  )
}

/** Says what failed and returns the exit code: 1 for a failure; a wrong command line exits with 2. */
/** @param word what the contest the command names calls a round */
export function reportFailure(error: unknown, json: boolean, word: RoundWord): number {
  if (error instanceof ContestError) {
    const { code, detail } = error
    const { vi, en } = inRoundWord(word, errorCatalogue[code])
    if (json) process.stdout.write(`${JSON.stringify({ error: { code, message: { vi, en }, ...detail } })}\n`)
    process.stderr.write(`${vi}\n${en} [${code}]\n`)
    for (const finding of detail.findings ?? []) process.stderr.write(`  ${findingLine(finding)}\n`)
    const facts = Object.entries(detail).filter(
      ([name, fact]) => name !== 'findings' && (typeof fact === 'string' || typeof fact === 'number'),
    )
    if (facts.length > 0) process.stderr.write(`  ${facts.map(([name, fact]) => `${name}: ${String(fact)}`).join(', ')}\n`)
    return 1
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 1
}
