/**
 * The two answers everybody waits for in the same second, written out by hand: a serialiser would walk and escape the
 * same questions and the same checkpoint again for each of them. Their shapes are those of the contract, by a test.
 */
import type { LockedSet, Question } from '#contest/questions/question.ts'
import { paperOf } from '#usecases/taking-part/attempts.ts'
import type { AcceptedEntry } from '#usecases/taking-part/entries.ts'
import { shownPictures } from '#contest/paper/shown-pictures.ts'
import type { OpenAttempt } from '#usecases/app.ts'

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

/** Each question of a set as JSON in UTF-8 units, up to its options, its options, and the rest. */
const askedOf = new WeakMap<LockedSet, readonly AskedQuestion[]>()

function asked(set: LockedSet): readonly AskedQuestion[] {
  const known = askedOf.get(set)
  if (known !== undefined) return known
  const made = set.questions.map((question): AskedQuestion => {
    const { stem, options, correct, pictures } = question
    return {
      head: utf8Units(`{"stem":${JSON.stringify(stem)},"options":[`),
      options: options.map((option) => utf8Units(JSON.stringify(option))),
      tail: `],"several":${String(correct.length > 1)},"pictures":[`,
      pictured: pictures.length === 0 ? null : question,
    }
  })
  askedOf.set(set, made)
  return made
}

/** `StartedAttempt` in UTF-8: the paper as the contestant sees it, no key, no source, no code of a question. */
export function startedAttemptJson(open: OpenAttempt, now: number, sendToken: string): Buffer {
  const { attempt, runtime } = open
  const { round, contest, set, mostPredicted } = runtime
  const { rules } = contest
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
    prediction: { asked: isAsked, required, maximum: mostPredicted },
  })
  const questions = asked(set)
  let json = utf8Units(facts.slice(0, -1)) + ',"paper":['
  for (const [at, { question, optionOrder }] of paperOf(open).entries()) {
    const { head = '', options = [], tail = '', pictured = null } = questions[question] ?? {}
    json += (at === 0 ? '' : ',') + head
    for (let shown = 0; shown < optionOrder.length; shown++) {
      json += (shown === 0 ? '' : ',') + (options[optionOrder[shown] ?? -1] ?? '""')
    }
    json += tail
    if (pictured !== null) json += utf8Units(JSON.stringify(shownPictures(pictured, optionOrder)).slice(1, -1))
    json += ']}'
  }
  return Buffer.from(json + ']}', 'latin1')
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
