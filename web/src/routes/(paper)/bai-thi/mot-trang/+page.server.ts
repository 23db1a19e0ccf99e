/** The paper on one page, for browsers without script: looked over once by the server, then submitted. */
import { randomBytes } from 'node:crypto'
import { isOpen } from '#contest/round-life.ts'
import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import type { EntrySubmission, Me, StartedAttempt } from '#contract/taking-part.ts'
import { contestantPaths } from '#web/api/paths.ts'
import { runningAttempt } from '#web/components/taking-part/lobby-choice.ts'
import { act, read, refuse } from '#web/server/api.ts'
import { typedEntry } from '#web/server/taking-part/entry-form.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  if (!event.url.searchParams.has('luot')) redirect(303, await ownAddress(event))
  const attempt = await read<StartedAttempt>(event, contestantPaths.attempt(event.url.searchParams.get('luot') ?? ''))
  return { attempt, entryId: `${attempt.id}-${randomBytes(12).toString('hex')}` }
}

/** Where the attempt that runs is; the page that the script fills is the same for everybody and cannot name it. */
async function ownAddress(event: RequestEvent): Promise<string> {
  const me = await read<Me>(event, contestantPaths.me)
  const running = me.rounds.filter(({ status }) => isOpen(status)).flatMap((round) => runningAttempt(round, me.now) ?? [])[0]
  return running === undefined ? '/phong-cho' : `/bai-thi/mot-trang?luot=${running.id}`
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const attempt = await read<StartedAttempt>(event, contestantPaths.attempt(event.url.searchParams.get('luot') ?? ''))
    const typed = typedEntry(form, attempt)
    const entryId = typedText(form, 'entryId')
    const unanswered = typed.answers.flatMap((answer, index) => (answer.length === 0 ? [index] : []))
    const kept = { ...typed, entryId, unanswered, problem: null }
    if (typed.fault !== null) return fail(400, kept)
    // The first press shows what is still open, the second submits.
    if (typedText(form, 'sure') !== 'yes') return fail(200, kept)
    const { answers, prediction } = typed
    const body = { entryId, answers: answers.map((answer) => [...answer]), prediction } satisfies EntrySubmission
    const outcome = await act(event, 'PUT', contestantPaths.entry(attempt.id), body)
    if (outcome.ok || outcome.problem.code === 'already-submitted') redirect(303, `/bien-nhan/${attempt.id}`)
    if (outcome.problem.status === 401) refuse(event, outcome.problem)
    return fail(outcome.problem.status, { ...kept, problem: outcome.problem })
  },
}
