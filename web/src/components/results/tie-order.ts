/** The order of a tie as it is typed: of each line its place, and why it stands below the one before it. */
import type { TieOrder } from '#contract/results.ts'

export interface TypedLine {
  readonly entryId: string
  readonly place: number
  readonly reason: string
}

export const placeField = (entryId: string): string => `place ${entryId}`
export const reasonField = (entryId: string): string => `reason ${entryId}`

export function typedOrder(form: FormData): readonly TypedLine[] {
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  return [...form.keys()].flatMap((name) => {
    const entryId = name.startsWith('place ') ? name.slice('place '.length) : null
    return entryId === null ? [] : [{ entryId, place: Number(text(name)), reason: text(reasonField(entryId)).trim() }]
  })
}

/** From the highest; the first needs no reason. */
export const orderOf = (typed: readonly TypedLine[]): TieOrder['lines'] =>
  typed.toSorted((one, other) => one.place - other.place).map(({ entryId, reason }, at) => ({ entryId, reason: at === 0 ? '' : reason }))
