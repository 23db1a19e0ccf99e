/** `npm run bench:start`: pressing “Vào thi”. */
import { runAlternating } from './alternating.ts'

await runAlternating('start')
