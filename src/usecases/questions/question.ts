/** One question of the bank with its history, what is like it, and what this reader may do. */
import type { BankQuestion } from '#contract/questions.ts'
import { ContestError } from '#contest/errors.ts'
import { canMove, moveBetween, type ChangeKind, type Move } from '#contest/questions/review.ts'
import { historyOf, type BankRecord } from '#store/questions/bank.ts'
import { authorOf, mayDo, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { BankEntry, BankSnapshot } from '#memory/banks.ts'
import { assignableIn, bankLine, bankNames, wireContent } from './lines.ts'
import { contestFor } from '../find.ts'
import type { Permission } from '#contest/roles.ts'

const permissionOf = {
  submit: 'questions.edit',
  'send-back': 'questions.review',
  approve: 'questions.review',
  retire: 'questions.edit',
  restore: 'questions.edit',
} as const satisfies Record<Move, Permission>

/**
 * Whoever wrote any of it since it was last approved may not approve it, whoever touched it after them. What came by the
 * command line was written by nobody at the desk.
 */
function hasWritten(who: Who, { writers }: Pick<BankRecord, 'writers'>): boolean {
  const { kind, id } = authorOf(who)
  return id !== null && writers.some((writer) => writer.kind === kind && writer.id === id)
}

/**
 * The move that brings a question to this state, if this person may make it.
 * @throws ContestError `wrong-state`, `forbidden`, `second-person`
 */
export function requireMove(who: Who, question: Pick<BankRecord, 'writers' | 'state'>, to: BankRecord['state']): Move {
  const move = moveBetween(question.state, to)
  if (move === null) throw new ContestError('wrong-state', { state: question.state, to })
  requireAccess(who, permissionOf[move])
  if (move === 'approve' && hasWritten(who, question)) throw new ContestError('second-person')
  return move
}

const mayMove = (who: Who, question: BankEntry, move: Move): boolean =>
  canMove(question.state, move) && mayDo(who, permissionOf[move]) && !(move === 'approve' && hasWritten(who, question))

/** Kinds of change that make a version. */
const writing: ReadonlySet<ChangeKind> = new Set(['created', 'edited'])

/** @throws ContestError `not-found` */
export async function bankQuestion(app: App, who: Who, slug: string, code: string): Promise<BankQuestion> {
  requireAccess(who, 'questions.see')
  const contest = await contestFor(app, who, slug)
  const names = await bankNames(app, contest)
  const usedIn = await app.banks.usedIn(contest.id)
  const snapshot = await app.banks.read(contest.id)
  const entry = snapshot.byCode.get(code)
  if (entry === undefined) throw new ContestError('not-found', { question: code })
  const { changes, versions } = await historyOf(app.database.db, app.codec, entry.id)
  return {
    ...bankLine(entry, names, usedIn),
    history: changes.map(({ at, by, kind, version, text }) => {
      const content = writing.has(kind) ? versions.get(version) : undefined
      return { at, by: names.person(by), kind, version, text, content: content === undefined ? null : wireContent(content) }
    }),
    likeThis: likeThis(entry, snapshot),
    likeMore: entry.likeMore,
    may: {
      edit: mayDo(who, 'questions.edit') && entry.state !== 'retired',
      submit: mayMove(who, entry, 'submit'),
      sendBack: mayMove(who, entry, 'send-back'),
      approve: mayMove(who, entry, 'approve'),
      retire: mayMove(who, entry, 'retire'),
      restore: mayMove(who, entry, 'restore'),
    },
    assignable: (await assignableIn(app.database.db, contest.id)).map(({ login, name }) => ({ login, name })),
    ...neighbours(entry, snapshot),
  }
}

function likeThis(entry: BankEntry, { byCode }: BankSnapshot): BankQuestion['likeThis'] {
  return entry.like.flatMap(({ code, kind, likeness, keyDiffers }) => {
    const other = byCode.get(code)
    return other === undefined ? [] : [{ code, content: wireContent(other.content), state: other.state, kind, likeness, keyDiffers }]
  })
}

function neighbours(entry: BankEntry, { entries }: BankSnapshot): Pick<BankQuestion, 'previous' | 'next'> {
  const at = entries.indexOf(entry)
  return { previous: entries[at - 1]?.code ?? null, next: entries[at + 1]?.code ?? null }
}
