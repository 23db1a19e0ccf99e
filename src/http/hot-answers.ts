/**
 * The two answers everybody waits for in the same second, written out by hand: a serialiser would walk and escape the
 * same questions and the same checkpoint again for each of them. Their shapes are those of the contract, by a test.
 */
import type { LockedSet, Question } from '#contest/questions/question.ts'
import { inRoundWord, roundWordOf } from '#contest/rulebook/round-word.ts'
import { predictedValues } from '#contest/rules/predicted.ts'
import { setName } from '#contest/rules/round-draw.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { StartedAttempt } from '#contract/taking-part.ts'
import { paperOf } from '#usecases/taking-part/attempts.ts'
import type { AcceptedEntry } from '#usecases/taking-part/entries.ts'
import { shownPictures } from '#contest/paper/shown-pictures.ts'
import type { OpenAttempt } from '#usecases/app.ts'
import { joinPieces, packPiece, type PackedPiece } from './packed-pieces.ts'

export const jsonType = 'application/json; charset=utf-8'

/** UTF-8 as a text of code units 0–255: joined as cheaply as ASCII, and turned into bytes by a plain copy. */
const utf8Units = (text: string): string => Buffer.from(text).toString('latin1')

interface AskedQuestion {
  readonly head: string
  readonly options: readonly string[]
  readonly tail: string
  /** Set when it has pictures: where they stand depends on the order of the options. */
  readonly pictured: Question | null
}

interface AskedSet {
  /** Each question as JSON in UTF-8 units, up to its options, its options, and the rest. */
  readonly questions: readonly AskedQuestion[]
  /** What was packed of each, by the order of its options; null where there are too many orders to pack each once. */
  readonly packed: readonly Map<number, PackedPiece>[] | null
}

const askedOf = new WeakMap<LockedSet, AskedSet>()

/** Questions times the orders of their options, a kilobyte each at most when every one was drawn. */
const mostOrders = 24_000

const ordersOf = (options: number): number => (options < 2 ? 1 : options * ordersOf(options - 1))

function asked(set: LockedSet): AskedSet {
  const known = askedOf.get(set)
  if (known !== undefined) return known
  const questions = set.questions.map((question): AskedQuestion => {
    const { stem, options, correct, pictures } = question
    return {
      head: utf8Units(`{"stem":${JSON.stringify(stem)},"options":[`),
      options: options.map((option) => utf8Units(JSON.stringify(option))),
      tail: `],"several":${String(correct.length > 1)},"pictures":[`,
      pictured: pictures.length === 0 ? null : question,
    }
  })
  const orders = set.questions.reduce((sum, { options }) => sum + ordersOf(options.length), 0)
  const made = { questions, packed: orders <= mostOrders ? questions.map(() => new Map<number, PackedPiece>()) : null }
  askedOf.set(set, made)
  return made
}

/** What stands before the questions, up to the bracket they stand in. */
function factsOf({ attempt, runtime }: OpenAttempt, now: number, sendToken: string): string {
  const { round, contest, mostPredicted } = runtime
  const { rules } = contest
  const set = setName(rules.paper, attempt.paperSet)
  const { asked: isAsked, required } = rules.prediction
  const facts = JSON.stringify({
    id: attempt.id,
    roundId: round.id,
    roundName: round.name,
    number: attempt.number,
    now,
    startedAt: attempt.startedAt,
    deadlineAt: attempt.deadlineAt,
    timed: rules.attempts.timeLimitMs !== null,
    sendToken,
    ...(set === null ? {} : { set }),
    prediction: { asked: isAsked, required, maximum: mostPredicted, ...predictionAsked(rules) },
  })
  return utf8Units(facts.slice(0, -1)) + ',"paper":['
}

/** What is asked, and its decimals where there are any. */
function predictionAsked(rules: ContestRules): Pick<StartedAttempt['prediction'], 'decimals' | 'ask'> {
  const known = questionsAsked.get(rules)
  if (known !== undefined) return known
  const { prediction, paper } = rules
  const { of, decimals } = prediction
  const ask = inRoundWord(roundWordOf(rules), predictedValues[of].ask(paper.questions, decimals))
  const made = { ...(decimals > 0 && { decimals }), ask: { ...ask } }
  questionsAsked.set(rules, made)
  return made
}

/** The same for everybody: found out once, not at every press. */
const questionsAsked = new WeakMap<ContestRules, Pick<StartedAttempt['prediction'], 'decimals' | 'ask'>>()

function questionJson(question: AskedQuestion | undefined, optionOrder: readonly number[]): string {
  const { head = '', options = [], tail = '', pictured = null } = question ?? {}
  let json = head
  for (let shown = 0; shown < optionOrder.length; shown++) {
    json += (shown === 0 ? '' : ',') + (options[optionOrder[shown] ?? -1] ?? '""')
  }
  json += tail
  if (pictured !== null) json += utf8Units(JSON.stringify(shownPictures(pictured, optionOrder)).slice(1, -1))
  return json + ']}'
}

/** `StartedAttempt` in UTF-8: the paper as the contestant sees it, no key, no source, no code of a question. */
export function startedAttemptJson(open: OpenAttempt, now: number, sendToken: string): Buffer {
  const { questions } = asked(open.runtime.set)
  let json = factsOf(open, now, sendToken)
  for (const [at, { question, optionOrder }] of paperOf(open).entries()) {
    json += (at === 0 ? '' : ',') + questionJson(questions[question], optionOrder)
  }
  return Buffer.from(json + ']}', 'latin1')
}

const end = packPiece(Buffer.from(']}'))

/** The same as gzip, of questions that were packed once for everybody; null when the set is too large for that. */
export function startedAttemptGzip(open: OpenAttempt, now: number, sendToken: string): Buffer | null {
  const { questions, packed } = asked(open.runtime.set)
  if (packed === null) return null
  // The first has no comma before it: it is stored with the facts.
  let before = factsOf(open, now, sendToken)
  const pieces: PackedPiece[] = []
  for (const [at, { question, optionOrder }] of paperOf(open).entries()) {
    if (at === 0) {
      before += questionJson(questions[question], optionOrder)
      continue
    }
    const order = optionOrder.reduce((code, option) => 32 * code + option, 1)
    let piece = packed[question]?.get(order)
    if (piece === undefined) {
      piece = packPiece(Buffer.from(',' + questionJson(questions[question], optionOrder), 'latin1'))
      packed[question]?.set(order, piece)
    }
    pieces.push(piece)
  }
  return joinPieces(Buffer.from(before, 'latin1'), pieces, end)
}

/** A text inside a JSON string, with everything beyond ASCII escaped: an answer of one byte a character is sent as it is. */
function escaped(text: string): string {
  const ascii = JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  // What was two bytes a character stays so until it is copied, and would make the whole answer so.
  return Buffer.from(ascii, 'latin1').toString('latin1')
}

const lastCheckpoint = { text: '', escaped: '' }

/** `AcceptedEntry` in ASCII. */
export function acceptedEntryJson({
  entryId,
  code,
  submittedAt,
  logIndex,
  receiptHead,
  checkpoint,
}: Omit<AcceptedEntry, 'repeated'>): string {
  if (lastCheckpoint.text !== checkpoint) Object.assign(lastCheckpoint, { text: checkpoint, escaped: escaped(checkpoint) })
  const receipt = JSON.stringify(receiptHead).slice(0, -1) + lastCheckpoint.escaped
  return `{"entryId":${JSON.stringify(entryId)},"code":"${code}","submittedAt":${String(submittedAt)},"logIndex":${String(logIndex)},"receipt":${receipt}"}`
}
