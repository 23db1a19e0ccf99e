/** What `serve` and `demo` share: the built pages, the printed addresses, and an end that finishes what was accepted. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bodyLimits } from '#contest/limits.ts'
import type { PageHandler } from '#http/pages.ts'
import type { App } from '#usecases/app.ts'
import type { Config } from '#config.ts'
import type { Output } from '../output.ts'

const handlerFile = fileURLToPath(new URL('../../../build/web/handler.js', import.meta.url))

export const pagesAreBuilt = (): boolean => existsSync(handlerFile)

/** @throws Error when the pages were not built */
export async function loadPages(): Promise<PageHandler> {
  if (!pagesAreBuilt()) throw new Error('The pages are not built: run npm run build (npm start does it by itself).')
  // The bound of http/pages.ts, which knows who asks, is never above this.
  process.env['BODY_SIZE_LIMIT'] ??= String(bodyLimits.staffForm)
  const { handler } = (await import(handlerFile)) as { readonly handler: PageHandler }
  return handler
}

/** Serves until SIGINT or SIGTERM; a second signal ends at once. Resolves when everything accepted is stored. */
export async function serveUntilStopped(
  config: Config,
  output: Output,
  prepare: (app: App) => Promise<void>,
  announce: (address: string) => void,
): Promise<void> {
  const { serve } = await import('#main.ts')
  const running = await serve(config, await loadPages(), prepare)
  announce(running.address)
  await new Promise<void>((resolve) => {
    let stopping = false
    const stop = (signal: NodeJS.Signals): void => {
      if (stopping) process.exit(130)
      stopping = true
      output.note(`${signal}: đang lưu nốt những gì đã nhận rồi dừng… / finishing what was accepted…`)
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
  await running.stop()
  output.note('Đã dừng. / Stopped.')
}
