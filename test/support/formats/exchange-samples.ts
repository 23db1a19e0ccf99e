/** Question files of other systems, written by hand after their specifications: `test/data/exchange`, where a folder is a package. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zipSync } from 'fflate'
import type { Sample } from './mutate.ts'

const folder = fileURLToPath(new URL('../../data/exchange', import.meta.url))

const read = (path: string): Uint8Array => new Uint8Array(readFileSync(path))

/** Parts of a package by their names in it. */
export function packageParts(name: string): Record<string, Uint8Array> {
  const inside = readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return Object.fromEntries(
    inside.map((one) => [join(one.parentPath, one.name).slice(join(folder, name).length + 1), read(join(one.parentPath, one.name))]),
  )
}

export const exchangeFile = (name: string): Uint8Array => (name.includes('.') ? read(join(folder, name)) : zipSync(packageParts(name)))

export const exchangeSamples = (): readonly Sample[] =>
  readdirSync(folder)
    .sort()
    .map((name) => ({ name: name.includes('.') ? name : `${name}.zip`, bytes: exchangeFile(name) }))
