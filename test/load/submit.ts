/** `npm run bench:submit`: durable, signed submissions. */
import { runOpening } from './opening.ts'

await runOpening('submit')
