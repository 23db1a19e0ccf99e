/** A contribution as its owner sees it, and what of it can enter the bank. */
import type { Contribution, ContributionLine } from '#contract/contributions.ts'
import type { Finding as WireFinding } from '#contract/problem.ts'
import type { Static } from 'typebox'
import { repeatedStems } from '#contest/questions/check.ts'
import type { Finding } from '#contest/values.ts'
import { found, hasError } from '#formats/findings/findings.ts'
import type { ContributionCounts, ContributionRecord, StagedItem } from '#store/contributions/contributions.ts'
import { mayDo, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { requireContest } from '../find.ts'
import { bankNames, wireContent, type BankNames } from '../questions/lines.ts'
import { findRepetitions } from '../questions/entering.ts'

export const isBroken = ({ findings }: StagedItem): boolean => hasError(findings)
const isDoubtful = (item: StagedItem): boolean => !isBroken(item) && item.findings.some(({ severity }) => severity === 'warning')

export function countsOf(items: readonly StagedItem[]): ContributionCounts {
  const wanted = items.filter(({ leftOut }) => !leftOut)
  return {
    questions: items.length,
    broken: wanted.filter(isBroken).length,
    doubtful: wanted.filter(isDoubtful).length,
    leftOut: items.length - wanted.length,
  }
}

/** Says anew which items repeat an earlier one that is not left out: a question that was mended may do so no longer. */
export function withRepeatedStems(items: readonly StagedItem[]): readonly StagedItem[] {
  const repeated = repeatedStems(items.map(({ content, leftOut }) => (leftOut ? '' : content.stem)))
  return items.map((item, index) => {
    const findings = item.findings.filter(({ code }) => code !== 'stem-twice')
    const other = items[repeated[index] ?? -1]?.place
    if (other !== undefined) findings.push(found('stem-twice', item.place, { question: `Câu ${String(index + 1)}`, other }))
    return { ...item, findings }
  })
}

export function contributionLine(record: ContributionRecord, names: BankNames): ContributionLine {
  const { id, state, questions, broken, doubtful, leftOut, createdAt, submittedAt, staged, owner, unitId } = record
  return {
    ...{ id, state, questions, broken, doubtful, leftOut, createdAt, submittedAt },
    fileName: staged.fileName,
    format: staged.format,
    by: names.person(owner),
    unit: names.unit(unitId),
  }
}

export async function contributionView(app: App, who: Who, record: ContributionRecord): Promise<Contribution> {
  const { contestId, staged, state, version } = record
  const { items } = staged
  const wanted = items.filter((item) => !item.leftOut)
  const repetitions = await findRepetitions(
    app,
    app.database.db,
    contestId,
    wanted.map(({ content }) => content),
  )
  const repeatsOf = new Map(wanted.map((item, at) => [item, repetitions[at] ?? null]))
  // Whoever may not see the bank could guess a question, upload it, and be told that it is in there.
  const sees = mayDo(who, 'questions.see')
  const staysOut = (item: StagedItem): boolean => repeatsOf.get(item)?.[sees ? 'whole' : 'ofFile'] === true
  const adds = state === 'staged' ? wanted.filter((item) => !isBroken(item) && !staysOut(item)).length : 0
  return {
    ...contributionLine(record, await bankNames(app, await requireContest(app.database.db, contestId))),
    version,
    findings: wireFindings(staged.findings),
    items: items.map((item, index) => ({
      index,
      place: item.place,
      content: wireContent(item.content),
      findings: wireFindings(item.findings),
      leftOut: item.leftOut,
      mended: item.mended,
      repeats: sees && state === 'staged' && staysOut(item) ? repeatsOf.get(item)?.stem || null : null,
    })),
    adds,
    ready: state === 'staged' && wanted.some((item) => !isBroken(item)),
  }
}

const wireFindings = (findings: readonly Finding[]): Static<typeof WireFinding>[] =>
  findings.map((finding) => ({ ...finding, message: { ...finding.message } }))
