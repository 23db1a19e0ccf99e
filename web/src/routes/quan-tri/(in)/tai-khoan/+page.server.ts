import { fail } from '@sveltejs/kit'
import type { MadePassword, NewAccount, RoleGiven, StaffAccount, StaffAccountList } from '#contract/identity.ts'
import { contestRoles } from '#contest/roles.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

/** Accounts of the server, for whoever runs it. */
export const load: PageServerLoad = async (event) => ({
  accounts: (await read<StaffAccountList>(event, staffPaths.accounts)).items,
})

/** Null: none, or an administrator. */
function roleTyped(form: FormData) {
  const role = contestRoles.find((one) => one === typedText(form, 'role')) ?? null
  return { contest: typedText(form, 'contest'), role, unit: typedText(form, 'unit').trim() || null }
}

export const actions: Actions = {
  make: async (event) => {
    const form = await event.request.formData()
    const typed = { login: typedText(form, 'login').trim(), name: typedText(form, 'name').trim() }
    const { role, ...of } = roleTyped(form)
    const asked: NewAccount = { ...typed, in: role === null ? null : { ...of, role } }
    const outcome = await act<MadePassword>(event, 'POST', staffPaths.accounts, asked)
    if (!outcome.ok) return fail(outcome.problem.status, { typed, problem: outcome.problem })
    return { made: { login: outcome.value.account.login, password: outcome.value.password } }
  },
  password: async (event) => {
    const login = typedText(await event.request.formData(), 'login')
    const outcome = await act<MadePassword>(event, 'POST', staffPaths.account(login, 'password'))
    return outcome.ok ? { made: { login, password: outcome.value.password } } : fail(outcome.problem.status, { problem: outcome.problem })
  },
  disable: async (event) => {
    const login = typedText(await event.request.formData(), 'login')
    const outcome = await act<StaffAccount>(event, 'POST', staffPaths.account(login, 'disable'))
    return outcome.ok ? { saved: true } : fail(outcome.problem.status, { problem: outcome.problem })
  },
  enable: async (event) => {
    const login = typedText(await event.request.formData(), 'login')
    const outcome = await act<StaffAccount>(event, 'POST', staffPaths.account(login, 'enable'))
    return outcome.ok ? { saved: true } : fail(outcome.problem.status, { problem: outcome.problem })
  },
  secondStep: async (event) => {
    const login = typedText(await event.request.formData(), 'login')
    const outcome = await act<StaffAccount>(event, 'POST', staffPaths.account(login, 'second-step/remove'))
    return outcome.ok ? { saved: true } : fail(outcome.problem.status, { problem: outcome.problem })
  },
  role: async (event) => {
    const form = await event.request.formData()
    const outcome = await act<StaffAccount>(
      event,
      'PUT',
      staffPaths.account(typedText(form, 'login'), 'roles'),
      roleTyped(form) satisfies RoleGiven,
    )
    return outcome.ok ? { saved: true } : fail(outcome.problem.status, { problem: outcome.problem })
  },
}
