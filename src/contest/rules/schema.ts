/** The JSON Schema (draft 2020-12) of `contest.yaml`; plain data, printed to contests/contest.schema.json. */
import { collectiveMeasures, collectiveTieBreaks, criteria, idsOf } from '../criteria.ts'
import { choice, count, list, object, orNull, text, type FromSchema } from '../schema/parts.ts'
import { paperLimits, questionLimits } from '../limits.ts'
import { boardKinds } from '../roles.ts'
import { signInSchema } from '../sign-in/schema.ts'
import { mostDecimals, predictedValues } from './predicted.ts'
import { mostRateDecimals, mostRetentionMonths } from './usual.ts'
import {
  actualCounts,
  countingAttempts,
  difficulties,
  entrants,
  extraCountings,
  furtherSets,
  incidentReporters,
  lateStarts,
  referralTies,
  setChoosers,
  whenRevoked,
  whenTooFew,
} from './rules.ts'

/** What texts of some forms look like: where a file breaks one, it is told in words (formats/contests/yaml.ts). */
export const textForms = {
  id: '^[a-z0-9]+(-[a-z0-9]+)*$',
  wallTime: '^\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d(:\\d\\d)?)?$',
  date: '^\\d{4}-\\d\\d-\\d\\d$',
} as const

const id = (description: string) => ({ type: 'string', pattern: textForms.id, maxLength: 60, description }) as const
const wallTime = (description: string) => ({ type: 'string', pattern: textForms.wallTime, description }) as const
const amount = orNull({ type: 'integer', minimum: 0, maximum: 1_000_000_000_000, description: 'In đồng; null while not decided.' })

const [easiest, , hardest] = difficulties

const cells = (description: string) =>
  list(
    object('So many questions of a topic and difficulty; what is left out is any. Either count or percent, the same in all lines.', [], {
      topic: text('Topic of the question bank.', questionLimits.topic),
      difficulty: { type: 'integer', minimum: easiest, maximum: hardest, description: '1 easy, 2 medium, 3 hard.' },
      count: count('How many.', 1, paperLimits.questions),
      percent: count('Of the paper; all lines together 100. Whole questions by the largest remainder.', 1, 100),
    }),
    description,
  )

const levels = (description: string, minItems: number) =>
  list(
    object('A level of prize.', ['id', 'name', 'count'], {
      id: id('Stable id.'),
      name: text('Name on screen.', 100),
      count: count('How many.', 1, 10_000),
      amount,
    }),
    description,
    minItems,
    50,
  )

const entryFloor = (description: string) =>
  object(description, [], {
    correct: count('Right answers.', 0, paperLimits.questions),
    seconds: count('Seconds from start to submission.', 0, paperLimits.seconds),
  })

const rankingIds = idsOf(criteria)
const tieBreakIds = idsOf(collectiveTieBreaks)

