/** The XML of a file that is one XML document, plain or alone in a zip. */
import type { OpenedFile } from './open-file.ts'

export interface LoneXml {
  readonly bytes: Uint8Array
  /** Names it in findings: the part of the zip, or `XML`. */
  readonly part: string
}

export function loneXml(file: OpenedFile): LoneXml | null {
  if (file.kind === 'xml') return { bytes: file.bytes, part: 'XML' }
  if (file.kind !== 'zip') return null
  const [first, second] = [...file.parts].filter(([name]) => /\.xml$/i.test(name) && !isLeftover(name))
  return first === undefined || second !== undefined ? null : { part: first[0], bytes: first[1] }
}

/** What archivers add by themselves. */
export const isLeftover = (name: string): boolean => /(^|\/)(__MACOSX|\.[^/]*)(\/|$)/.test(name)
