/**
 * Entries of contestants who know more and less, through the real use cases: questions that work, and some that are too
 * easy, too hard, wrongly keyed, or have an option nobody takes.
 */
import type { LockedSet } from '#contest/questions/question.ts'
import type { App } from '#usecases/app.ts'
import { paperOf, startAttempt } from '#usecases/taking-part/attempts.ts'
import { submitEntry } from '#usecases/taking-part/entries.ts'
import type { PlayedPaper } from './oracles/item-oracle.ts'
import type { LiveContest } from './live.ts'

const kinds = ['plain', 'plain', 'too-easy', 'plain', 'too-hard', 'plain', 'wrong-key', 'plain', 'unused-option', 'plain'] as const

/** How the question at this place of the set is answered. */
export const kindOf = (question: number): (typeof kinds)[number] => kinds[question % kinds.length] ?? 'plain'

/** Numbers from 0 to 1, the same every time. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** What somebody of this skill (0 … 1) ticks, as a position in the author's order; null: nothing. */
function choice(set: LockedSet, question: number, skill: number, chance: () => number): number | null {
  const { options, correct } = set.questions[question] ?? { options: [], correct: [] }
  const key = correct[0] ?? 0
  const kind = kindOf(question)
  const truth = kind === 'wrong-key' ? (key + 1) % options.length : key
  if (kind === 'too-easy') return chance() < 0.985 ? key : (key + 1) % options.length
  if (kind === 'too-hard') return chance() < 0.12 ? key : (key + 1 + Math.floor(chance() * (options.length - 1))) % options.length
  if (chance() < 0.03) return null
  // A few questions are harder than others.
  if (chance() < skill * (1.15 - (question % 7) * 0.08)) return truth
  const unused = (key + options.length - 1) % options.length
  for (;;) {
    const blind = Math.floor(chance() * options.length)
    if (kind !== 'unused-option' || blind !== unused) return blind
  }
}

/**
 * Everybody starts and submits, a second after one another.
 * @param timed the devices of every other contestant tell how long each question was on screen
 * @returns what was submitted, in order
 */
export async function answerRound(
  app: App,
  contest: LiveContest,
  contestants: LiveContest['contestants'] = contest.contestants,
  seed = 7,
  timed = false,
): Promise<readonly PlayedPaper[]> {
  const chance = chanceOf(seed)
  const { contest: stored, set } = await app.runtimes.get(contest.roundId)
  const played: PlayedPaper[] = []
  for (const { id } of contestants) {
    const who = { kind: 'contestant', id, contestId: stored.id, consented: true, signInMark: '' } as const
    const skill = chance()
    const open = await startAttempt(app, who, contest.roundId, app.clock.now())
    const { attempt } = open
    const paper = paperOf(open)
    const answers = paper.map(({ question, optionOrder }) => {
      const ticked = choice(set, question, skill, chance)
      return ticked === null ? [] : [optionOrder.indexOf(ticked)]
    })
    const entryId = `answered-${attempt.id}`
    const prediction = Math.floor(chance() * 200)
    const told = timed && played.length % 2 === 0 && { seconds: paper.map(({ question }) => 5 + (question % 9) + Math.floor(skill * 30)) }
    await submitEntry(app, who, attempt.id, { entryId, answers, prediction, ...told }, { at: app.clock.now(), ticket: null })
    played.push({ paper, answers, ...told })
  }
  return played
}
