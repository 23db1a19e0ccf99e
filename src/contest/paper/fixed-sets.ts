/**
 * Fixed sets: whole papers made when a round's set is locked, by its blueprint, no question in two of them. The locked set then
 * holds their questions and no others, those of the first set first; so its digest vouches for which question is in which.
 */
import { asciiBytes, hmacSha256, keyedChance, type Sha256 } from './chance.ts'
import type { BlueprintCell, FixedSets, PaperRules } from '../rules/rules.ts'
import type { Checked, Finding } from '../values.ts'
import { fitBlueprint, type Placed } from './blueprint-fit.ts'
import type { DrawCells } from './draw-plan.ts'
import { pickQuestions } from './pick.ts'

export type FixedPaper = Pick<PaperRules, 'questions' | 'blueprint' | 'apart'> & { readonly fixedSets: FixedSets }

/** What all papers together take from a round's questions: of fixed sets each question once. */
export const demandOf = ({ blueprint, fixedSets }: Pick<PaperRules, 'blueprint' | 'fixedSets'>): readonly BlueprintCell[] =>
  fixedSets === null ? blueprint : blueprint.map((cell) => ({ ...cell, count: cell.count * fixedSets.names.length }))

/** What separates the chance of fixed sets from any other. */
const label = 'hoithi/fixed-sets/v1'

/**
 * The sets out of the questions a round may ask: the same questions give the same sets, whatever their order. Each cell of the
 * blueprint is drawn for all sets at once and dealt out by topic and level, so that no set is harder than another by more than it must.
 * @returns of each set its questions, by ascending code; or what is missing
 */
export function makeFixedSets<Question extends Placed>(
  sha256: Sha256,
  rules: FixedPaper,
  candidates: readonly Question[],
): Checked<readonly (readonly Question[])[]> {
  const questions = candidates.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  const fitted = fitBlueprint({ apart: rules.apart, blueprint: demandOf(rules) }, questions)
  if (!fitted.ok) return fitted
  const drawn = pickQuestions(fitted.value, keyedChance(sha256, hmacSha256(sha256, new Uint8Array(32), asciiBytes(label))))
  const sets = rules.fixedSets.names.map((): number[] => [])
  const kind = (question: number): string => JSON.stringify([questions[question]?.topic, questions[question]?.difficulty])
  for (const { count } of fitted.value.cells) {
    const ofCell = drawn.splice(0, count).sort((a, b) => (kind(a) < kind(b) ? -1 : kind(a) > kind(b) ? 1 : a - b))
    ofCell.forEach((question, at) => sets[at % sets.length]?.push(question))
  }
  const value = sets.map((set) => set.sort((a, b) => a - b).map((question) => questions[question] as Question))
  return { ok: true, value, findings: fitted.findings }
}

/** The sets that a locked set is: of each the indices of its questions. Fails where it was not locked for these rules. */
export function fitFixedSets(
  { questions: size, blueprint, apart, fixedSets: { names } }: FixedPaper,
  questions: readonly Placed[],
): Checked<DrawCells & { readonly fixed: readonly (readonly number[])[] }> {
  if (questions.length !== names.length * size) return { ok: false, findings: [otherSize(names.length, size, questions.length)] }
  const fixed = names.map((_, at) => Array.from({ length: size }, (__, place) => at * size + place))
  const findings = names.flatMap((name, at) => {
    const { findings: found } = fitBlueprint({ apart, blueprint }, questions.slice(at * size, (at + 1) * size))
    return namedIn(name, found)
  })
  return findings.length > 0
    ? { ok: false, findings }
    : { ok: true, value: { cells: [], clusterOf: [], contested: false, fixed }, findings }
}

/** Which of the sets that are left a lot gives an attempt (docs/formats/paper-draw.md). @param seed the round's 32-byte paper seed */
export function drawSet(
  sha256: Sha256,
  seed: Uint8Array,
  { contestantId, attempt }: { readonly contestantId: string; readonly attempt: number },
  left: readonly number[],
): number {
  const key = hmacSha256(sha256, seed, asciiBytes('hoithi/paper-set/v1', contestantId, attempt))
  return left[keyedChance(sha256, key).below(left.length)] as number
}

const namedIn = (name: string, findings: readonly Finding[]): readonly Finding[] =>
  findings.map((finding) => ({ ...finding, message: { vi: `${name}: ${finding.message.vi}`, en: `${name}: ${finding.message.en}` } }))

const otherSize = (sets: number, size: number, has: number): Finding => ({
  severity: 'error',
  place: '/paper/fixedSets',
  code: 'other-sets',
  message: {
    vi: `Thể lệ có ${sets} đề, mỗi đề ${size} câu, nhưng bộ đề đã chốt có ${has} câu: thể lệ đã đổi sau khi chốt. Hãy mở chốt rồi chốt lại.`,
    en: `The rules have ${sets} sets of ${size} questions, but the locked set has ${has}: the rules have changed since it was locked. Unlock it and lock it again.`,
  },
})
