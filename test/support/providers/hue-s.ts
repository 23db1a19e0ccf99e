/** The fake city app “Hue-S”: a whole OpenID Connect provider, whose person is signed in already. */
import { Provider } from 'oidc-provider'
import { page, serve, type FakeState, type Served } from './served.ts'

export const hueSClient = { id: 'hoithi', secret: 'bi-mat-cua-hue-s-32-ky-tu-tro-len' } as const

/** @param back where people may be sent back to @param tiles links on the app's page */
export async function startHueS(
  state: FakeState,
  {
    back,
    port = 0,
    tiles = [],
  }: { readonly back: readonly string[]; readonly port?: number; readonly tiles?: readonly { name: string; address: string }[] },
): Promise<Served> {
  let handle: (...asked: Parameters<ReturnType<Provider['callback']>>) => Promise<void> = () => Promise.resolve()
  const served = await serve(port, (request, response) => {
    void handle(request, response)
  })
  const provider = new Provider(served.origin, {
    clients: [
      { client_id: hueSClient.id, client_secret: hueSClient.secret, redirect_uris: [...back], grant_types: ['authorization_code'] },
    ],
    cookies: { keys: ['khoa'] },
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub'], profile: ['name'], phone: ['phone_number', 'phone_number_verified'] },
    interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, name: state.person.name, phone_number: state.person.phone, phone_number_verified: true }),
    }),
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
  })
  const callback = provider.callback()
  handle = async (request, response) => {
    if (state.away) return void request.socket.destroy()
    if (request.url === '/app') {
      const links = tiles.map(({ name, address }) => `<a href="${address}">${name}</a>`).join('')
      return void response.setHeader('content-type', 'text/html').end(page('Hue-S', `<p>Xin chào ${state.person.name}.</p>${links}`))
    }
    if (request.url?.startsWith('/interaction/') !== true) return callback(request, response)
    const { params, grantId } = await provider.interactionDetails(request, response)
    if (state.answer === 'refuses') return provider.interactionFinished(request, response, { error: 'access_denied' })
    const accountId = state.person.sub
    const grant = new provider.Grant({ accountId, clientId: params.client_id })
    grant.addOIDCScope(params.scope)
    return provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId: grantId ?? (await grant.save()) } })
  }
  return served
}
