import { describe, expect, it } from 'vitest'
import { exampleProviders, examplePlaces, hueS, launchLink, office, signedParameters, social } from '#test/support/providers/examples.ts'
import { checkSignIn } from './check.ts'
import { filledIn, isBegunHere, needsSecret } from './provider.ts'
import type { ProviderInFile } from './schema.ts'

const check = (...providers: readonly ProviderInFile[]) => checkSignIn({ providers }, '/signIn')
/** Places below the first provider, and codes. */
const found = (provider: ProviderInFile) =>
  check(provider).findings.map(({ place, code }) => `${place.replace('/signIn/providers/0', '')} ${code}`)
const places = examplePlaces
const token: ProviderInFile = {
  ...signedParameters,
  id: 'ma-mo',
  verify: {
    by: 'token',
    profile: { url: 'https://a.example/me', fields: [{ in: 'header', name: 'authorization', value: 'Bearer {token}' }] },
  },
}

describe('a way to sign in', () => {
  it('is every choice said, and read again as what it is', () => {
    const { value, findings } = check(...exampleProviders(places), signedParameters, token)
    expect(findings).toEqual([])
    expect(value.roster).toBe(true)
    expect(checkSignIn(value, '/signIn')).toEqual({ value, findings: [] })
    expect(value.providers.map(({ proof }) => proof.name)).toEqual(['code', 'code', 'ticket', 'token', 'token', 'token'])
    expect(value.providers.map(needsSecret)).toEqual([true, true, true, true, true, false])
    const keyed: ProviderInFile = {
      ...launchLink,
      id: 'khoa-cong-khai',
      verify: { by: 'jws', algorithms: ['EdDSA'], audience: 'a', publicKey: '{}' },
    }
    expect(check(keyed).value.providers.map(needsSecret)).toEqual([false])
    expect(value.providers.map(isBegunHere)).toEqual([true, true, false, false, false, false])
    expect(value.providers.map(({ back }) => back)).toEqual([
      { to: 'link', link: 'hues://home' },
      { to: 'close-web-view', bridge: null },
      { to: 'none' },
      { to: 'close-web-view', bridge: 'UngDung.close' },
      { to: 'none' },
      { to: 'none' },
    ])
    expect(value.providers[4]?.verify).toEqual({
      ...{
        by: 'hmac',
        hash: 'sha256',
        encoding: 'hex',
        signature: 'sig',
        signed: [],
        pairs: true,
        joiner: '&',
        time: 'ts',
        unit: 'seconds',
      },
    })
  })

  it('takes a name of a provider once, and needs one way in', () => {
    expect(check(launchLink, launchLink).findings.map(({ place, code }) => [place, code])).toEqual([
      ['/signIn/providers/1/id', 'provider-repeated'],
    ])
    expect(checkSignIn({ roster: false, providers: [] }, '/signIn').findings.map(({ code }) => code)).toEqual(['no-way-in'])
    expect(checkSignIn({ roster: false, providers: [launchLink] }, '/signIn').findings).toEqual([])
  })

  it.each([
    ['openid without an issuer', { ...hueS(places), verify: { by: 'openid' } }, ['/verify/issuer verify-missing']],
    ['an issuer that is no address', { ...hueS(places), verify: { by: 'openid', issuer: 'hue-s' } }, ['/verify/issuer address-not-web']],
    ['a scope without openid', { ...hueS(places), verify: { ...hueS(places).verify, scope: 'phone' } }, ['/verify/scope scope-openid']],
    ['openid that begins elsewhere', { ...hueS(places), proof: { from: 'query' } }, ['/proof/from openid-begins-here']],
    ['openid without a client', { ...hueS(places), clientId: null }, ['/clientId client-missing']],
    ['openid that comes back in a form', { ...hueS(places), proof: { from: 'form-post' } }, []],
    ['openid with an address of its own', { ...hueS(places), proof: social(places).proof }, ['/proof/authorize authorize-unused']],
    ['a button that leads nowhere', { ...social(places), proof: { from: 'redirect' } }, ['/proof/authorize authorize-missing']],
    [
      'an address without state',
      { ...social(places), proof: { from: 'redirect', authorize: { url: 'ftp://a' } } },
      ['/proof/authorize/url address-not-web', '/proof/authorize state-missing'],
    ],
    [
      'an API that takes no code',
      { ...office(places), verify: { by: 'json-api', exchange: { url: 'https://a.example' } } },
      ['/verify/exchange/fields call-takes'],
    ],
    [
      'an API that is not said',
      { ...office(places), clientId: undefined, verify: { by: 'json-api' } },
      ['/verify/exchange verify-missing'],
    ],
    [
      'a token that is not used, by a pointer that is none',
      { ...office(places), verify: { ...office(places).verify, token: 'access_token' } },
      ['/verify/token pointer-form', '/verify/profile verify-missing'],
    ],
    [
      'a profile whose token is not said',
      { ...social(places), verify: { ...social(places).verify, token: null } },
      ['/verify/token verify-missing'],
    ],
    [
      'a secret in an address',
      { ...token, verify: { by: 'token', profile: { url: 'https://a.example/me', fields: [{ name: 'k', value: '{secret}{token}' }] } } },
      ['/verify/profile/fields/0 secret-in-address'],
    ],
    ['a token nobody is shown', { ...token, verify: { by: 'token' } }, ['/verify/profile verify-missing']],
    [
      'a signature by nothing',
      { ...launchLink, verify: { by: 'jws' } },
      ['/verify/algorithms verify-missing', '/verify/audience verify-missing'],
    ],
    [
      'a signature by two keys',
      { ...launchLink, verify: { by: 'jws', algorithms: ['RS256'], audience: 'a', jwks: 'https://a.example/keys', publicKey: '{}' } },
      ['/verify/algorithms jws-key'],
    ],
    [
      'a shared key that is public',
      { ...launchLink, verify: { by: 'jws', algorithms: ['HS256'], audience: 'a', publicKey: '{}' } },
      ['/verify/algorithms jws-key'],
    ],
    ['a time nobody signed', { ...signedParameters, verify: { by: 'hmac', signed: ['uid'] } }, ['/verify/signed time-unsigned']],
    ['values whose names nobody signed', { ...signedParameters, verify: { by: 'hmac', pairs: false } }, ['/verify/signed names-unsigned']],
    [
      'a signature that signs itself',
      { ...signedParameters, verify: { by: 'hmac', signed: ['ts', 'sig'] } },
      ['/verify/signed time-unsigned'],
    ],
    ['nobody who could be found', { ...launchLink, claims: { subject: '/sub' } }, ['/claims nobody-found']],
    [
      'a pointer that is none',
      { ...launchLink, claims: { subject: 'sub', phone: '/~2' } },
      ['/claims/subject pointer-form', '/claims/phone pointer-form'],
    ],
    ['a bridge without a function', { ...launchLink, proof: { from: 'bridge' } }, ['/proof/name bridge-path']],
    ['a bridge', { ...launchLink, proof: { from: 'bridge', name: 'webkit.messageHandlers.token.postMessage' } }, []],
    ['a header that is none', { ...launchLink, proof: { from: 'header', name: 'a b' } }, ['/proof/name header-name']],
    ['a way back without an address', { ...launchLink, back: { to: 'link' } }, ['/back/link link-scheme']],
    ['a way back that runs', { ...launchLink, back: { to: 'link', link: 'javascript://a' } }, ['/back/link link-scheme']],
    [
      'an answer that is good somewhere',
      { ...office(places), verify: { by: 'json-api', exchange: { ...office(places).verify.exchange, good: { at: 'x', is: '1' } } } },
      ['/verify/exchange/good/at pointer-form'],
    ],
  ] as const)('finds %s', (_, provider, findings) => {
    expect(found(provider as unknown as ProviderInFile)).toEqual(findings)
  })
})

it('puts in what stands for itself, and leaves other braces', () => {
  expect(filledIn('Bearer {token} {client}{nobody} {X}', { token: 't' })).toBe('Bearer t {nobody} {X}')
})
