/**
 * A form that another site posts comes without our cookies. What it says is handed to the browser, sealed for a minute, to be brought
 * again by a request of its own.
 */
import { ContestError } from '#contest/errors.ts'
import type { Received } from '#contest/sign-in/proof.ts'
import type { Provider } from '#contest/sign-in/provider.ts'
import type { Instant } from '#contest/values.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { App } from '../../app.ts'
import { findContest } from '../../find.ts'
import { providerOf } from './ways.ts'

/** In the address it goes on at. */
export const postedParameter = 'nhan'
const postedMs = 60_000
/** Of an address. */
const longest = 6000

interface Posted {
  readonly at: Instant
  readonly received: Received
}

const contextOf = (contest: ContestRecord, provider: Provider): string => `posted ${contest.id} ${provider.id}`

/** @throws ContestError `not-found`, `invalid-request` */
export async function sealPosted(app: App, slug: string, id: string, received: Received): Promise<string> {
  const contest = await findContest(app, slug)
  const provider = providerOf(contest, id)
  if (provider.proof.from !== 'form-post') throw new ContestError('not-found', { provider: id })
  const text = JSON.stringify({ at: app.clock.now(), received } satisfies Posted)
  if (text.length > longest) throw new ContestError('invalid-request', { field: 'form' })
  return Buffer.from(app.codec.seal('ticket', contextOf(contest, provider), Buffer.from(text))).toString('base64url')
}

/** @throws ContestError `proof-missing`, `proof-late` */
export function openPosted(app: App, contest: ContestRecord, provider: Provider, sealed: string): Received {
  const posted = opened(app, contextOf(contest, provider), sealed)
  if (posted === null) throw new ContestError('proof-missing')
  if (app.clock.now() - posted.at > postedMs) throw new ContestError('proof-late')
  return posted.received
}

function opened({ codec }: App, context: string, sealed: string): Posted | null {
  try {
    return JSON.parse(Buffer.from(codec.open('ticket', context, Buffer.from(sealed, 'base64url'))).toString()) as Posted
  } catch {
    return null
  }
}
