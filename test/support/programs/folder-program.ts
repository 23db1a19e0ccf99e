/** Makes and wipes a folder for ever, until it is killed: `node folder-program.ts ROOT`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createWholeFolders } from '#adapters/whole-folder.ts'

const [, , root = ''] = process.argv
const folders = createWholeFolders(root)
process.stdout.write('begun\n')
for (;;) {
  const making = folders.make('a')
  if (making === null) throw new Error('somebody else makes it')
  for (let i = 0; i < 300; i++) writeFileSync(join(making.path, String(i)), 'x'.repeat(1000))
  making.keep()
  folders.wipe('a', '{}')
}
