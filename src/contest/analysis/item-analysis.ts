/**
 * Did the questions work? Entries of a closed round are fed one by one, each with its paper; what is kept grows with the
 * questions, not with the entries. Everything given is a count or a sum, for the screen to divide, but for the
 * discrimination (counts.ts), which is a correlation in thousandths.
 */
import type { Answers, Paper } from '../paper/answers.ts'
import { countPaper, emptyCounts, pointBiserial, takersOf, upperFrom, type ByRest, type ItemCounts, type Takers } from './counts.ts'
import { flagLimits, flagsOf, type ItemFlag } from './flags.ts'
import { countTime, emptyTimes, timesOf, type ItemTimes, type TimeAnalysis } from './times.ts'
import type { LockedSet, Question } from '../questions/question.ts'
import type { Difficulty } from '../rules/rules.ts'
import { markAnswers } from '../tally/scoring.ts'

export interface QuestionAnalysis {
  /** Index into `LockedSet.questions`. */
  readonly question: number
  /** Papers the question stood on. Facility, the share right, is `right / papers`: unanswered counts as not right. */
  readonly papers: number
  readonly answered: number
  readonly right: number
  /** Corrected point-biserial in thousandths; null when it is not defined. */
  readonly discrimination: number | null
  /** Papers of the better contestants: those with the highest rest scores, at least `flagLimits.upperShare` % of them. */
  readonly upper: number
  /** In the author's order. With several right answers their counts add up to more than the papers. */
  readonly options: readonly Takers[]
  readonly unanswered: Takers
  /** null: no device told how long. */
  readonly time: TimeAnalysis | null
  /** Most serious first. */
  readonly flags: readonly ItemFlag[]
}

/** The questions of one topic, or of one level, together. */
interface GroupAnalysis<Key> {
  /** null: questions that name none. */
  readonly key: Key | null
  readonly questions: number
  /** Times one of them stood on a paper, and was right there. */
  readonly papers: number
  readonly right: number
  /** Mean of the discriminations that are defined, in thousandths; null when none is. */
  readonly discrimination: number | null
  /** Questions with at least one flag. */
  readonly flagged: number
}

export interface ItemAnalysis {
  readonly entries: number
  readonly questionsPerPaper: number
  /** Right answers of all entries together. */
  readonly right: number
  /** In the order of the set; questions that were on no paper, too. */
  readonly questions: readonly QuestionAnalysis[]
  /** In the order in which the set names them, those without a topic last. */
  readonly topics: readonly GroupAnalysis<string>[]
  /** From easy to hard, those without a level last. */
  readonly levels: readonly GroupAnalysis<Difficulty>[]
}

export interface ItemAnalysisRun {
  /**
   * @param answers fit the paper (`answersFit`), which has as many questions as every paper of the round
   * @param seconds of each question of the paper, if the device told them
   */
  add(paper: Paper, answers: Answers, seconds?: readonly number[]): void
  /** What has come so far; more may come afterwards. */
  finish(): ItemAnalysis
}

/** @param questions how many questions a paper of the round has (`PaperRules.questions`) */
export function startItemAnalysis(set: LockedSet, questions: number): ItemAnalysisRun {
  const counts = set.questions.map(({ options }) => emptyCounts(options.length, questions))
  const times = new Map<number, ItemTimes>()
  let entries = 0
  let allRight = 0
  return {
    add: (paper, answers, seconds) => {
      const marks = markAnswers(set, paper, answers)
      const right = marks.reduce((sum, one) => sum + (one ? 1 : 0), 0)
      paper.forEach(({ question, optionOrder }, i) => {
        const isRight = marks[i] as boolean
        const ticked = (answers[i] as readonly number[]).map((shown) => optionOrder[shown] as number)
        countPaper(counts[question] as ItemCounts, ticked, isRight, right - (isRight ? 1 : 0))
        if (seconds === undefined) return
        const timed = times.get(question) ?? emptyTimes()
        times.set(question, timed)
        countTime(timed, seconds[i] as number, isRight)
      })
      entries++
      allRight += right
    },
    finish: () => {
      const analysed = set.questions.map((question, at) => analyse(at, question, counts[at] as ItemCounts, times.get(at)))
      const grouped = analysed.map((analysis, at) => ({ ...analysis, of: set.questions[at] as Question }))
      return {
        entries,
        questionsPerPaper: questions,
        right: allRight,
        questions: analysed,
        topics: groupsOf(grouped, ({ topic }) => topic),
        levels: groupsOf(grouped, ({ difficulty }) => difficulty).toSorted((a, b) => levelOrder(a) - levelOrder(b)),
      }
    },
  }
}

function analyse(at: number, { correct }: Question, counts: ItemCounts, times: ItemTimes | undefined): QuestionAnalysis {
  const from = upperFrom(counts.papers, flagLimits.upperShare)
  const takers = (some: ByRest): Takers => takersOf(some, from)
  const all = takers(counts.papers)
  const unanswered = takers(counts.unanswered)
  const facts = {
    papers: all.count,
    right: takers(counts.right).count,
    discrimination: pointBiserial(counts),
    options: counts.options.map(takers),
  }
  return {
    question: at,
    ...facts,
    answered: all.count - unanswered.count,
    upper: all.upper,
    unanswered,
    time: times === undefined ? null : timesOf(times),
    flags: flagsOf({ ...facts, correct }),
  }
}

const levelOrder = ({ key }: GroupAnalysis<Difficulty>): number => key ?? 4

type Grouped = QuestionAnalysis & { readonly of: Question }

function groupsOf<Key>(questions: readonly Grouped[], keyOf: (question: Question) => Key | null): readonly GroupAnalysis<Key>[] {
  const groups = Map.groupBy(questions, ({ of }) => keyOf(of))
  const named = [...groups].filter(([key]) => key !== null)
  const nameless = [...groups].filter(([key]) => key === null)
  return [...named, ...nameless].map(([key, members]) => {
    const defined = members.flatMap(({ discrimination }) => (discrimination === null ? [] : [discrimination]))
    return {
      key,
      questions: members.length,
      papers: members.reduce((sum, { papers }) => sum + papers, 0),
      right: members.reduce((sum, { right }) => sum + right, 0),
      discrimination: defined.length === 0 ? null : Math.round(defined.reduce((sum, one) => sum + one, 0) / defined.length),
      flagged: members.filter(({ flags }) => flags.length > 0).length,
    }
  })
}
