/** The house as the documents show it, and as the tree stands. What may import what is held by `npm run test:layers`. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import walls from '../../walls.json' with { type: 'json' }

const root = fileURLToPath(new URL('../../', import.meta.url))
const page = readFileSync(`${root}ARCHITECTURE.md`, 'utf8')
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '')
const sources = files.filter((file) => /^(src|web|test|bin)\/.*\.(ts|svelte|mjs|css|typ)$/.test(file) && !file.endsWith('.test.ts'))

const names = (cell: string): readonly string[] => (cell === '–' ? [] : cell.split(', '))

/** Rows of the table of the page whose first heading is this. */
function table(heading: string): readonly (readonly string[])[] {
  const lines = page.slice(page.indexOf(`\n| ${heading} |`) + 1).split('\n')
  const end = lines.findIndex((line) => !line.startsWith('|'))
  return lines.slice(2, end).map((line) => line.slice(2, -2).split(' | '))
}

const capabilities = Object.keys(walls.capabilities)
const known = [...capabilities, ...walls.planned]
const foldersIn = (place: string): readonly string[] => [
  ...new Set(
    sources
      .flatMap((file) => (file.startsWith(place) ? [file.slice(place.length).split('/')] : []))
      .flatMap((at) => (at.length > 1 ? [at[0] ?? ''] : [])),
  ),
]
const filesIn = (place: string): readonly string[] =>
  sources.filter((file) => dirname(file) === place).map((file) => basename(file).replace(/\.\w+$/, ''))

it('shows the layers as the walls have them', () => {
  expect(
    Object.fromEntries(
      table('layer').map(([layer = '', imports = '', types = '']) => [layer, { imports: names(imports), types: names(types) }]),
    ),
  ).toEqual(walls.layers)
})

it('shows the parts of the contest as the walls have them', () => {
  expect(Object.fromEntries(table('part of the contest').map(([part = '', imports = '']) => [part, names(imports)]))).toEqual(walls.parts)
})

it('shows the capabilities as the walls have them, and those to come', () => {
  expect(Object.fromEntries(table('capability').map(([one = '', , imports = '']) => [one, names(imports)]))).toEqual(walls.capabilities)
  expect(page).toContain(`To come, each a folder of its own: ${walls.planned.join(', ')}.`)
})

it.each([
  ['src/usecases/', []],
  ['src/store/', ['database', 'commit-queue', 'backup']],
  ['src/cli/', []],
  ['web/src/components/', ['base']],
  ['test/', ['secrecy', 'doors', 'docs', 'structure', 'whole-round', 'e2e', 'faults', 'fuzz', 'load', 'support']],
] as const)('calls the folders of %s by capability', (place, others) => {
  expect(foldersIn(place).filter((name) => ![...known, ...others].includes(name))).toEqual([])
})

it.each([
  ['src/contract', ['values', 'problem', 'question']],
  ['src/http/routes/staff', ['requests']],
  ['web/src/messages/vi', ['base']],
] as const)('calls the files of %s by capability', (place, others) => {
  expect(filesIn(place).filter((name) => ![...known, ...others].includes(name))).toEqual([])
})

it('names the parts of the contest as its folders', () => {
  expect([...foldersIn('src/contest/')].sort()).toEqual(Object.keys(walls.parts).sort())
})

it.each([
  [/^ {4}(calendar .*)$/m, filesIn('src/contest')],
  [/^ {2}usecases\/ +(.*) = the foundation/m, filesIn('src/usecases')],
  [/^ {2}http\/ +(.*)$/m, filesIn('src/http')],
  [/^ {4}routes\/ +(.*); staff/m, filesIn('src/http/routes')],
  [/^ {2}adapters\/ +the outside world: (.*)$/m, filesIn('src/adapters')],
  [/^ {2}formats\/ +bytes -> values and back: (.*)$/m, foldersIn('src/formats/').map((name) => `${name}/`)],
  [/^ {4}(rules\/.*)$/m, foldersIn('src/contest/').map((name) => `${name}/`)],
] as const)('shows in its tree what stands there: %s', (line, there) => {
  expect([...(line.exec(page)?.[1] ?? '').split(' ')].sort()).toEqual([...there].sort())
})

it('holds at most fifteen sources in a folder, but for the list of migrations', () => {
  const counts = new Map<string, number>()
  for (const file of sources) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  counts.delete('src/store/database/migrations')
  expect([...counts].filter(([, count]) => count > 15)).toEqual([])
})

it('repeats no folder in the names of its files', () => {
  const repeating = files.filter((file) => {
    const folder = basename(dirname(file))
    const name = basename(file)
    return /^(src|web|test|bin)\//.test(file) && [folder, folder.replace(/s$/, '')].some((one) => name.startsWith(`${one}-`))
  })
  expect(repeating).toEqual([])
})

it('names in comments only files that exist', () => {
  const there = new Set(files.map((file) => basename(file)))
  const gone = sources.flatMap((file) => {
    const comments = readFileSync(`${root}${file}`, 'utf8').match(/^\s*\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm) ?? []
    const named = comments.flatMap((comment) =>
      [...comment.matchAll(/(?<![\w.*<>-])[\w-]+(?:\/[\w-]+)*\.(?:ts|svelte|mjs|md)\b/g)].map(([name]) => name),
    )
    return named.filter((name) => !there.has(basename(name))).map((name) => `${file}: ${name}`)
  })
  expect(gone).toEqual([])
})

it('dates its decisions, under one kind of heading', () => {
  const decisions = files.filter((file) => /^docs\/decisions\/\d{4}-[\w-]+\.md$/.test(file))
  expect(decisions.length).toBeGreaterThan(15)
  const other = decisions.filter((file) => {
    const [heading = '', blank, accepted = ''] = readFileSync(`${root}${file}`, 'utf8').split('\n')
    return !heading.startsWith(`# ${basename(file).slice(0, 4)}. `) || blank !== '' || !/^Accepted, \d{4}-\d{2}-\d{2}\.$/.test(accepted)
  })
  expect(other).toEqual([])
})

it('names only what exists in its table of places', () => {
  const places = table('you want to change').flatMap(([, where = '']) =>
    [...where.matchAll(/`((?:[\w-]+\/)+[\w-]+\.ts)`/g)].map(([, path]) => path ?? ''),
  )
  expect(places.length).toBeGreaterThan(5)
  expect(places.filter((path) => !files.includes(`src/${path}`))).toEqual([])
})
