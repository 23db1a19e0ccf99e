/** `/ngon-ngu?sang=en&ve=/path`: keeps the choice of language for a year and goes back. A link, so that it works without script. */
import { redirect } from '@sveltejs/kit'
import { returnAddress } from '#web/server/api.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = ({ url, cookies }) => {
  const language = url.searchParams.get('sang') === 'en' ? 'en' : 'vi'
  cookies.set('lang', language, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: true, secure: false })
  redirect(303, returnAddress(url.searchParams.get('ve'), '/'))
}
