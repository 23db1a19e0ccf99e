/** The staff area is a full Svelte application. */
export const csr = true
