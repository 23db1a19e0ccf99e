import type { Finding } from '#contest/values.ts'

/** How serious it is, and what is said in Vietnamese and in English. `{x}` is filled from the values given to `found`. */
export type Words = readonly [severity: Finding['severity'], vi: string, en: string]
