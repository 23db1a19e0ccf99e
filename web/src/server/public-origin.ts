/** The address of this site as browsers see it, for links that leave the page (QR codes, sharing). */
import type { PageEvent } from './api.ts'

export function publicOrigin({ platform, url }: PageEvent): string {
  const request = platform?.req
  const forwarded = request?.headers['x-forwarded-proto']
  const encrypted = forwarded === 'https' || (request !== undefined && 'encrypted' in request.socket)
  return `${encrypted ? 'https' : 'http'}://${url.host}`
}
