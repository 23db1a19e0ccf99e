/** The address of this site as browsers see it, for links that leave the page (QR codes, sharing). */
import type { PageEvent } from './api.ts'

export function publicOrigin({ platform, url }: PageEvent): string {
  return `${platform?.req.hoithi.protocol ?? 'http'}://${url.host}`
}
