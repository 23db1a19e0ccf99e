/** `/ngon-ngu?sang=en&ve=/path`: keeps the choice of language for a year and goes back. A link, so that it works without script. */
import { redirect } from '@sveltejs/kit'
import { returnAddress } from '#web/server/api.ts'
import type { RequestHandler } from './$types'

/** The shell of the paper is made for everybody and cannot name the attempt of its address: the browser names it. */
function withSearch(path: string, referrer: string | null): string {
  const from = URL.parse(referrer ?? '')
  return from?.pathname === path ? path + from.search : path
}

export const GET: RequestHandler = ({ request, url, cookies }) => {
  const language = url.searchParams.get('sang') === 'en' ? 'en' : 'vi'
  cookies.set('lang', language, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: true, secure: false })
  redirect(303, withSearch(returnAddress(url.searchParams.get('ve'), '/'), request.headers.get('referer')))
}
