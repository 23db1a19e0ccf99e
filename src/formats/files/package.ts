/** Relations between the parts of an Open Packaging file (ECMA-376 part 2, section 9.3). */
import type { Checked } from '#contest/values.ts'
import type { Parts } from './archive.ts'
import { found } from '../findings/findings.ts'
import { childrenOf, readXmlTree } from './xml.ts'

export interface Relation {
  readonly id: string
  /** The last word of the type's address, the same in the strict and the transitional vocabulary. */
  readonly type: string
  /** Name of the part inside the archive. */
  readonly target: string
}

/** Relations of a part (`''`: of the package). External ones are left out: nothing is ever fetched. */
export function readRelations(parts: Parts, part: string): Checked<readonly Relation[]> {
  const slash = part.lastIndexOf('/') + 1
  const name = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
  const bytes = parts.get(name)
  if (bytes === undefined) return { ok: true, value: [], findings: [] }
  const tree = readXmlTree(bytes, name)
  if (!tree.ok) return tree
  const relations = childrenOf(tree.value, 'Relationship').flatMap(({ attributes }): Relation[] => {
    const { Id, Type, Target, TargetMode } = attributes
    if (Id === undefined || Type === undefined || Target === undefined || TargetMode === 'External') return []
    return [{ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target: resolve(part.slice(0, slash), Target) }]
  })
  return { ok: true, value: relations, findings: [] }
}

/** The target of the first relation of a type; null when there is none. */
export function relationTarget(parts: Parts, part: string, type: string): Checked<string | null> {
  const relations = readRelations(parts, part)
  if (!relations.ok) return relations
  return { ok: true, value: relations.value.find((one) => one.type === type)?.target ?? null, findings: [] }
}

/** The part of a type that a part relates to: null when there is no such relation, damage when it leads nowhere. */
export function relatedPart(
  parts: Parts,
  relations: readonly Relation[],
  type: string,
): Checked<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  const name = relations.find((one) => one.type === type)?.target
  if (name === undefined) return { ok: true, value: null, findings: [] }
  const bytes = parts.get(name)
  if (bytes === undefined) return { ok: false, findings: [found('archive-damaged', name, { part: name })] }
  return { ok: true, value: { name, bytes }, findings: [] }
}

function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '..') names.pop()
    else if (name !== '.' && name !== '') names.push(name)
  }
  return names.join('/')
}
