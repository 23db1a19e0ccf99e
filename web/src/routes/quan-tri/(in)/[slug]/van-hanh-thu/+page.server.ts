import { fail } from '@sveltejs/kit'
import { rehearsalLimits } from '#contest/limits.ts'
import { rehearsalPaces, type Rehearsal, type RehearsalRequest } from '#contract/operations.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  event.depends('hoithi:rehearsal')
  return { trial: await read<Rehearsal>(event, staffPaths.rehearsal(event.params.slug)) }
}

const usual = { contestants: '1500', minutes: '5', pace: 'rush', badly: '20' }
const nothingWrong = { contestants: false, minutes: false, badly: false }

const within = (typed: string, least: number, most: number): boolean =>
  /^\d{1,7}$/.test(typed) && Number(typed) >= least && Number(typed) <= most

export const actions: Actions = {
  begin: async (event) => {
    const form = await event.request.formData()
    const text = (name: keyof typeof usual): string => typedText(form, name).trim().replaceAll('.', '')
    const typed = { contestants: text('contestants'), minutes: text('minutes'), pace: text('pace'), badly: text('badly') }
    const wrong = {
      contestants: !within(typed.contestants, rehearsalLimits.fewest, rehearsalLimits.contestants),
      minutes: !within(typed.minutes, 1, rehearsalLimits.seconds / 60),
      badly: !within(typed.badly, 0, 100),
    }
    if (wrong.contestants || wrong.minutes || wrong.badly) return fail(422, { done: null, problem: null, wrong, typed })
    const asked: RehearsalRequest = {
      contestants: Number(typed.contestants),
      seconds: 60 * Number(typed.minutes),
      pace: rehearsalPaces.find((one) => one === typed.pace) ?? 'rush',
      badly: Number(typed.badly),
    }
    const outcome = await act<Rehearsal>(event, 'POST', staffPaths.rehearsal(event.params.slug), asked)
    return outcome.ok
      ? { done: 'begin' as const, problem: null, wrong, typed: usual }
      : fail(outcome.problem.status, { done: null, problem: outcome.problem, wrong, typed })
  },
  erase: async (event) => {
    const id = typedText(await event.request.formData(), 'id')
    const outcome = await act<Rehearsal>(event, 'POST', staffPaths.eraseRehearsal(event.params.slug), { id })
    return outcome.ok
      ? { done: 'erase' as const, problem: null, wrong: nothingWrong, typed: usual }
      : fail(outcome.problem.status, { done: null, problem: outcome.problem, wrong: nothingWrong, typed: usual })
  },
}
