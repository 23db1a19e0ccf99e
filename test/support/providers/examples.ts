/** Four providers that have nothing in common, each a value of `contest.yaml` and nothing else. */
import type { ProviderInFile } from '#contest/sign-in/schema.ts'

/** The fake city app (OpenID Connect), a social network's API, an API of its own kind, and an app whose links are signed. */
export interface ProviderPlaces {
  readonly hueS: string
  readonly social: string
  readonly office: string
}

export const audience = 'hoithi'
const people = { subject: '/sub', name: '/name', phone: '/phone_number' }

export const hueS = ({ hueS: issuer }: ProviderPlaces): ProviderInFile => ({
  id: 'hue-s',
  name: 'Hue-S',
  clientId: 'hoithi',
  proof: { from: 'redirect' },
  verify: { by: 'openid', issuer, scope: 'openid profile phone' },
  claims: { ...people, phoneVerified: '/phone_number_verified' },
  back: { to: 'link', link: 'hues://home' },
})

/** A secret in a header, a challenge, numbers as texts, failures with status 200, and a second request for who it is. */
export const social = ({ social: at }: ProviderPlaces): ProviderInFile => ({
  id: 'mang-xa-hoi',
  name: 'Mạng xã hội',
  clientId: '4711',
  proof: {
    from: 'redirect',
    authorize: {
      url: `${at}/v4/permission`,
      fields: [
        { name: 'app_id', value: '{client}' },
        { name: 'redirect_uri', value: '{redirect}' },
        { name: 'code_challenge', value: '{challenge}' },
        { name: 'state', value: '{state}' },
      ],
    },
  },
  verify: {
    by: 'json-api',
    exchange: {
      url: `${at}/v4/access_token`,
      fields: [
        { in: 'header', name: 'secret_key', value: '{secret}' },
        { in: 'body', name: 'code', value: '{code}' },
        { in: 'body', name: 'app_id', value: '{client}' },
        { in: 'body', name: 'grant_type', value: 'authorization_code' },
        { in: 'body', name: 'code_verifier', value: '{verifier}' },
      ],
    },
    token: '/access_token',
    profile: {
      url: `${at}/v2.0/me`,
      fields: [
        { name: 'fields', value: 'id,phone' },
        { in: 'header', name: 'access_token', value: '{token}' },
      ],
      good: { at: '/error', is: '0' },
    },
  },
  claims: { subject: '/id', phone: '/phone' },
  back: { to: 'close-web-view' },
})

/** One request with JSON and the secret in its body; a code in a form that the app posts. */
export const office = ({ office: at }: ProviderPlaces): ProviderInFile => ({
  id: 'van-phong',
  name: 'Văn phòng số',
  clientId: 'hoi-thi',
  proof: { from: 'form-post', name: 'ticket' },
  verify: {
    by: 'json-api',
    exchange: {
      url: `${at}/api/ticket`,
      body: 'json',
      fields: [
        { in: 'body', name: 'ticket', value: '{code}' },
        { in: 'body', name: 'app', value: '{client}' },
        { in: 'body', name: 'key', value: '{secret}' },
      ],
      good: { at: '/status', is: 'ok' },
    },
  },
  claims: { subject: '/data/user/id', name: '/data/user/hoTen', phone: '/data/user/lienHe/dienThoai', staffCode: '/data/user/maCanBo' },
})

/** A link of an app, signed with a key both know. */
export const launchLink: ProviderInFile = {
  id: 'link-ky',
  name: 'Ứng dụng có link ký',
  proof: { from: 'query' },
  verify: { by: 'jws', algorithms: ['HS256'], audience, issuer: 'ung-dung' },
  claims: people,
  back: { to: 'close-web-view', bridge: 'UngDung.close' },
}

/** The same in parameters. */
export const signedParameters: ProviderInFile = {
  id: 'tham-so-ky',
  name: 'Tham số ký',
  proof: { from: 'query' },
  verify: { by: 'hmac' },
  claims: { subject: '/uid', name: '/name', phone: '/phone' },
}

export const exampleProviders = (places: ProviderPlaces): readonly ProviderInFile[] => [
  hueS(places),
  social(places),
  office(places),
  launchLink,
]

export const examplePlaces: ProviderPlaces = {
  hueS: 'https://hue-s.example',
  social: 'https://social.example',
  office: 'https://office.example',
}
