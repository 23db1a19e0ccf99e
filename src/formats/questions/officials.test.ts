/** A short slice of `test/fuzz/officials.ts`, with other seeds each run; fast-check prints the seed of a failure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFile, officialFiles, type OfficialKind } from '#test/support/formats/officials/check.ts'

describe('files of officials, one question of each damaged', () => {
  it.each(Object.keys(officialFiles) as OfficialKind[])('are read as they were meant, or in doubt by name: %s', (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), (seed) => {
        const { file, verdicts, unsaid } = checkFile(kind, seed)
        const silent = [...unsaid, ...verdicts.filter((verdict) => !['exact', 'fair', 'doubtful'].includes(verdict))]
        expect({ ...file.made, silent }).toEqual({ ...file.made, silent: [] })
      }),
      { numRuns: 100 },
    )
  })
})
