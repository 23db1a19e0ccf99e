/** The screens of a paper in their order, and their addresses. */
export type Place = { readonly kind: 'question'; readonly index: number } | { readonly kind: 'prediction' } | { readonly kind: 'review' }

export function stepsOf({
  paper,
  prediction,
}: {
  readonly paper: readonly unknown[]
  readonly prediction: { readonly asked: boolean }
}): readonly Place[] {
  const questions = paper.map((_, index): Place => ({ kind: 'question', index }))
  return [...questions, ...(prediction.asked ? [{ kind: 'prediction' } as const] : []), { kind: 'review' }]
}

export function addressOf(place: Place): string {
  if (place.kind === 'question') return `#cau-${place.index + 1}`
  return place.kind === 'prediction' ? '#du-doan' : '#xem-lai'
}

/** The screen of an address; the first one when the paper has no such screen. */
export function placeOf(address: string, steps: readonly Place[]): Place {
  return steps.find((step) => addressOf(step) === address) ?? steps[0] ?? { kind: 'review' }
}
