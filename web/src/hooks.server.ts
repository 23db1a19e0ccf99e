import { error } from '@sveltejs/kit'
import type { Handle } from '@sveltejs/kit/hooks'
import { chooseLanguage } from '#web/server/language.ts'
import { compress } from '#web/server/compression.ts'
import { isFromThisSite } from '#web/server/same-site.ts'

const personal = /^\/(vao-thi|xac-nhan|phong-cho|chuyen|bien-nhan|moi|quan-tri|gui-cau-hoi)(\/|$)/

export const handle: Handle = async ({ event, resolve }) => {
  const { request, url, locals, cookies } = event
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isFromThisSite(request))
    error(403, 'foreign-origin', { code: 'foreign-origin' })
  locals.language = chooseLanguage(cookies.get('lang'))
  locals.cookies = []
  const response = await resolve(event, { transformPageChunk: ({ html }) => html.replace('%language%', locals.language) })
  for (const cookie of locals.cookies) response.headers.append('set-cookie', cookie)
  if (response.status === 503) response.headers.set('retry-after', '5')
  response.headers.set('content-language', locals.language)
  response.headers.append('vary', 'cookie, accept-encoding')
  response.headers.set('cache-control', personal.test(url.pathname) ? 'private, no-store' : 'public, no-cache')
  // What a provider sent stands in these addresses until the page has gone on; a handle in the other.
  response.headers.set('referrer-policy', /^\/(vao-thi\/|chuyen\/)/.test(url.pathname) ? 'no-referrer' : 'same-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  return compress(request, response)
}
