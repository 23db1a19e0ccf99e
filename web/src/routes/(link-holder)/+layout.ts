/** Mending questions needs the whole of Svelte, as in the staff area. */
export const csr = true
