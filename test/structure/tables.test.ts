/** Who writes which table: what a capability keeps is written in its folder of the store and nowhere else; a query may read across. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8')
const sources = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'src'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('src/store/database/migrations/'))

const schema = read('src/store/database/schema.ts')
const tables = [...schema.slice(schema.indexOf('export interface Schema ')).matchAll(/^ {2}(\w+): \w+Table$/gm)].map(
  ([, name = '']) => name,
)

/** Through the query builder, through `insertMany`, and in SQL that is written out. */
const writes =
  /\b(?:insertInto|updateTable|deleteFrom)\('(\w+)'|\binsertMany\(\w+, '(\w+)'|\b(?:insert into|delete from) (\w+)|\bupdate (\w+) set\b/g
/** Of a table that comes in a variable: then all that the file names. */
const anyOf = /\b(?:insertInto|updateTable|deleteFrom)\(table\)|\binsertMany\(\w+, table\b/

function writtenIn(file: string): readonly string[] {
  const text = read(file)
  const named = [...text.matchAll(writes)].map((found) => found.slice(1).find(Boolean) ?? '')
  const listed = anyOf.test(text) ? tables.filter((name) => text.includes(`'${name}'`)) : []
  return [...named, ...listed].filter((name) => tables.includes(name))
}

const writers = new Map<string, Set<string>>(tables.map((name) => [name, new Set()]))
for (const file of sources) for (const name of writtenIn(file)) writers.get(name)?.add(dirname(file).replace('src/store/', ''))

it('is written by its capability alone; by the commit queue what makes an entry durable, by a backup that it came back', () => {
  const found: Record<string, string[]> = {}
  for (const [name, folders] of writers) (found[[...folders].sort().join(', ')] ??= []).push(name)
  expect(found).toEqual({
    database: ['key_fingerprint'],
    contests: ['contest', 'rules_version'],
    audit: ['audit'],
    people: ['unit', 'contestant', 'board_member', 'people_request', 'people_undo', 'likely_same', 'erasure_request', 'erasure'],
    identity: [
      'staff',
      'staff_role',
      'second_factor',
      'recovery_code',
      'provider_account',
      'provider_doubt',
      'used_proof',
      'session_move',
      'session',
      'session_change',
      'sign_in_failure',
    ],
    questions: [
      'bank',
      'question',
      'question_version',
      'question_change',
      'question_tie',
      'picture',
      'picture_holder',
      'practice_question',
    ],
    contributions: ['contribution', 'upload_link'],
    rounds: ['locked_set', 'round', 'round_departure', 'round_lock', 'lock_release'],
    'backup, rounds': ['log_epoch'],
    'commit-queue, taking-part': ['attempt', 'entry', 'log_head'],
    'taking-part': ['referral', 'extra_attempt'],
    'commit-queue': ['marker_leaf', 'log_checkpoint'],
    results: [
      'tie_decision',
      'round_result',
      'standing',
      'contestant_rank',
      'set_aside',
      'award',
      'publication',
      'prize_revocation',
      'round_approval',
    ],
    operations: ['clock_confirmation'],
  })
})

it('is read under the names the code gives its columns, which are selected so', () => {
  const otherwise = sources
    .filter((file) => /^src\/store\/(?!backup\/)/.test(file))
    .flatMap((file) =>
      [...read(file).matchAll(/\.selectAll\(|\brow\.[a-z]+_\w+|\(\{[^{}()]*_[^{}()]*\}\) =>/g)].map(([found]) => `${file}: ${found}`),
    )
  expect(otherwise).toEqual([])
})
