import { fileURLToPath } from 'node:url'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import { contestantModules } from './contestant-modules.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The oldest browser that must work: a web view that nobody has updated since 2020. */
const oldest = 'chrome83'

export default defineConfig({
  root: at('.'),
  build: { target: oldest, cssTarget: oldest },
  resolve: { alias: { '#web': at('src'), '#contract': at('../src/contract'), '#contest': at('../src/contest') } },
  plugins: [
    contestantModules({ folder: at('contestant'), target: oldest }),
    sveltekit({
      adapter: adapter({ out: at('../build/web') }),
      outDir: at('../build/kit'),
      compilerOptions: { runes: true },
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          // The one style attribute of a page: Kit's announcer of client-side navigation.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:', 'blob:'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
        },
      },
      // Kit compares Origin with a protocol it cannot know behind our server; hooks.server.ts compares hosts instead.
      csrf: { trustedOrigins: ['*'] },
    }),
  ],
})
