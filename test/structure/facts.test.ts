/** What the contest writes down once is written down nowhere else: a copy would one day differ. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { flagKinds } from '#contest/analysis/flags.ts'
import { checklistIds } from '#contest/checklist.ts'
import { collectiveMeasures, collectiveTieBreaks, criteria, idsOf } from '#contest/criteria.ts'
import { linkStates } from '#contest/questions/contributed.ts'
import { pictureTypes } from '#contest/questions/question.ts'
import { changeKinds, questionStates } from '#contest/questions/review.ts'
import { boardKinds, contestRoles, permissionNames, staffRoles } from '#contest/roles.ts'
import { countingAttempts, entrants } from '#contest/rules/rules.ts'
import { publicStatuses, roundActs, roundStatuses } from '#contest/round-life.ts'
import { sharedGrounds } from '#contest/same-person.ts'
import { severities } from '#contest/values.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Migrations never read today's code, and the types of a table say what its checks say. */
const ownWords = /^src\/(?:contest|ledger|store\/database)\//
const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'src', 'web'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => /\.(?:ts|svelte)$/.test(file) && !file.endsWith('.test.ts'))
const sources = tracked.filter((file) => !ownWords.test(file))

const lists: readonly (readonly string[])[] = [
  ...[roundStatuses, publicStatuses, roundActs, boardKinds, contestRoles, staffRoles, permissionNames],
  ...[questionStates, changeKinds, pictureTypes, flagKinds, sharedGrounds, severities],
  ...[checklistIds, linkStates, countingAttempts, entrants],
  ...[idsOf(criteria), idsOf(collectiveMeasures), idsOf(collectiveTieBreaks)],
].filter((list) => list.length > 2)

const keyOf = (words: readonly string[]): string => [...words].sort().join(' ')

/** Lists of three and more words in quotation marks: of an array, a union of types, or of literals of a schema. */
function listsIn(text: string): readonly (readonly string[])[] {
  const bare = text.replace(/Type\.Literal\(('[^']*')\)/g, '$1')
  return [...bare.matchAll(/'[\w./-]+'(?:\s*[,|]\s*'[\w./-]+'){2,}/g)].map(([list]) =>
    [...list.matchAll(/'([^']+)'/g)].map(([, word = '']) => word),
  )
}

it('finds a copied list in an array, a union and a schema', () => {
  const words = ['one', 'two/2', 'three-3']
  expect(listsIn("const all = ['one', 'two/2', 'three-3'] as const")).toEqual([words])
  expect(listsIn("type All =\n  | 'one'\n  | 'two/2'\n  | 'three-3'")).toEqual([words])
  expect(listsIn("Type.Union([Type.Literal('one'), Type.Literal('two/2'),\n Type.Literal('three-3')])")).toEqual([words])
})

it('copies no list of the contest', () => {
  const known = new Set(lists.map(keyOf))
  const copies = sources.flatMap((file) =>
    listsIn(readFileSync(`${root}${file}`, 'utf8'))
      .filter((words) => known.has(keyOf(words)))
      .map((words) => `${file}: ${words.join(', ')}`),
  )
  expect(copies).toEqual([])
})

it('has each list in one place of the contest itself', () => {
  const known = new Set(lists.map(keyOf))
  const places = tracked
    .filter((file) => file.startsWith('src/contest/'))
    .flatMap((file) => [...new Set(listsIn(readFileSync(`${root}${file}`, 'utf8')).map(keyOf))])
    .filter((key) => known.has(key))
  expect(places.filter((key, at) => places.indexOf(key) !== at)).toEqual([])
})

it('spells the letters of options, and how long what is typed may be, once', () => {
  const copies = sources.flatMap((file) =>
    [...readFileSync(`${root}${file}`, 'utf8').matchAll(/['"`]ABCDEFGH['"`]|\bmaxlength=["{]\d+/g)].map(([copy]) => `${file}: ${copy}`),
  )
  expect(copies).toEqual([])
})
