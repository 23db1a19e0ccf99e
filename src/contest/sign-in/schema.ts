/** How `contest.yaml` says how people sign in: everything any kind of verification may need, checked by kind in check.ts. */
import { choice, list, object, orNull, text, type FromSchema } from '../schema/parts.ts'
import {
  bodyForms,
  claimNames,
  fieldPlaces,
  hmacEncodings,
  hmacHashes,
  jwsAlgorithms,
  proofSources,
  secretPlaces,
  timeUnits,
  verifications,
  waysBack,
} from './provider.ts'

const id = {
  type: 'string',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 60,
  description: 'Stable, in addresses and names of files.',
} as const
const pointer = (description: string) => orNull(text(description, 300))
const address = (description: string) => text(description, 1000)

const call = (description: string) =>
  object(description, ['url'], {
    url: address('Begins with https://.'),
    body: choice(bodyForms, 'How fields of the body are written; form if left out.'),
    fields: list(
      object(
        'A parameter. {client} {secret} {redirect} {code} {verifier} {token} in its value stand for what they name.',
        ['name', 'value'],
        {
          in: choice(fieldPlaces, 'query if left out.'),
          name: text('Name.', 100),
          value: text('Value.', 500),
        },
      ),
      'What is sent.',
      0,
      30,
    ),
    good: orNull(
      object('The answer is good when this stands there, as text.', ['at', 'is'], {
        at: text('JSON pointer.', 300),
        is: text('Value.', 200),
      }),
    ),
  })

const claims = Object.fromEntries(
  claimNames.map((name) => [name, pointer('JSON pointer into what was verified; null: not said there.')]),
) as {
  readonly [Name in (typeof claimNames)[number]]: ReturnType<typeof pointer>
}

export const signInSchema = object('How contestants sign in.', ['providers'], {
  roster: { type: 'boolean', description: 'Staff code and phone are asked for, too (true if left out).' },
  providers: list(
    object('A provider: one value, four independent choices.', ['id', 'name', 'proof', 'verify', 'claims'], {
      id,
      name: text('As it stands on its button.', 60),
      clientId: orNull(text('Our name at the provider; null where none is needed.', 300)),
      proof: object('Where the proof comes from.', ['from'], {
        from: choice(proofSources, 'redirect: we send people there. Else their app opens our address.'),
        name: text('Of the header, parameter or field; of a bridge its path from `window`. What is usual if left out.', 100),
        authorize: orNull(
          object('Where we send people; OpenID Connect finds it itself.', ['url'], {
            url: address('Begins with https://.'),
            fields: list(
              object('A parameter; {state} is needed once.', ['name', 'value'], { name: text('Name.', 100), value: text('Value.', 500) }),
              'What is sent along.',
              0,
              30,
            ),
          }),
        ),
      }),
      verify: object('How it is verified; beside `by`, what that kind needs.', ['by'], {
        by: choice(verifications, 'The kind.'),
        issuer: orNull(text('openid: exactly as the provider names itself; jws: the same, if it is to be looked at.', 500)),
        scope: text('openid: `openid profile phone` if left out.', 300),
        secret: choice(secretPlaces, 'openid: where the secret is sent; header if left out.'),
        userinfo: { type: 'boolean', description: 'openid: ask for more than the identity token says (true if left out).' },
        exchange: call('json-api: takes {code}.'),
        token: pointer('json-api: where the answer holds {token} for `profile`; null: it says who it is.'),
        profile: orNull(call('json-api, token: takes {token}.')),
        jwks: orNull(address('jws: where the keys of the provider are.')),
        publicKey: orNull(text('jws: one public key, PEM or JWK.', 4000)),
        algorithms: list(choice(jwsAlgorithms, 'An algorithm.'), 'jws: those that are accepted.', 1, jwsAlgorithms.length),
        audience: text('jws: for whom it must be.', 300),
        hash: choice(hmacHashes, 'hmac: sha256 if left out.'),
        encoding: choice(hmacEncodings, 'hmac: of the signature; hex if left out.'),
        signature: text('hmac: parameter that holds it; `sig` if left out.', 100),
        signed: list(text('A parameter.', 100), 'hmac: those that are signed, in this order; empty: all others, by their names.', 0, 50),
        pairs: { type: 'boolean', description: 'hmac: name=value of each (true if left out), or values alone.' },
        joiner: { type: 'string', minLength: 1, maxLength: 5, description: 'hmac: between them, and in none of them; & if left out.' },
        time: text('hmac: parameter that says when; `ts` if left out.', 100),
        unit: choice(timeUnits, 'hmac: of that; seconds if left out.'),
      }),
      claims: object('Who it is, by JSON pointers (RFC 6901) into what was verified.', ['subject'], {
        ...claims,
        subject: text('Of the person at the provider, always the same.', 300),
      }),
      back: object('The way back; none if left out.', ['to'], {
        to: choice(waysBack, 'link: an address of the app.'),
        link: text('Address of the app, like hues://.', 500),
        bridge: orNull(text('Function that closes the web view, from `window`; null: close.', 100)),
      }),
    }),
    'In the order of their buttons.',
    0,
    10,
  ),
} as const)

export type SignInFile = FromSchema<typeof signInSchema>
export type ProviderInFile = SignInFile['providers'][number]