export const rulesSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Hội Thi contest rules',
  ...object(
    'The rules of one contest; every clause of the rulebook comes from here.',
    ['version', 'slug', 'title', 'organiser', 'audience', 'rounds', 'paper', 'ranking', 'minimumCorrect', 'prizes', 'access'],
    {
      version: { const: 1, description: 'Version of this format.' },
      slug: id('Address of the contest.'),
      title: text('Full name of the contest.'),
      organiser: object('Who holds it.', ['name'], {
        name: text('The issuing body.'),
        superior: text('The body above it on official documents.'),
        standingUnit: text('The standing unit.'),
      }),
      audience: text('Who the contest is for.', 2000),
      zone: text('IANA time zone of every time in this file; Asia/Ho_Chi_Minh if left out.', 60),
      rounds: list(
        object('A round: open from `opens` up to, not including, `closes`.', ['id', 'name', 'opens', 'closes'], {
          id: id('The key of the round: stable, used in addresses.'),
          name: text('Name on screen.', 100),
          opens: wallTime('First instant, e.g. "2024-09-09 07:00".'),
          closes: wallTime('First instant after the round: "until the end of 13/9" is "2024-09-14 00:00".'),
          blueprint: cells('What papers of this round are made of; left out: the blueprint of the paper.'),
          questionStates: list(
            choice(['submitted', 'approved'], 'A state.'),
            'Only approved questions go into a set: this says nothing else and can be left out.',
            1,
            2,
          ),
          reuseQuestions: {
            type: 'boolean',
            description:
              'May questions in the set of an earlier round be drawn again (false if left out)? Their answers are public by then.',
          },
        }),
        'In order of time, not overlapping.',
        1,
        100,
      ),
      paper: object('What a contestant answers.', ['questions'], {
        questions: count('Questions on a paper.', 1, paperLimits.questions),
        blueprint: cells('Left out: any questions.'),
        fixedSets: orNull(
          object('Whole papers made when the set is locked; left out: every paper is drawn for its attempt.', ['names'], {
            names: list(
              text('As contestants read it.', 60),
              'Two or more, each with as many questions as a paper.',
              2,
              paperLimits.fixedSets,
            ),
            chosenBy: choice(setChoosers, 'Who says which one an attempt has; the contestant if left out.'),
            further: choice(furtherSets, 'Which one a further attempt in the round may have: another if left out.'),
          }),
        ),
        shuffleQuestions: { type: 'boolean', description: 'Each paper in its own order (true if left out).' },
        shuffleOptions: { type: 'boolean', description: 'Options in their own order (true if left out).' },
        pinnedLast: list(text('Text of an option.'), 'Options with these texts stay last.', 0),
        apart: list(
          list(text('The words a question begins with, as many as name it alone.', 500), 'Two or more questions.', 2),
          'Groups never drawn together.',
          0,
          2000,
        ),
      }),
      attempts: object('How often a contestant may try in a round.', [], {
        perRound: count('1 if left out.', 1, 100),
        perDay: orNull(count('Begun on one day, fewer than in the round; null: as many as in the round.', 1, 99)),
        counts: choice(countingAttempts, 'Which attempt counts.'),
        timeLimitMinutes: orNull(count('From start to submission; null: until the round closes.', 1, 10_080)),
        lateStart: choice(lateStarts, 'Starting when less than the limit is left.'),
        extra: orNull(
          choice(
            extraCountings,
            'Two people may give one contestant another attempt after trouble. replaces: its entry counts in place of those before; as-others: `counts` says which counts. null: none is given.',
          ),
        ),
      }),
      prediction: object('A number guessed beforehand.', ['asked'], {
        asked: { type: 'boolean', description: 'Is it asked?' },
        required: { type: 'boolean', description: 'Must it be answered (true if left out)?' },
        of: choice(
          idsOf(predictedValues),
          'What is guessed; all-correct if left out. attempts: every accepted entry; all-correct-percentage: of the participants.',
        ),
        decimals: count('Of a percentage, 2 if left out; the actual one is rounded to as many, half up.', 0, mostDecimals),
        maximum: {
          anyOf: [count('A number.', 1, paperLimits.prediction), { const: 'roster', description: 'As many as are on the roster.' }],
          description: 'Largest number accepted. A percentage has none: it is 100.',
        },
        actualCounts: choice(actualCounts, 'What the actual number counts.'),
      }),
      ranking: list(
        choice(rankingIds, 'A criterion.'),
        'In order; the last is the public lot, or the organisers (two of them decide where a prize depends on it).',
        1,
        rankingIds.length,
      ),
      minimumCorrect: count('Right answers needed for a prize.', 0, paperLimits.questions),
      prizes: object('Prizes of a round.', ['levels'], {
        levels: levels('From the highest.', 1),
        capPerContest: orNull(count('Prizes one person may win over all rounds; null: no cap.', 1, 10_000)),
        shareOfParticipants: orNull(
          count('Percent of the participants of a round that its prizes may not exceed, whole prizes; null: no such cap.', 1, 100),
        ),
        whenTooFew: choice(whenTooFew, 'When too few reach the floor.'),
        whenRevoked: orNull(choice(whenRevoked, 'When a prize is revoked after publication; null: not said, and nobody has it.')),
      }),
      collective: orNull(
        object('Prizes of units over all rounds.', ['by'], {
          count: count('How many units, where there are no levels.', 1, 10_000),
          amount,
          levels: levels('From the highest, in place of count and amount.', 0),
          minimumRate: orNull(count('Percent of the headcount without which a unit gets no prize; null: none.', 1, 100)),
          rateDecimals: orNull(
            count(
              'Decimals of the percentage a rate is rounded to before it is compared, half up; null: not rounded.',
              0,
              mostRateDecimals,
            ),
          ),
          listCloses: orNull(wallTime('When the list is closed that headcounts are taken from: none changes after it.')),
          notCounted: list(text('Who.'), 'Who is in no headcount.', 0),
          entryFloor: entryFloor('What an entry needs to count for its unit.'),
          by: choice(idsOf(collectiveMeasures), 'What is compared.'),
          tieBreaks: list(choice(tieBreakIds, 'A tie-break.'), 'In order; "jury" leaves the tie to the jury.', 0, tieBreakIds.length),
        }),
      ),
      referral: orNull(
        object('Prizes of a round for those by whose personal link the most people came; null: none.', ['count'], {
          count: count('How many a round.', 1, 10_000),
          amount,
          mostCounted: orNull(count('People counted for one in a round at most; null: all.', 1, 100_000)),
          entryFloor: entryFloor('What the entry of somebody who came needs to count.'),
          ties: choice(referralTies, 'Who is first of equals; reached-first if left out.'),
        }),
      ),
      access: object('Who may enter.', ['who', 'barredBoards'], {
        who: choice(entrants, 'roster: only the people of the roster.'),
        barredBoards: list(choice(boardKinds, 'A board.'), 'Boards whose members may not enter.', 0, boardKinds.length),
      }),
      jury: object('What the jury does before results are published.', [], {
        approvals: count('Different jurors who must approve the standings of a round; 2 if left out. A jury of one says 1.', 1, 20),
      }),
      complaints: orNull(
        object('Where somebody who doubts a result says so; null: not said.', ['to'], {
          to: text('To whom, in writing.'),
          days: orNull(count('Days from the publication of the results; null: until the prizes are handed over.', 1, 365)),
        }),
      ),
      incidents: orNull(
        object(
          'Who tells of trouble while a round runs; the organisers decide by what the system recorded. null: not said.',
          ['by', 'to'],
          {
            by: choice(incidentReporters, 'unit: the units for their people.'),
            to: text('To whom.'),
          },
        ),
      ),
      retention: orNull(
        object('How long personal data is kept: 12 months if left out; null: not said, and nothing is erased by itself.', ['months'], {
          months: count('Months from the last publication of a result of the contest, then it is erased.', 1, mostRetentionMonths),
        }),
      ),
      documents: list(
        object('A study document.', ['number', 'date', 'issuer', 'title'], {
          number: text('Số, ký hiệu.', 100),
          date: { type: 'string', pattern: textForms.date, description: 'Date of issue.' },
          issuer: text('Who issued it.'),
          title: text('Trích yếu.', 1000),
          link: orNull(text('Where it can be read.', 2000)),
        }),
        'What contestants study.',
        0,
      ),
      signIn: orNull(signInSchema),
    },
  ),
} as const

/**
 * The rules as people write them in `contest.yaml`: times on the wall clock of the contest's zone, durations in minutes,
 * what is usual left out.
 */
export type RulesFile = FromSchema<typeof rulesSchema>
/** What is left out is any. */
export type CellInFile = NonNullable<RulesFile['paper']['blueprint']>[number]
