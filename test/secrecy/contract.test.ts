/** What leaves the system before publication has no field in which correctness or a prediction could stand. */
import { describe, expect, it } from 'vitest'
import * as contests from '#contract/contests.ts'
import * as results from '#contract/results.ts'
import * as rounds from '#contract/rounds.ts'
import * as takingPart from '#contract/taking-part.ts'

/**
 * Answers given for a published round only (a conclusion and its draft count no other), what contestants themselves send, and what
 * the jury reads after the tally; and questions released for practice, which stand in no set.
 */
const mayTell = [
  'RoundResults',
  'Conclusion',
  'ConclusionPage',
  'ConclusionDraft',
  'OwnResult',
  'EntrySubmission',
  'KeptEntry',
  'StandingPage',
  'RoundAwardList',
  'RoundTies',
  'PracticePaper',
]

const telling =
  /^(correct|right|answers?|key|score|scores|rank|distance|prediction|predictions|predictionDistance|actual\w*|allCorrect|award|awards|lotSeed|paperSeed)$/
/** A round's key in addresses; whether a prediction is asked, without any. */
const harmless = ['key', 'StartedAttempt/prediction']

/** Paths of all fields of a schema, `rounds/attempts/id`. */
function fields(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties, items, anyOf } = schema as Readonly<Record<string, unknown>>
  return [
    ...Object.entries(properties ?? {}).flatMap(([name, field]) => [`${path}/${name}`, ...fields(field, `${path}/${name}`)]),
    ...fields(items, path),
    ...(Array.isArray(anyOf) ? anyOf : []).flatMap((one) => fields(one, path)),
  ]
}

const schemas = Object.entries({ ...contests, ...results, ...rounds, ...takingPart }).map(([name, schema]) => ({
  name,
  paths: fields(schema, name),
}))
const tellingPaths = (paths: readonly string[]) =>
  paths.filter(
    (path) => telling.test(path.slice(path.lastIndexOf('/') + 1)) && !harmless.some((one) => path.endsWith(`/${one}`) || path === one),
  )

describe('the contract before publication', () => {
  it('sees through the schemas that do tell', () => {
    for (const name of mayTell) expect(tellingPaths(schemas.find((one) => one.name === name)?.paths ?? [])).not.toEqual([])
  })

  it.each(schemas.filter(({ name }) => !mayTell.includes(name)))(
    '$name has no field of correctness, prediction, rank or seed',
    ({ paths }) => {
      expect(tellingPaths(paths)).toEqual([])
    },
  )
})
