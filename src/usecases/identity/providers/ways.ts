/** How a contest is signed in to, for anybody to see: no secret, and nothing of how a proof is verified. */
import type { WaysIn } from '#contract/identity.ts'
import { ContestError } from '#contest/errors.ts'
import { isBegunHere, type Provider } from '#contest/sign-in/provider.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { App } from '../../app.ts'
import { findAnnounced } from '../../find.ts'

export async function waysIn(app: App, slug: string): Promise<WaysIn> {
  const { rules } = await findAnnounced(app, slug)
  const { roster = true, providers = [] } = rules.signIn ?? {}
  return {
    roster,
    providers: providers.map((provider) => {
      const { id, name, proof, back } = provider
      return {
        ...{ id, name, from: proof.from, proofName: proof.name, button: isBegunHere(provider) },
        back: { to: back.to, link: back.to === 'link' ? back.link : null, bridge: back.to === 'close-web-view' ? back.bridge : null },
      }
    }),
  }
}

/** @throws ContestError `not-found` */
export function providerOf({ rules }: Pick<ContestRecord, 'rules'>, id: string): Provider {
  const provider = rules.signIn?.providers.find((one) => one.id === id)
  if (provider === undefined) throw new ContestError('not-found', { provider: id })
  return provider
}
