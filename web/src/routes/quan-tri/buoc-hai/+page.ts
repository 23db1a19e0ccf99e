/** What is typed here stays on the screen for a moment only: a plain form. */
export const csr = false
