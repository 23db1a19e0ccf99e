#!/usr/bin/env node
// Runs the command line on the Node the project brings, whichever Node this file was started with.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const needed = 24
if (Number(process.versions.node.split('.')[0]) >= needed) {
  // Kept beside the program, where only who installed it writes; its threads and processes use it too.
  const { enableCompileCache } = await import('node:module')
  const { directory } = enableCompileCache(fileURLToPath(new URL('../build/compiled', import.meta.url)))
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory
  await import('../src/cli/main.ts')
} else {
  const bundled = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  if (!existsSync(bundled)) {
    process.stderr.write(`hoithi needs Node ${needed} or newer and found ${process.versions.node}. Run npm ci, which brings it.\n`)
    process.exit(2)
  }
  const child = spawn(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 128 + constants.signals[signal]))
}
