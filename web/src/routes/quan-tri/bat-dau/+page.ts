/** Filled in once in a server's life, before anything else of it is tried: a plain form. */
export const csr = false
