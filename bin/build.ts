/**
 * Builds the pages into build/web when their sources changed since the last build (`--force`: in any case). The stamp is a
 * digest of every file that goes in, written only after a build that succeeded.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'build', 'web', '.sources')
const sources = ['web', 'src/contract', 'src/contest', 'package-lock.json']
const ignored = new Set(['node_modules', '.svelte-kit'])

function* files(path: string): Generator<string> {
  const entries = readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (ignored.has(entry.name)) continue
    const inner = join(path, entry.name)
    if (entry.isDirectory()) yield* files(inner)
    else if (!entry.name.endsWith('.test.ts')) yield inner
  }
}

function digest(): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of source.includes('.') ? [source] : files(source)) hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/** What a style names and nobody found is left in it as it was written, with a warning alone: a build without its fonts is none. */
function refuseUnresolved(): void {
  for (const name of readdirSync(join(root, 'build', 'web'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.css')) continue
    const found = /url\(["']?(@[^"')]+)/.exec(readFileSync(join(root, 'build', 'web', name), 'utf8'))?.[1]
    if (found === undefined) continue
    process.stderr.write(`Không tìm thấy ${found}. Hãy chạy npm ci. / ${found} was not found: run npm ci.\n`)
    process.exit(1)
  }
}

const wanted = digest()
if (process.argv.includes('--force') || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  process.stderr.write('Đang dựng các trang… / building the pages…\n')
  execFileSync(
    process.execPath,
    [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', join('web', 'vite.config.ts'), '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  refuseUnresolved()
  mkdirSync(join(root, 'build', 'web'), { recursive: true })
  writeFileSync(stamp, wanted)
}
