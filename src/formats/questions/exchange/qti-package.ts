/** IMS content packages (Content Packaging 1.1 and 1.2, Common Cartridge): what the manifest lists, and names resolved inside the package only. */
import type { Parts } from '../../files/archive.ts'
import { decodeAddress, isOutside, type PictureSource } from './item.ts'
import { found } from '../../findings/findings.ts'
import { isLeftover } from '../../files/lone-xml.ts'
import { child, childrenOf, Refused, rootName, walkXmlTrees, type XmlElement } from '../../files/xml.ts'

interface QtiResource {
  /** Parts it names that are there, its own first. */
  readonly files: readonly string[]
  readonly metadata: XmlElement | undefined
}

export interface QtiPackage {
  readonly parts: Parts
  /** Folder of the manifest, `''` or with a slash at the end: packages are often zipped with their folder. */
  readonly root: string
  readonly resources: readonly QtiResource[]
}

const roots = new Set(['questestinterop', 'assessmentItem', 'qti-assessment-item', 'assessmentTest', 'qti-assessment-test'])

/** By its first element, so that a file called anything is known. */
export function qtiRoot(bytes: Uint8Array | undefined): string | null {
  const name = bytes === undefined ? null : rootName(bytes)
  return name !== null && roots.has(name) ? name : null
}

export function manifestOf(parts: Parts): string | null {
  const names = [...parts.keys()].filter((name) => /(^|\/)imsmanifest\.xml$/i.test(name) && !isLeftover(name))
  return names.sort((a, b) => a.split('/').length - b.split('/').length)[0] ?? null
}

export const mayHoldQuestions = (name: string): boolean => /\.(xml|qti|dat)$/i.test(name) && !isLeftover(name)

/** Resources and what they list; a package of 30,000 parts needs no more. */
const MAX_NAMES = 100_000

/** Without a manifest, every part that may hold questions, by name. */
export function readPackage(parts: Parts): QtiPackage {
  const manifest = manifestOf(parts)
  if (manifest === null) {
    const names = [...parts.keys()].filter(mayHoldQuestions).sort()
    return { parts, root: '', resources: names.map((name) => ({ files: [name], metadata: undefined })) }
  }
  const root = folderOf(manifest)
  const resources: QtiResource[] = []
  let base = root
  let named = 0
  const finding = walkXmlTrees(parts.get(manifest) ?? new Uint8Array(), manifest, {
    isTree: (name) => name === 'resource',
    open: (name, attributes) => {
      if (name === 'resources') base = inFolder(root, attributes['base'] ?? '')
    },
    tree: (resource) => {
      named += 1 + resource.children.length
      if (named > MAX_NAMES)
        throw new Refused(found('too-much-content', manifest, { limit: MAX_NAMES, what: 'tệp trong bản kê / files of the manifest' }))
      resources.push(readResource(parts, root, base, resource))
    },
  })
  if (finding !== null) throw new Refused(finding)
  return { parts, root, resources }
}

function readResource(parts: Parts, root: string, base: string, resource: XmlElement): QtiResource {
  const { attributes } = resource
  const folder = inFolder(base, attributes['base'] ?? '')
  // Blackboard names its files in an attribute of its own.
  const own = [attributes['href'], attributes['file']].filter(
    (one) => one !== undefined && one !== '' && !/^https?:/i.test(one),
  ) as string[]
  const listed = childrenOf(resource, 'file').flatMap(({ attributes: { href } }) => (href === undefined || href === '' ? [] : [href]))
  const files = [...new Set([...own, ...listed])].map((href) => {
    const name = partNamed(parts, root, folder, href)
    // Blackboard counts from the manifest whatever the base says.
    return { href, name: name === 'missing' ? partNamed(parts, root, root, href) : name }
  })
  for (const { href, name } of files) {
    if (name === 'outside') throw new Refused(found('reference-outside', 'imsmanifest.xml', { name: href }))
    if (name === 'missing' && own.includes(href) && mayHoldQuestions(href)) throw new Refused(found('part-missing', href, { part: href }))
  }
  return { files: files.flatMap(({ name }) => (parts.has(name) ? [name] : [])), metadata: child(resource, 'metadata') }
}

export const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1)

const inFolder = (folder: string, base: string): string => (base === '' ? folder : `${folder}${decodeAddress(base).replace(/\/?$/, '/')}`)

/** The part an address means, seen from a folder of the package; what leads out of the package is never looked at. */
export function partNamed(parts: Parts, root: string, folder: string, address: string): string {
  if (isOutside(address)) return 'outside'
  const plain = address.replace(/[?#].*$/s, '')
  for (const path of new Set([decodeAddress(plain), plain])) {
    const names: string[] = []
    for (const name of (path.startsWith('/') ? root + path : folder + path).split('/')) {
      if (name === '..') {
        if (names.pop() === undefined) return 'outside'
      } else if (name !== '' && name !== '.') names.push(name)
    }
    const resolved = names.join('/')
    if (!resolved.startsWith(root)) return 'outside'
    if (parts.has(resolved)) return resolved
  }
  return 'missing'
}

/** Pictures an item names: from its own folder, or as Canvas and Blackboard refer to the files of a course. */
export function packagePictures({ parts, root }: QtiPackage, part: string): PictureSource {
  return (address) => {
    const course = /^(?:\$|%24)IMS[-_]CC[-_]FILEBASE(?:\$|%24)\/?(.*)$/is.exec(address)?.[1]
    const embedded = /xid-\d+_\d+/.exec(address)?.[0]
    const folders = course === undefined ? [folderOf(part), root] : [`${root}web_resources/`, root]
    for (const folder of folders) {
      const name = partNamed(parts, root, folder, course ?? address)
      if (name === 'outside') return 'outside'
      const bytes = parts.get(name)
      if (bytes !== undefined) return bytes
    }
    const name =
      embedded === undefined ? undefined : [...parts.keys()].find((one) => one.includes(`${embedded}.`) || one.includes(`${embedded}_`))
    return parts.get(name ?? '') ?? 'missing'
  }
}
