/** `npm run schema`: prints the JSON Schema of contest.yaml to contests/contest.schema.json; a test compares the two. */
import { writeFileSync } from 'node:fs'
import { rulesSchema } from '#contest/rules/schema.ts'

writeFileSync(new URL('../contests/contest.schema.json', import.meta.url), `${JSON.stringify(rulesSchema, null, 2)}\n`)
