/**
 * `npm test`: every part, each also alone (`npm run test:unit`). A part that fails does not keep the next from
 * running; the closing line counts the tests that passed and failed.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const results = mkdtempSync(join(tmpdir(), 'hoithi-results-'))
const modules = join(root, 'node_modules')
const wanted = process.argv.slice(2)
/** What says most within a minute: no PostgreSQL is started, no browser. */
const isQuick = wanted.includes('quick')
/** Threads and processes load what others have compiled; not where coverage is counted, which it blurs. */
const compiled = { NODE_COMPILE_CACHE: join(results, 'compiled') } as const

interface Outcome {
  readonly passed: number
  readonly failed: number
}

/** A part that is one check counts as one test. */
async function check(program: string, ...args: readonly string[]): Promise<Outcome> {
  return (await run(program, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function all(...checks: readonly (readonly [string, ...string[]])[]): Promise<Outcome> {
  const sum = { passed: 0, failed: 0 }
  for (const [program, ...args] of checks) {
    const { passed, failed } = await check(program, ...args)
    sum.passed += passed
    sum.failed += failed
  }
  return sum
}

/** Runs a program of node_modules, or a script of ours, on this Node. */
function run(program: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<number> {
  const env = { ...process.env, CI: '1', ...more }
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit', env })
  running.add(child)
  return new Promise((resolve) =>
    child.on('exit', (code) => {
      running.delete(child)
      resolve(code ?? 1)
    }),
  )
}

const running = new Set<ChildProcess>()
/** Set from a signal's listener. */
const state = { interrupted: false }
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Each removes its own cluster and servers; we only wait for it.
    for (const child of running) child.kill(signal)
    process.exitCode = 130
    state.interrupted = true
  })
}

/** What failed, and what passed only when its file ran once more by itself: each is something to mend. */
const named: { readonly failed: string[]; readonly unsteady: string[] } = { failed: [], unsteady: [] }

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

async function report(name: string, args: readonly string[], more: Readonly<Record<string, string>>): Promise<[number, Report | null]> {
  const file = join(results, `${name}.json`)
  const all = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args]
  const code = await run(join(modules, 'vitest', 'vitest.mjs'), all, more)
  return [code, existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null]
}

/** A file that cannot be loaded fails no single test. */
const failures = ({ testResults }: Report): string[] =>
  testResults.flatMap(({ name, status, assertionResults }) => {
    const tests = assertionResults.flatMap((test) => (test.status === 'failed' ? [`${relative(root, name)}: ${test.fullName}`] : []))
    return tests.length > 0 || status !== 'failed' ? tests : [relative(root, name)]
  })

/**
 * Files that failed run once more by themselves, so that one test in three thousand that a busy machine made late does not
 * hide what the others found; it is named at the end. `strict`: nothing runs twice, for the parts that count coverage.
 */
async function vitest(
  name: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
  strict = false,
): Promise<Outcome> {
  const [code, first] = await report(name, args, more)
  if (first === null) return { passed: 0, failed: 1 }
  const failed = failures(first)
  const count = (still: readonly string[]): Outcome => {
    named.failed.push(...still)
    // Coverage below its threshold fails no test at all.
    const isShort = code !== 0 && failed.length === 0
    if (isShort) named.failed.push(`${name}: every test passed, and it ended with ${String(code)} (coverage below its threshold)`)
    return { passed: first.numPassedTests + failed.length - still.length, failed: isShort ? 1 : still.length }
  }
  if (strict || failed.length === 0 || state.interrupted) return count(failed)
  const files = first.testResults.flatMap(({ name: file, status }) => (status === 'failed' ? [relative(root, file)] : []))
  // More than a few are no accident.
  if (files.length > 5) return count(failed)
  process.stdout.write(`\n── ${name}, once more: ${files.join(' ')} ──\n`)
  const projects = args.filter((arg, at) => arg === '--project' || args[at - 1] === '--project')
  const [, second] = await report(`${name}-again`, [...projects, ...files], more)
  const still = second === null ? failed : failures(second)
  named.unsteady.push(...failed.filter((test) => !still.includes(test)))
  return count(still)
}

/** As root on Debian installs what the parts need; otherwise says in one line what is missing. */
function provide(packages: Readonly<Record<string, () => boolean>>): void {
  const missing = Object.entries(packages).flatMap(([name, found]) => (found() ? [] : [name]))
  if (missing.length === 0) return
  const line = `apt-get install -y ${missing.join(' ')}`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    process.stderr.write(`The tests need ${missing.join(' and ')}. On Debian: ${line}\n`)
    process.exit(2)
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env })
  const { status } = spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  })
  if (status !== 0) {
    process.stderr.write(`This failed and the tests need it: ${line}\n`)
    process.exit(2)
  }
}

