/** `npm run test:quick`: nothing is left out that says what a file is about, but fewer made cases are tried. */
export const isQuick = process.env['HOITHI_TEST_QUICK'] === '1'

/** How many made cases a test tries: so many in the whole, a tenth of them when it shall be quick. */
export const cases = (wanted: number): number => (isQuick ? Math.ceil(wanted / 10) : wanted)
