/** The form actions of a question: what was typed goes to the API, and comes back whole when it could not be saved. */
import { fail, type ActionFailure } from '@sveltejs/kit'
import type { BankQuestion } from '#contract/questions.ts'
import type { Problem } from '#contract/problem.ts'
import type { QuestionContent } from '#contract/question.ts'
import type { ApiPath } from '#web/api/paths.ts'
import { resolved, type EditConflict } from '#web/questions/conflict.ts'
import { sameContent } from '#web/questions/fields.ts'
import { contentOfForm, contentOfJson } from '#web/questions/form.ts'
import { act, read, type Outcome, type PageEvent } from '../api.ts'
import { typedText } from '../form.ts'

export interface Saved {
  readonly saved: true
  readonly question: BankQuestion | null
}
export interface NotSaved {
  readonly typed: QuestionContent
  readonly problem: Problem | null
  readonly conflict: EditConflict | null
}

/** A change of the question at `address`, made from the version the form names. */
export async function saveQuestion(event: PageEvent, address: ApiPath): Promise<Saved | ActionFailure<NotSaved>> {
  const form = await event.request.formData()
  return put(event, address, {
    version: Number(typedText(form, 'version')),
    content: contentOfForm(form),
    base: contentOfJson(typedText(form, 'base')),
  })
}

/** What was chosen of two versions; nothing is written when it is the one that is there. */
export async function resolveQuestion(event: PageEvent, address: ApiPath): Promise<Saved | ActionFailure<NotSaved>> {
  const form = await event.request.formData()
  const [mine, theirs] = [contentOfJson(typedText(form, 'mine')), contentOfJson(typedText(form, 'theirs'))]
  if (mine === null || theirs === null) return { saved: true, question: null }
  const content = resolved(form, mine, theirs)
  if (sameContent(content, theirs)) return { saved: true, question: null }
  return put(event, address, { version: Number(typedText(form, 'version')), content, base: theirs })
}

interface Edit {
  readonly version: number
  readonly content: QuestionContent
  readonly base: QuestionContent | null
}

async function put(event: PageEvent, address: ApiPath, { version, content, base }: Edit): Promise<Saved | ActionFailure<NotSaved>> {
  const outcome: Outcome<BankQuestion> = await act<BankQuestion>(event, 'PUT', address, { version, content })
  if (outcome.ok) return { saved: true, question: outcome.value }
  const { problem } = outcome
  if (problem.code !== 'edited-meanwhile') return fail(problem.status, { typed: content, problem, conflict: null })
  const theirs = await read<BankQuestion>(event, address)
  return fail(409, {
    typed: content,
    problem: null,
    conflict: {
      mine: content,
      theirs: theirs.content,
      base,
      version: theirs.version,
      by: theirs.author.name,
      at: theirs.changedAt,
    },
  })
}
