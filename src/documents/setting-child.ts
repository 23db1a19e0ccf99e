/**
 * What the process that sets documents does. It holds the native compiler, so that whatever that does to memory stays away
 * from the server (setting.ts).
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { ReadyDocument } from './official/document.ts'
import type { RulebookPrint } from './official/rulebook.ts'

/** Nothing is there: every file the templates see is given from memory, so that a template can read no other. */
const workspace = '/hoithi-documents'

const fonts = (() => {
  const require = createRequire(import.meta.url)
  const folder = require.resolve('@expo-google-fonts/tinos/package.json').replace(/package\.json$/, '')
  return ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'].map((face) => readFileSync(`${folder}${face}/Tinos_${face}.ttf`))
})()
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] })
const source = (name: string): string => readFileSync(new URL(`./official/${name}.typ`, import.meta.url), 'utf8')

export function run(document: ReadyDocument): Uint8Array | Promise<Uint8Array> {
  return document.format === 'pdf' ? pdfOf(document) : wordOf(document)
}

async function wordOf({ template, title, data }: ReadyDocument): Promise<Uint8Array> {
  if (template !== 'rulebook') throw new Error(`${template} is no document of Word`)
  // Whoever prints needs none of it.
  const { rulebookWord } = await import('./official/rulebook-word.ts')
  return rulebookWord(data as RulebookPrint, title)
}

function pdfOf({ template, title, data, pictures }: ReadyDocument): Uint8Array {
  compiler.resetShadow()
  compiler.addSource(`${workspace}/frame.typ`, source('frame'))
  compiler.mapShadow(`${workspace}/data.json`, Buffer.from(JSON.stringify({ ...data, documentTitle: title })))
  for (const { file, bytes } of pictures) compiler.mapShadow(`${workspace}/pictures/${file}`, Buffer.from(bytes))
  const main = `${workspace}/${template}.typ`
  compiler.addSource(main, source(template))
  const compiled = compiler.compile({ mainFilePath: main })
  const { result } = compiled
  if (result === null) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'unknown'))
  const pdf = compiler.pdf(result, { pdfStandard: 'ua-1' })
  compiler.evictCache(10)
  return pdf
}
