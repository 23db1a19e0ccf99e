/** The walls of the house: walls.json says who may import whom, ARCHITECTURE.md shows it, and this refuses everything else. */
import { readFileSync } from 'node:fs'

const { layers, parts, capabilities, planned } = JSON.parse(readFileSync(new URL('./walls.json', import.meta.url), 'utf8'))

const tests = '\\.test\\.ts$'
const any = (names) => `(${names.length === 0 ? '$.' : names.join('|')})`
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** `main` and `config` are files, `web` stands beside `src`. */
const place = (layer) => (layer === 'web' ? '^web/' : layer === 'main' || layer === 'config' ? `^src/${layer}\\.ts$` : `^src/${layer}/`)
const source = (layer) => ({ path: place(layer), pathNot: tests })

const named = [...Object.keys(capabilities), ...planned]
/** Folders of a layer that are no capability. */
const besides = { store: ['database', 'commit-queue', 'backup'], usecases: [], cli: [] }

export default {
  forbidden: [
    rule('no-cycles', 'Two files that need each other are one file; types count.', {}, { circular: true }),
    rule('resolvable', 'An import that resolves to nothing fails at run time.', { pathNot: '^web/' }, { couldNotResolve: true }),
    rule(
      'known-layers',
      'Every file of src lives in a layer of walls.json.',
      { path: '^src/', pathNot: [`^src/${any(Object.keys(layers))}/`, '^src/(main|config)\\.ts$'] },
      {},
    ),
    ...Object.entries(layers).flatMap(([layer, { imports, types }]) => [
      rule(`layer-${layer}`, `${layer} may import ${imports.join(', ') || 'nothing of ours'}`, source(layer), {
        path: '^(src|web)/',
        pathNot: [layer, ...imports, ...types].map(place),
      }),
      ...types.map((one) =>
        rule(`types-of-${one}-in-${layer}`, `${layer} may name the types of ${one}, no more`, source(layer), {
          path: place(one),
          dependencyTypesNot: ['type-only'],
        }),
      ),
    ]),
    rule('contest-stands-alone', 'The contest is pure: data in, data out.', source('contest'), { pathNot: '^src/contest/' }),
    rule('ledger-stands-alone', 'What outsiders re-implement; only an audited hash from outside.', source('ledger'), {
      pathNot: '^src/ledger/|node_modules/@noble/hashes',
    }),
    ...Object.entries(parts).map(([part, below]) =>
      rule(`contest-${part}`, `contest/${part} may import the words every part uses, ${below.join(', ')}`, source(`contest/${part}`), {
        path: '^src/contest/[^/]+/',
        pathNot: `^src/contest/${any([part, ...below])}/`,
      }),
    ),
    rule(
      'contest-words',
      'The words every part of the contest uses name no part.',
      { path: '^src/contest/[^/]+\\.ts$', pathNot: tests },
      {
        path: '^src/contest/[^/]+/',
      },
    ),
    ...Object.entries(besides).flatMap(([layer, folders]) => [
      rule(
        `capabilities-of-${layer}`,
        'A folder here is a capability of walls.json.',
        { path: `^src/${layer}/[^/]+/`, pathNot: `^src/${layer}/${any([...named, ...folders])}/` },
        {},
      ),
    ]),
    ...Object.entries(capabilities).map(([one, others]) =>
      rule(`usecases-${one}`, `usecases/${one} may import the foundation ${others.join(', ')}`, source(`usecases/${one}`), {
        path: '^src/usecases/[^/]+/',
        pathNot: `^src/usecases/${any([one, ...others])}/`,
      }),
    ),
    rule(
      'usecases-foundation',
      'What all use cases share names none of them.',
      { path: '^src/usecases/[^/]+\\.ts$', pathNot: tests },
      {
        path: '^src/usecases/[^/]+/',
      },
    ),
    rule(
      'store-folders',
      'The tables of a capability are nobody else’s; all stand on the database.',
      { path: '^src/store/([^/]+)/', pathNot: tests },
      {
        path: '^src/store/[^/]+/',
        pathNot: ['^src/store/$1/', '^src/store/database/'],
      },
    ),
    rule(
      'only-store-speaks-sql',
      'SQL lives in one folder; the command line may ask a database its version.',
      {
        path: '^src/',
        pathNot: ['^src/store/', '^src/cli/operations/doctor\\.ts$', tests],
      },
      { path: 'node_modules/(kysely|pg)/|^node:sqlite$' },
    ),
    rule(
      'tables-stay-in-the-store',
      'The store gives values in our words; how a table calls its columns is its own affair.',
      { path: '^src/', pathNot: '^src/store/' },
      { path: '^src/store/database/schema' },
    ),
    rule(
      'one-way-to-the-bank',
      'A bank is read whole by what holds it in memory, which everybody asks.',
      { path: '^src/', pathNot: ['^src/memory/banks\\.ts$', tests] },
      { path: '^src/store/questions/whole-bank\\.ts$' },
    ),
    rule('nothing-imports-web', 'The server finds the built pages by their path.', { path: '^src/' }, { path: '^web/' }),
    rule('tests-stay-out', 'Shipped code never needs test code.', { path: '^(src|web|bin)/', pathNot: tests }, { path: `^test/|${tests}` }),
    rule(
      'no-development-packages',
      'What runs in production is a dependency.',
      { path: '^(src|bin)/', pathNot: tests },
      {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.svelte'],
    },
  },
}
