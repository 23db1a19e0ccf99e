/**
 * Opens the paper without network: keeps the shell of `/bai-thi` with its style and script, and nothing else. Network
 * first for the shell; its files have hashed names, so a kept one is never stale.
 */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

const shelf = 'hoithi-paper-1'
const shell = '/bai-thi'

addEventListener('install', (event) => (event as ExtendableEvent).waitUntil(keepShell()))

addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && pathname === shell) (event as FetchEvent).respondWith(freshShell(request))
  else if (pathname.startsWith('/_app/immutable/')) (event as FetchEvent).respondWith(keptFile(request))
})

async function keepShell(): Promise<void> {
  await storeShell(await fetch(shell))
}

async function storeShell(response: Response): Promise<void> {
  if (!response.ok) return
  const cache = await caches.open(shelf)
  const files = (await response.clone().text()).match(/\/_app\/immutable\/[\w./-]+/g) ?? []
  await cache.addAll([...new Set(files)])
  await cache.put(shell, response)
}

async function freshShell(request: Request): Promise<Response> {
  try {
    const response = await fetch(request)
    void storeShell(response.clone()).catch(() => undefined)
    return response
  } catch (failure) {
    const kept = await (await caches.open(shelf)).match(shell)
    if (kept === undefined) throw failure
    return kept
  }
}

async function keptFile(request: Request): Promise<Response> {
  return (await (await caches.open(shelf)).match(request)) ?? fetch(request)
}
