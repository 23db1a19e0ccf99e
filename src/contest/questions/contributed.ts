/** Files of questions on their way into the bank, and the links they come by. */

/** `staged`: being mended; `submitted`: its questions are in the bank. */
export const contributionStates = ['staged', 'submitted'] as const
export type ContributionState = (typeof contributionStates)[number]

/** Of a link whoever holds it is still in by. */
export const heldLinkStates = ['open', 'used'] as const

/** `open` until its contribution is submitted, it is revoked, or its time is over. */
export const linkStates = [...heldLinkStates, 'revoked', 'expired'] as const
export type LinkState = (typeof linkStates)[number]
