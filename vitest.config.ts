import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** What test/run.ts leaves out of a part, blank-separated: `--exclude` does not reach the projects. */
const without = process.env['HOITHI_TEST_WITHOUT']?.split(' ') ?? []

export default defineConfig({
  test: {
    // As many as there are cores: half of a test's time it waits for a disk or a process. By itself Vitest leaves one out.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/faults/**', '**/node_modules/**', ...without],
          globalSetup: ['test/support/databases/setup.ts'],
          // The damage tests unfold large files on purpose, and two cores may be shared.
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: {
          alias: {
            '#web': new URL('web/src', import.meta.url).pathname,
          },
        },
        test: { name: 'web', include: ['web/**/*.test.ts'], exclude: ['**/node_modules/**'], isolate: false },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/contest/**/*.ts', 'src/ledger/**/*.ts'],
      exclude: ['**/*.test.ts'],
      thresholds: { 100: true },
      reporter: ['text-summary', 'text'],
      reportsDirectory: 'build/coverage',
    },
  },
})
