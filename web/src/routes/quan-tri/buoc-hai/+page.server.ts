import { fail, redirect } from '@sveltejs/kit'
import type { Problem } from '#contract/problem.ts'
import type { RecoveryCodes, SecondFactorProposal, SecondFactorState, StaffMe } from '#contract/identity.ts'
import { textLimits } from '#contest/limits.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import { qrCode } from '#web/server/qr-code.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { name, passwordGiven } = await read<StaffMe>(event, staffPaths.me)
  // A password somebody else made comes first.
  if (passwordGiven) redirect(303, '/quan-tri/mat-khau')
  return {
    name,
    state: await read<SecondFactorState>(event, staffPaths.secondStep),
    removed: event.url.searchParams.has('da-bo'),
  }
}

/** What an app takes, as the page shows it. */
const shown = ({ secret, address }: SecondFactorProposal) => ({ secret, address, qr: qrCode(address) })

interface Said {
  readonly at: 'begin' | 'confirm' | 'codes' | 'remove'
  readonly missing?: boolean
  readonly problem?: Problem
  readonly proposal?: ReturnType<typeof shown>
  readonly codes?: readonly string[]
}

const refused = (said: Said) => fail(said.problem?.status ?? 400, { said })
const done = (said: Said) => ({ said })

export const actions: Actions = {
  begin: async (event) => {
    const password = typedText(await event.request.formData(), 'password')
    if (password === '') return refused({ at: 'begin', missing: true })
    const begun = await act<SecondFactorProposal>(event, 'POST', staffPaths.secondStep, { password })
    if (!begun.ok) return refused({ at: 'begin', problem: begun.problem })
    return done({ at: 'confirm', proposal: shown(begun.value) })
  },
  confirm: async (event) => {
    const form = await event.request.formData()
    const code = typedText(form, 'code').trim()
    // Comes back with the form, so that a mistyped code does not begin it anew.
    const [secret, address] = [typedText(form, 'secret'), typedText(form, 'address')]
    if (!/^[A-Z2-7]{16,64}$/.test(secret) || !/^otpauth:\/\/totp\/.{1,300}$/.test(address)) redirect(303, '/quan-tri/buoc-hai')
    const proposal = shown({ secret, address })
    if (code === '') return refused({ at: 'confirm', missing: true, proposal })
    const confirmed = await act<RecoveryCodes>(event, 'PUT', staffPaths.secondStep, { code: code.slice(0, textLimits.stepCode) })
    if (!confirmed.ok) return refused({ at: 'confirm', problem: confirmed.problem, proposal })
    return done({ at: 'codes', codes: confirmed.value.codes })
  },
  codes: async (event) => {
    const password = typedText(await event.request.formData(), 'password')
    if (password === '') return refused({ at: 'codes', missing: true })
    const made = await act<RecoveryCodes>(event, 'POST', staffPaths.recoveryCodes, { password })
    if (!made.ok) return refused({ at: 'codes', problem: made.problem })
    return done({ at: 'codes', codes: made.value.codes })
  },
  remove: async (event) => {
    const password = typedText(await event.request.formData(), 'password')
    if (password === '') return refused({ at: 'remove', missing: true })
    const removed = await act(event, 'POST', staffPaths.removeSecondStep, { password })
    if (!removed.ok) return refused({ at: 'remove', problem: removed.problem })
    redirect(303, '/quan-tri/buoc-hai?da-bo')
  },
}
