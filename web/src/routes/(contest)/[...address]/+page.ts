/** Every address no page has: an error page in the frame of the public pages. */
import { error } from '@sveltejs/kit'
import type { PageLoad } from './$types'

export const load: PageLoad = () => error(404, 'not-found', { code: 'not-found' })
