/** Contestants and the public get plain pages; the staff area turns Svelte on for itself. */
export const csr = false
