/** `hoithi init [file]`: a contest.yaml to begin with. */
import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { ContestError } from '#contest/errors.ts'
import { starterYaml } from '#formats/contests/starter.ts'
import { command, run, type CommonOptions } from '../command.ts'

export const initCommand = (): Command =>
  command('init [file]').action((file: string | undefined, options: CommonOptions) =>
    run(options, (output) => {
      const path = file ?? 'contest.yaml'
      try {
        writeFileSync(path, starterYaml(Date.now()), { flag: 'wx' })
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR') throw new ContestError('invalid-request', { file: path, reason: code })
        if (code === 'EEXIST' || code === 'EISDIR') throw new ContestError('file-exists', { file: path })
        throw error
      }
      output.result({ file: path }, [`Đã viết ${path}. Hãy sửa thể lệ trong đó, rồi chạy: npx hoithi contest apply ${path}`])
      return Promise.resolve()
    }),
  )
