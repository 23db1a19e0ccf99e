/**
 * Opens the paper without network, and at once: keeps the shell of `/bai-thi` with its style and script, and nothing else. A kept
 * shell is shown first for as long as a paper that was opened then may well stay open in its tab, so that no older one is ever
 * in use; after that the network comes first. Its files have hashed names, so a kept one is never stale.
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
/** Says when the server gave the shell last. */
const given = '/bai-thi/given'
const FRESH_MS = 3_600_000

addEventListener('install', (event) => (event as ExtendableEvent).waitUntil(keepShell()))

addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  const answer = (event as FetchEvent).respondWith.bind(event)
  // The lobby fetches it ahead, with no navigation.
  if (pathname === shell) answer(request.mode === 'navigate' ? shellFor(request) : freshShell(request))
  else if (pathname === '/ngon-ngu') answer(forgetWhen().then(() => fetch(request)))
  else if (pathname.startsWith('/_app/immutable/')) answer(keptFile(request))
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
  await cache.put(given, new Response(String(Date.now())))
}

/** In another language it is another shell. */
async function forgetWhen(): Promise<void> {
  await (await caches.open(shelf)).delete(given)
}

async function shellFor(request: Request): Promise<Response> {
  const cache = await caches.open(shelf)
  const [kept, when] = await Promise.all([cache.match(shell), cache.match(given)])
  const age = Date.now() - Number((await when?.text()) ?? NaN)
  // A device's clock may have been set back meanwhile.
  return kept !== undefined && age >= 0 && age < FRESH_MS ? kept : freshShell(request)
}

/** A kept one when there is no network, or the server has too much to do. */
async function freshShell(request: Request): Promise<Response> {
  const response = await fetch(request).catch((failure: unknown) => failure)
  if (response instanceof Response && response.status < 500) {
    void storeShell(response.clone()).catch(() => undefined)
    return response
  }
  const kept = await (await caches.open(shelf)).match(shell)
  if (kept !== undefined) return kept
  if (response instanceof Response) return response
  throw response
}

async function keptFile(request: Request): Promise<Response> {
  return (await (await caches.open(shelf)).match(request)) ?? fetch(request)
}
