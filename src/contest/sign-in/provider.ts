/**
 * A provider of sign-in as one value: where its proof comes from, how that is verified, where in what was verified somebody is named,
 * and how they go back. Secrets are in none of it: they lie in files of the server (adapters/providers/secrets.ts).
 */

/** Where a proof comes from. All but `redirect` are opened by the provider's own app, at our address for this provider. */
export const proofSources = ['redirect', 'header', 'query', 'fragment', 'form-post', 'bridge'] as const
export type ProofSource = (typeof proofSources)[number]

/** How a proof is verified. `token`: shown to the provider, who says whose it is. */
export const verifications = ['openid', 'json-api', 'jws', 'hmac', 'token'] as const

/** How people go back to where they came from. */
export const waysBack = ['link', 'close-web-view', 'none'] as const

/** What of somebody a provider may say. `phoneVerified` and the like: only when it is true there. */
export const claimNames = ['subject', 'name', 'phone', 'phoneVerified', 'email', 'staffCode', 'unitCode', 'birthYear'] as const
type ClaimName = (typeof claimNames)[number]

/** JSON pointers (RFC 6901) into what was verified; null: not said there. */
export type ClaimPointers = Readonly<Record<Exclude<ClaimName, 'subject'>, string | null>> & { readonly subject: string }

/** What stands for itself in a field: told apart from text by its braces. */
const placeholders = ['client', 'secret', 'redirect', 'state', 'challenge', 'verifier', 'code', 'token'] as const
export type Placeholder = (typeof placeholders)[number]

export const fieldPlaces = ['query', 'header', 'body'] as const

/** One parameter of a request; its value is text with `{code}` and the like in it. */
interface Field {
  readonly in: (typeof fieldPlaces)[number]
  readonly name: string
  readonly value: string
}

export const bodyForms = ['form', 'json'] as const

/** A request of a provider's API. It has a body, and is a POST, where a field is in one. */
export interface ApiCall {
  readonly url: string
  readonly body: (typeof bodyForms)[number]
  readonly fields: readonly Field[]
  /** The answer is good when this is what stands there; null: when its status is. */
  readonly good: { readonly at: string; readonly is: string } | null
}

export const secretPlaces = ['header', 'body', 'none'] as const
export const jwsAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'HS256'] as const
export const hmacHashes = ['sha256', 'sha512'] as const
export const hmacEncodings = ['hex', 'base64', 'base64url'] as const
export const timeUnits = ['seconds', 'milliseconds'] as const

export interface OpenidVerification {
  readonly by: 'openid'
  readonly issuer: string
  readonly scope: string
  readonly secret: (typeof secretPlaces)[number]
  /** Asks for more than the identity token says. */
  readonly userinfo: boolean
}

export interface JsonApiVerification {
  readonly by: 'json-api'
  /** Takes the code. */
  readonly exchange: ApiCall
  /** Where its answer holds the token for `profile`; null: the answer says who it is. */
  readonly token: string | null
  readonly profile: ApiCall | null
}

export interface TokenVerification {
  readonly by: 'token'
  readonly profile: ApiCall
}

export interface JwsVerification {
  readonly by: 'jws'
  /** Where the provider's keys are; or one public key (PEM or JWK); or neither: a shared secret in the key file. */
  readonly jwks: string | null
  readonly publicKey: string | null
  readonly algorithms: readonly (typeof jwsAlgorithms)[number][]
  readonly audience: string
  readonly issuer: string | null
}

export interface HmacVerification {
  readonly by: 'hmac'
  readonly hash: (typeof hmacHashes)[number]
  readonly encoding: (typeof hmacEncodings)[number]
  /** Names of parameters. */
  readonly signature: string
  /** Those that are signed, in this order; empty: all others, by their names. */
  readonly signed: readonly string[]
  /** `name=value` of each, or the values alone. */
  readonly pairs: boolean
  readonly joiner: string
  readonly time: string
  readonly unit: (typeof timeUnits)[number]
}

export type Verification = OpenidVerification | JsonApiVerification | TokenVerification | JwsVerification | HmacVerification

export type WayBack =
  | { readonly to: 'none' }
  | { readonly to: 'link'; readonly link: string }
  /** The function of the web view that closes it, as a path from `window`; null: `close`. */
  | { readonly to: 'close-web-view'; readonly bridge: string | null }

export interface Proof {
  readonly from: ProofSource
  /** Of the header, parameter or field; of a bridge, the path from `window` to its function. */
  readonly name: string
  /** Where we send people who press the button; null: by what OpenID Connect finds, or nowhere: their app opens our address. */
  readonly authorize: { readonly url: string; readonly fields: readonly Pick<Field, 'name' | 'value'>[] } | null
}

export interface Provider {
  readonly id: string
  readonly name: string
  /** Our name at the provider; null where none is needed. */
  readonly clientId: string | null
  readonly proof: Proof
  readonly verify: Verification
  readonly claims: ClaimPointers
  readonly back: WayBack
}

export interface SignInRules {
  /** Staff code and phone of the roster are asked for, too. */
  readonly roster: boolean
  readonly providers: readonly Provider[]
}

/** A proof by a time of its own counts so long, and no longer. */
export const proofMs = 120_000
/** From pressing the button to coming back. */
export const begunMs = 600_000
/** A clock of somebody else may be ahead of ours by this. */
export const skewMs = 30_000

/** Which texts a request needs are in these fields: `{secret}` … */
const uses = (fields: readonly Pick<Field, 'value'>[], what: Placeholder): boolean =>
  fields.some(({ value }) => value.includes(`{${what}}`))

const callsOf = (verify: JsonApiVerification | TokenVerification): readonly ApiCall[] =>
  verify.by === 'token' ? [verify.profile] : [verify.exchange, ...(verify.profile === null ? [] : [verify.profile])]

/** A file with it has to lie on the server. */
export function needsSecret({ verify }: Pick<Provider, 'verify'>): boolean {
  if (verify.by === 'openid') return verify.secret !== 'none'
  if (verify.by === 'jws') return verify.jwks === null && verify.publicKey === null
  if (verify.by === 'hmac') return true
  return callsOf(verify).some(({ fields }) => uses(fields, 'secret'))
}

/** We send people there, and know them again when they come back. */
export const isBegunHere = ({ proof, verify }: Pick<Provider, 'proof' | 'verify'>): boolean =>
  verify.by === 'openid' || proof.authorize !== null

export const fieldsUse = uses

/** The text with what stands for itself put in. @param known what is not known is left out */
export const filledIn = (text: string, known: Readonly<Partial<Record<Placeholder, string>>>): string =>
  text.replace(/\{([a-z]+)\}/g, (whole, name: string) => (isPlaceholder(name) ? (known[name] ?? '') : whole))

const isPlaceholder = (name: string): name is Placeholder => (placeholders as readonly string[]).includes(name)
