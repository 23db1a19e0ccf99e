/** Where a benchmark keeps its data: a directory that is removed again, and a PostgreSQL cluster of its own when asked. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Dialect } from '#store/database/database.ts'
import { startPostgres } from '#test/support/databases/postgres.ts'
import { readConfig, type Config } from '#config.ts'

/** `--store sqlite|postgres|both` */
export const storesOf = (asked: string): readonly Dialect[] =>
  (['sqlite', 'postgres'] as const).filter((store) => asked === 'both' || asked === store)

export async function withStore<T>(store: Dialect, act: (config: Config) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-load-'))
  const cluster = store === 'postgres' ? await startPostgres() : null
  try {
    return await act(readConfig({ data, database: cluster?.url, port: '0' }, { HOITHI_CLOSING_GRACE_MS: '500' }))
  } finally {
    await cluster?.stop()
    rmSync(data, { recursive: true, force: true })
  }
}
