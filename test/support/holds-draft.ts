/** Works in a draft directory beside the file it is given until it is killed: prints the directory once a secret lies in it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inDraftDirectory } from '#store/backup/draft-directory.ts'

await inDraftDirectory(process.argv[2] ?? '', (directory) => {
  writeFileSync(join(directory, 'database'), 'keys')
  process.stdout.write(directory)
  return new Promise(() => setInterval(() => undefined, 1000))
})
