/** WCAG 2.2 AA by axe on a page as it is, in light and dark; and nothing wider than 320 px. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

/** What axe finds on the page as it is, by rule and first element. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const found: readonly Violation[] = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(standards)} }).then(({ violations }) => violations)`,
  )
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

/** Adds to `findings` what is wrong, each saying where. */
export async function lookAt(page: Page, name: string, findings: string[]): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    // Without motion: a colour half-way through its transition is nobody's reading colour.
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    for (const found of await violations(page)) findings.push(`${name} (${scheme}) ${found}`)
  }
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  if (wider > 0) findings.push(`${name} is ${String(wider)} px wider than a screen of 320 px`)
  if (size !== null) await page.setViewportSize(size)
}
