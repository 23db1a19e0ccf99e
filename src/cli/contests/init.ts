/** `hoithi init [file] [--template NAME]`: a contest.yaml to begin with. */
import { writeFileSync } from 'node:fs'
import { Option, type Command } from 'commander'
import { idsOf } from '#contest/criteria.ts'
import { movedAhead } from '#contest/rules/moved-ahead.ts'
import { contestTemplates, type TemplateId } from '#contest/rules/templates.ts'
import { ContestError } from '#contest/errors.ts'
import { starterYaml } from '#formats/contests/starter.ts'
import { command, run, type CommonOptions } from '../command.ts'

export const initCommand = (): Command =>
  command('init [file]')
    .addOption(new Option('--template <name>', 'the rules of a real contest, its dates moved ahead').choices(idsOf(contestTemplates)))
    .action((file: string | undefined, options: CommonOptions & { readonly template?: TemplateId }) =>
    run(options, async (output) => {
      const path = file ?? 'contest.yaml'
      const text = await textOf(options.template, Date.now())
      try {
        writeFileSync(path, text, { flag: 'wx' })
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR') throw new ContestError('invalid-request', { file: path, reason: code })
        if (code === 'EEXIST' || code === 'EISDIR') throw new ContestError('file-exists', { file: path })
        throw error
      }
      output.result({ file: path }, [`Đã viết ${path}. Hãy sửa thể lệ trong đó, rồi chạy: npx hoithi contest apply ${path}`])
    }),
  )

async function textOf(template: TemplateId | undefined, now: number): Promise<string> {
  if (template === undefined) return starterYaml(now)
  const { templateRules } = await import('#formats/contests/templates.ts')
  const { contestYaml } = await import('#formats/contests/yaml.ts')
  return contestYaml(movedAhead(templateRules(template), now))
}
