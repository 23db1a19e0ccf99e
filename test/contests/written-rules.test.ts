import { expect, it } from 'vitest'
import { rulesOfWritten, type WrittenRules } from '#contest/rules/written.ts'
import { writtenRulesOf } from '#usecases/ids.ts'
import { fullRulesFile, plainRules, rulesOf } from '../support/contest.ts'

const collective = { count: 5, amount: 2_000_000, by: 'participants', tieBreaks: ['participation-rate-desc', 'last-participant-asc', 'jury'] } as const
const kept = rulesOf({
  ...fullRulesFile,
  collective,
  referral: null,
  complaints: null,
  incidents: null,
  retention: null,
  paper: { ...fullRulesFile.paper, fixedSets: null },
  attempts: { ...fullRulesFile.attempts, perDay: null, extra: null },
  prizes: { ...fullRulesFile.prizes, shareOfParticipants: null, whenRevoked: null },
})
/** As it was when its digest was promised. */
const full = { ...kept, access: { ...kept.access, who: 'roster-or-registration' } } as const

it.each([
  ['full rules', full, 'de31f9c6f2ee529c948e33f689f51dd457dadfdbedd896a3e68c785343807817'],
  ['plain rules', plainRules, 'a751c620b2540b3d559591388a3ab8fd80426f5827acf8e8c5315794a7cc315e'],
])('%s have the digest logs have promised, and are read as they were', (_, rules, digest) => {
  const written = writtenRulesOf(rules)
  expect(written.rulesDigest).toBe(digest)
  expect(rulesOfWritten(JSON.parse(written.rules) as WrittenRules)).toEqual(rules)
})
