/** `npm run bench:start`: pressing “Vào thi”. */
import { runOpening } from './opening.ts'

await runOpening('start')
