/** Options as people name them, by their place in the author's order. */

export const optionLetters = 'ABCDEFGH'

/** The letter of an option by its position from 0; a number beyond the last letter. */
export const letterOf = (position: number): string => optionLetters[position] ?? String(position + 1)

export const lettersOf = (positions: readonly number[]): string => positions.map(letterOf).join(', ')
