/**
 * What the official documents look like: their pages are compared with those under test/data/documents. After a change that is
 * meant, `UPDATE_DOCUMENTS=1 npx vitest run --project unit test/documents` writes them anew; look at them before they are kept.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { createApart } from '#adapters/apart.ts'
import type { ReadyDocument } from '#documents/official/document.ts'
import { createDocumentSetter, settingApart } from '#documents/setting.ts'
import { documents } from '#usecases/documents/registry.ts'
import { exampleDocuments } from '../support/example-documents.ts'

const stored = fileURLToPath(new URL('../data/documents/', import.meta.url))
const rewrite = process.env['UPDATE_DOCUMENTS'] === '1'
const folder = mkdtempSync(join(tmpdir(), 'hoithi-pages-'))
const apart = createApart<ReadyDocument, Uint8Array>(settingApart)
const renderer = createDocumentSetter(apart)
afterAll(() => {
  apart.close()
  rmSync(folder, { recursive: true })
})

/** Of the pages, in dots an inch: words can be told apart, and a page takes some ten kilobytes. */
const resolution = '50'
/** Grey levels a dot may be off where two versions of the renderer smooth an edge differently. */
const edge = 60
/** Dots beyond that on a page; one changed letter is more. */
const strayed = 6

const pagesOf = (pdf: Uint8Array, name: string): readonly string[] => {
  execFileSync('pdftoppm', ['-r', resolution, '-gray', '-png', '-', join(folder, name)], { input: pdf })
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}-`))
    .sort()
}

const dotsOf = async (bytes: Uint8Array) => sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true })

async function difference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = [await dotsOf(one), await dotsOf(other)]
  expect([a.info.width, a.info.height]).toEqual([b.info.width, b.info.height])
  return a.data.reduce((count, level, at) => count + (Math.abs(level - (b.data[at] ?? 0)) > edge ? 1 : 0), 0)
}

describe('official documents', () => {
  it('are all among the examples', () => {
    expect(exampleDocuments.map(({ template }) => template)).toEqual(documents.map(({ id }) => id))
  })

  it.each(exampleDocuments)('$template looks as its stored pages', async (document) => {
    const pages = pagesOf(await renderer.set(document), document.template)
    if (rewrite) {
      mkdirSync(stored, { recursive: true })
      for (const page of pages) writeFileSync(join(stored, page), readFileSync(join(folder, page)))
    }
    expect(
      readdirSync(stored)
        .filter((file) => file.startsWith(`${document.template}-`))
        .sort(),
    ).toEqual(pages)
    for (const page of pages) {
      expect(await difference(readFileSync(join(folder, page)), readFileSync(join(stored, page))), page).toBeLessThanOrEqual(strayed)
    }
  })
})