const hasPostgres = (): boolean =>
  existsSync('/usr/lib/postgresql') &&
  readdirSync('/usr/lib/postgresql').some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`))
const hasBrowser = (): boolean =>
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some((path) => existsSync(path))

/** Official documents are read back from their PDF. */
const hasPdfTools = (): boolean => existsSync('/usr/bin/pdftotext')

const bin = (...path: readonly string[]): string => join(modules, ...path)

/** For the parts that start no PostgreSQL. */
const sqliteOnly = { HOITHI_TEST_SQLITE_ONLY: '1' } as const

/** Only what changed since the last time is checked again. */
const typesSinceLast = (name: string, project: string): [string, ...string[]] => [
  ...([bin('typescript', 'bin', 'tsc'), '-p', project, '--incremental'] as const),
  ...['--tsBuildInfoFile', join(root, 'build', 'types', `${name}.tsbuildinfo`)],
]

async function quick(): Promise<Outcome> {
  // A fresh clone lacks what Kit writes for its pages, which the compiler looks for.
  await run(bin('@sveltejs', 'kit', 'svelte-kit.js'), ['sync', '--config', join('web', 'vite.config.ts')])
  // Left out besides: files damaged on purpose, and what starts processes.
  const slow = [
    'src/adapters/{apart,thread,whole-folder}.test.ts',
    'src/formats/questions/{damage,fuzz,officials}.test.ts',
    'src/formats/apart/**',
    'src/store/backup/**',
    'src/documents/**',
    'src/store/database/migrate-killed.test.ts',
    'src/store/commit-queue/faults.test.ts',
  ]
  // Each leaves the cores idle in places where the other does not.
  const checking = all(typesSinceLast('all', '.'), typesSinceLast('contest', 'src/contest'), typesSinceLast('ledger', 'src/ledger'))
  const tests = await vitest(
    'quick',
    [...['--project', 'unit', '--project', 'web'], ...['src', 'web', 'test/structure', 'test/docs', 'test/secrecy/contract']],
    { ...sqliteOnly, HOITHI_TEST_QUICK: '1', NODE_COMPILE_CACHE: join(root, 'build', 'compiled'), HOITHI_TEST_WITHOUT: slow.join(' ') },
  )
  const types = await checking
  return { passed: types.passed + tests.passed, failed: types.failed + tests.failed }
}

const parts: Readonly<Record<string, () => Promise<Outcome>>> = {
  types: () =>
    all(
      [bin('typescript', 'bin', 'tsc'), '-p', '.'],
      [bin('typescript', 'bin', 'tsc'), '-p', 'src/contest'],
      [bin('typescript', 'bin', 'tsc'), '-p', 'src/ledger'],
      [bin('svelte-check', 'bin', 'svelte-check'), '--workspace', 'web', '--tsconfig', 'tsconfig.json', '--fail-on-warnings'],
    ),
  lint: () =>
    all(
      [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'],
      [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    ),
  layers: () =>
    check(bin('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'), 'src', 'web', 'bin', 'test', '--config', '.dependency-cruiser.mjs'),
  'dead-code': () => check(bin('knip', 'bin', 'knip.js')),
  unit: async () => {
    provide({ postgresql: hasPostgres, 'poppler-utils': hasPdfTools })
    // What is pure needs no PostgreSQL; only of that the coverage is asked.
    const pure = ['src/contest', 'src/ledger']
    const own = await vitest('pure', ['--project', 'unit', '--coverage', ...pure], sqliteOnly, true)
    const rest = await vitest('unit', ['--project', 'unit', '--project', 'web'], {
      ...compiled,
      HOITHI_TEST_WITHOUT: pure.map((folder) => `${folder}/**`).join(' '),
    })
    return { passed: own.passed + rest.passed, failed: own.failed + rest.failed }
  },
  browser: () => {
    provide({ chromium: hasBrowser })
    return vitest('browser', ['--project', 'browser'], compiled)
  },
  faults: () => {
    provide({ postgresql: hasPostgres })
    return all([join(root, 'test', 'faults', 'kill.ts'), '--kills', '5'], [join(root, 'test', 'faults', 'storage.ts'), '--seconds', '5'])
  },
}

for (const name of wanted) {
  if (name !== 'quick' && !(name in parts)) {
    process.stderr.write(`No such part: ${name}. Parts: quick, ${Object.keys(parts).join(', ')}\n`)
    process.exit(2)
  }
}

const total = { passed: 0, failed: 0 }
// Built once, before anything else looks at the pages; what is quick looks at none.
if (!isQuick && (await run(join(root, 'bin', 'build.ts'), [])) !== 0) total.failed++
/** In order, and what stands in one line beside each other: each check of the first line keeps one core busy. */
const lines = isQuick ? [[['quick']]] : [[['types', 'layers', 'dead-code'], ['lint']], [['unit']], [['browser']], [['faults']]]
for (const line of lines) await Promise.all(line.map(runParts))

async function runParts(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const part = isQuick ? quick : parts[name]
    if (part === undefined || state.interrupted || (!isQuick && wanted.length > 0 && !wanted.includes(name))) continue
    process.stdout.write(`\n── ${name} ──\n`)
    const from = performance.now()
    const { passed, failed } = await part()
    total.passed += passed
    total.failed += failed
    const seconds = ((performance.now() - from) / 1000).toFixed(0)
    process.stdout.write(`── ${name}: ${String(passed)} passed, ${String(failed)} failed, ${seconds} s\n`)
  }
}
rmSync(results, { recursive: true, force: true })
for (const test of named.unsteady) process.stdout.write(`\nPassed only the second time, to be mended: ${test}`)
for (const test of named.failed) process.stdout.write(`\nFailed: ${test}`)
process.stdout.write(`\n${String(total.passed)} passed, ${String(total.failed)} failed\n`)
if (total.failed > 0 || state.interrupted) process.exitCode = 1
