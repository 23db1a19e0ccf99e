/** Works in a draft directory beside the file it is given until it is killed: prints the directory once a secret lies in it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inDraftDirectory } from '#store/backup/draft-directory.ts'

await inDraftDirectory(process.argv[2] ?? '', (directory) => {
  writeFileSync(join(directory, 'database'), 'keys')
  process.stdout.write(directory)
  // The timer knows how to end it: what nothing can end any more is collected, and its lock with it.
  return new Promise((resolve) => {
    setTimeout(resolve, 3_600_000)
  })
})
