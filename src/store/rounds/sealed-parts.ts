/** What is sealed of a round and does not open: damaged, changed, or moved here from elsewhere. */
import { ContestError } from '#contest/errors.ts'
import type { Bilingual } from '#contest/values.ts'

const parts = {
  'paper-seed': { vi: 'hạt giống rút đề', en: 'the seed of its papers does' },
  'lot-seed': { vi: 'hạt giống rút thăm', en: 'the seed of its lots does' },
  'entry-key': { vi: 'khoá của bài dự thi', en: 'the key of its entries does' },
  'locked-set': { vi: 'bộ đề đã chốt', en: 'its locked questions do' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type SealedPart = keyof typeof parts

interface NamedRound {
  readonly key: string
  readonly name: string
}

/** @param rounds all it is sealed for */
export function partDamaged(part: SealedPart, rounds: readonly NamedRound[]): ContestError {
  const { vi, en } = parts[part]
  const findings = rounds.map(({ key, name }) => ({
    ...{ severity: 'error' as const, place: key, code: part },
    message: { vi: `${name}: không mở được ${vi}.`, en: `${name}: ${en} not open.` },
  }))
  return new ContestError('sealed-damaged', { findings })
}
