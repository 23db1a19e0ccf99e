/**
 * Builds each `contestant/*.ts` into one self-contained script without any framework, and tells pages its address.
 * `virtual:contestant-modules` exports `{ [name]: '/_app/immutable/contestant/<name>-<hash>.js' }`; `offline-worker`
 * keeps a fixed address at the root, because a service worker's address is its identity and its scope.
 */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

const virtualName = 'virtual:contestant-modules'
const resolvedName = `\0${virtualName}`

interface Script {
  readonly fileName: string
  readonly source: string
}

export function contestantModules({ folder, target }: { folder: string; target: string }): Plugin {
  const names = readdirSync(folder)
    .filter(isEntry)
    .map((file) => file.slice(0, -'.ts'.length))
  let scripts: Promise<ReadonlyMap<string, Script>> | undefined
  const built = (): Promise<ReadonlyMap<string, Script>> => (scripts ??= buildAll(folder, names, target))
  return {
    name: 'hoithi:contestant-modules',
    resolveId: (id) => (id === virtualName ? resolvedName : null),
    async load(id) {
      if (id !== resolvedName) return null
      const addresses = [...(await built())].map(([name, script]) => [name, `/${script.fileName}`] as const)
      return `export default ${JSON.stringify(Object.fromEntries(addresses))}`
    },
    async generateBundle() {
      if (this.environment.name !== 'client') return
      for (const { fileName, source } of (await built()).values()) this.emitFile({ type: 'asset', fileName, source })
    },
  }
}

/** Entries lie directly in the folder; what they share lies in folders below it. */
function isEntry(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.d.ts')
}

async function buildAll(folder: string, names: readonly string[], target: string): Promise<ReadonlyMap<string, Script>> {
  const scripts = new Map<string, Script>()
  for (const name of names) {
    const source = await bundle(join(folder, `${name}.ts`), target)
    const digest = createHash('sha256').update(source).digest('base64url').slice(0, 8)
    const fileName = name === 'offline-worker' ? 'offline-worker.js' : `_app/immutable/contestant/${name}-${digest}.js`
    scripts.set(name, { fileName, source })
  }
  return scripts
}

async function bundle(entry: string, target: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target, minify: true, modulePreload: false, rolldownOptions: { input: entry } },
  })
  const output = Array.isArray(result) ? result[0] : result
  if (output === undefined || !('output' in output)) throw new Error(`nothing was built from ${entry}`)
  return output.output[0].code
}
