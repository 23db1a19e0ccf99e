/**
 * Whether a form was sent by a page of this site. Behind a proxy the server does not know which protocol the browser
 * used, so hosts are compared and not origins; browsers that say `sec-fetch-site` are taken at their word.
 */
export function isFromThisSite(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = request.headers.get('origin')
  const host = request.headers.get('host') ?? new URL(request.url).host
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host
}
