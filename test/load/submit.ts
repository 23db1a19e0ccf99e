/** `npm run bench:submit`: durable, signed submissions. */
import { runAlternating } from './alternating.ts'

await runAlternating('submit')
