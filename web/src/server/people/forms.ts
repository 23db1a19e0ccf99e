/** What was typed of a unit, a person or a member of a board, as the API takes it. */
import type { PersonEdit, SeatEdit, UnitEdit } from '#contract/people.ts'
import { readPhone } from '#contest/person.ts'
import { isBoard } from '#contest/roles.ts'
import { cleanText } from '#contest/text.ts'
import { typedText } from '../form.ts'
import type { Typed } from './editing.ts'

/** A phone that is left empty stays, unless it is to go. */
function phoneTyped(form: FormData): { readonly phone?: string | null } | null {
  if (typedText(form, 'noPhone') !== '') return { phone: null }
  const typed = cleanText(typedText(form, 'phone'))
  if (typed === '') return {}
  return readPhone(typed) === null ? null : { phone: typed }
}

const or = (text: string): string | null => (text === '' ? null : text)

export function unitTyped(form: FormData, known: string | null): Typed {
  const of = (name: string): string => cleanText(typedText(form, name))
  const [code, name, headcount] = [known ?? of('code'), of('name'), of('headcount').replaceAll('.', '') || '0']
  const [validFrom, validUntil] = [or(of('validFrom')), or(of('validUntil'))]
  const faults = {
    ...(code === '' ? { code: true as const } : {}),
    ...(name === '' ? { name: true as const } : {}),
    ...(/^\d{1,7}$/.test(headcount) && Number(headcount) <= 1_000_000 ? {} : { headcount: true as const }),
    ...(validFrom !== null && validUntil !== null && validUntil < validFrom ? { validUntil: true as const } : {}),
  }
  if (Object.keys(faults).length > 0) return { faults }
  const aliases = typedText(form, 'aliases')
    .split(/\r?\n|;/)
    .map(cleanText)
    .filter((one) => one !== '')
  const unit = { code, name, kind: of('kind'), headcount: Number(headcount), aliases, parent: or(of('parent')), validFrom, validUntil }
  return { edit: { act: 'put', isNew: known === null, unit } satisfies UnitEdit }
}

export function personTyped(form: FormData, id: string | null): Typed {
  const of = (name: string): string => cleanText(typedText(form, name))
  const [staffCode, fullName, unit, phone] = [of('staffCode'), of('fullName'), of('unit'), phoneTyped(form)]
  const faults = {
    ...(staffCode === '' ? { staffCode: true as const } : {}),
    ...(fullName === '' ? { fullName: true as const } : {}),
    ...(unit === '' ? { unit: true as const } : {}),
    ...(phone === null ? { phone: true as const } : {}),
  }
  if (Object.keys(faults).length > 0) return { faults }
  return { edit: { act: 'put', id, person: { staffCode, fullName, position: of('position'), unit, ...phone } } satisfies PersonEdit }
}

export function seatTyped(form: FormData, id: string | null): Typed {
  const of = (name: string): string => cleanText(typedText(form, name))
  const [board, fullName, staffCode, phone] = [of('board'), of('fullName'), of('staffCode'), phoneTyped(form)]
  const unknown = id === null && staffCode === '' && (phone === null || phone.phone === undefined)
  const faults = {
    ...(fullName === '' ? { fullName: true as const } : {}),
    ...(isBoard(board) ? {} : { board: true as const }),
    ...(phone === null ? { phone: true as const } : {}),
    ...(unknown ? { staffCode: true as const } : {}),
  }
  if (Object.keys(faults).length > 0 || !isBoard(board)) return { faults }
  const seat = { board, role: of('role'), fullName, staffCode: or(staffCode), unit: or(of('unit')), ...phone }
  return { edit: { act: 'put', id, seat } satisfies SeatEdit }
}
