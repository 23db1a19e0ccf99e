/** From rules back to a file that says them, nothing left out: `checkRules` reads the same rules from it. */
import { wallText } from '../calendar.ts'
import type { BlueprintCell, CollectiveRules, ContestRules, PredictionRules, RoundRules } from './rules.ts'
import type { CellInFile, RulesFile } from './schema.ts'

type CollectiveInFile = NonNullable<RulesFile['collective']>

export function fileOfRules(rules: ContestRules): RulesFile {
  const { organiser, paper, attempts, documents } = rules
  return {
    version: 1,
    slug: rules.slug,
    title: rules.title,
    organiser: {
      name: organiser.name,
      ...(organiser.superior !== null && { superior: organiser.superior }),
      ...(organiser.standingUnit !== null && { standingUnit: organiser.standingUnit }),
    },
    audience: rules.audience,
    zone: rules.zone,
    rounds: rules.rounds.map((round) => roundInFile(round, rules.zone)),
    paper: { ...paper, blueprint: cellsInFile(paper.blueprint) },
    attempts: {
      perRound: attempts.perRound,
      perDay: attempts.perDay,
      counts: attempts.counts,
      timeLimitMinutes: attempts.timeLimitMs === null ? null : attempts.timeLimitMs / 60_000,
      lateStart: attempts.lateStart,
      extra: attempts.extra,
    },
    prediction: predictionInFile(rules.prediction),
    ranking: rules.ranking,
    minimumCorrect: rules.minimumCorrect,
    prizes: rules.prizes,
    collective: rules.collective === null ? null : collectiveInFile(rules.collective, rules.zone),
    referral: rules.referral,
    access: rules.access,
    jury: rules.jury,
    complaints: rules.complaints,
    incidents: rules.incidents,
    retention: rules.retention,
    documents,
    signIn: rules.signIn,
  }
}

/** A percentage has no largest number of its own, a number no decimals. */
function predictionInFile({ maximum, decimals, ...prediction }: PredictionRules): NonNullable<RulesFile['prediction']> {
  return prediction.of === 'all-correct-percentage' ? { ...prediction, decimals } : { ...prediction, maximum }
}

function collectiveInFile({ count, amount, levels, listClosesAt, ...collective }: CollectiveRules, zone: string): CollectiveInFile {
  const listCloses = listClosesAt === null ? null : timeInFile(wallText(listClosesAt, zone))
  return { ...(levels.length === 0 ? { count, amount } : { levels }), ...collective, listCloses }
}

const roundInFile = ({ key, name, opensAt, closesAt, draw }: RoundRules, zone: string): RulesFile['rounds'][number] => ({
  id: key,
  name,
  opens: timeInFile(wallText(opensAt, zone)),
  closes: timeInFile(wallText(closesAt, zone)),
  ...(draw.blueprint !== null && { blueprint: cellsInFile(draw.blueprint) }),
  reuseQuestions: draw.reuse,
})

/** Seconds where there are any. */
const timeInFile = (text: string): string => text.replace(/:00$/, '')

const cellsInFile = (cells: readonly BlueprintCell[]): CellInFile[] =>
  cells.map(({ topic, difficulty, count, percent }) => ({
    ...(topic !== null && { topic }),
    ...(difficulty !== null && { difficulty }),
    ...(percent === undefined ? { count } : { percent }),
  }))
