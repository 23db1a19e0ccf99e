/** A form that is filled in the first second: nothing typed is lost to a script that starts late. */
export const csr = false
