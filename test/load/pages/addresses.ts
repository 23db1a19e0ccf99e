/** The pages of the site as its folders name them, each as an address of this contest. */
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Audience } from '#http/guard.ts'

const routes = fileURLToPath(new URL('../../../web/src/routes', import.meta.url))

export interface PageAddress {
  /** With its parameters’ names. */
  readonly route: string
  readonly url: string
  readonly audience: Audience
}

/** @param known what stands for a parameter of a route */
export function pageAddresses(slug: string, known: (route: string, name: string) => string): readonly PageAddress[] {
  return globSync('**/+page.svelte', { cwd: routes })
    .toSorted()
    .map((file): PageAddress => {
      const route = `/${file.replace(/\/?\+page\.svelte$/, '').replace(/\([^/]*\)\/?/g, '')}`
      const path = route.replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(known(route, name)))
      const url = /^\/(?:ket-qua|don-vi|vao-thi)/.test(route) ? `${path}?hoi-thi=${slug}` : path
      return { route, url, audience: route.startsWith('/quan-tri') ? 'staff' : 'contestant' }
    })
}
