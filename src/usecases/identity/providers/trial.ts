/** What a provider says, looked at by whoever sets it up: nobody is signed in, and nothing is kept but that the proof was used. */
import { ContestError } from '#contest/errors.ts'
import { isBegunHere, type Provider } from '#contest/sign-in/provider.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { requireAccess, type Who } from '../../access.ts'
import type { App } from '../../app.ts'
import { contestFor, findContest } from '../../find.ts'
import { beginAt, isOfTrial, receiveProof, type Arrival } from './arrival.ts'
import { providerOf } from './ways.ts'
import type { TrialReport } from '#contract/identity.ts'

/** @throws ContestError `forbidden`, `not-found` */
async function trialOf(
  app: App,
  who: Who,
  slug: string,
  id: string,
): Promise<{ readonly contest: ContestRecord; readonly provider: Provider }> {
  requireAccess(who, 'contest.apply')
  const contest = await contestFor(app, who, slug)
  return { contest, provider: providerOf(contest, id) }
}

/** Where the person on the staff is sent; null: people come from the app, and what it sends is tried (`tryArrival`). */
export async function beginTrial(
  app: App,
  who: Who,
  slug: string,
  id: string,
  of: { readonly token: string; readonly origin: string; readonly address: string },
): Promise<string | null> {
  const { contest, provider } = await trialOf(app, who, slug, id)
  return isBegunHere(provider) ? beginAt(app, contest, provider, { ...of, purpose: 'try' }) : null
}

/** What the app of a provider would send, tried by whoever has it. */
export async function tryArrival(app: App, who: Who, slug: string, id: string, arrival: Arrival): Promise<TrialReport> {
  const { contest, provider } = await trialOf(app, who, slug, id)
  return reported(app, contest, provider, arrival)
}

/** Somebody came back from the provider; null: not whom `beginTrial` sent there, which the state says. */
export async function finishTrial(app: App, slug: string, id: string, arrival: Arrival): Promise<TrialReport | null> {
  const contest = await findContest(app, slug)
  const provider = providerOf(contest, id)
  return isOfTrial(app, contest, provider, arrival) ? reported(app, contest, provider, arrival) : null
}

async function reported(app: App, contest: ContestRecord, provider: Provider, arrival: Arrival): Promise<TrialReport> {
  const received = Object.keys(arrival.received).sort()
  try {
    const { claims, said } = await receiveProof(app, contest, provider, arrival, 'try')
    return { ok: true, code: null, fact: null, received, claims: { ...claims }, members: membersOf(said) }
  } catch (error) {
    if (!(error instanceof ContestError)) throw error
    const { fact, said } = error.detail
    return { ok: false, code: error.code, fact: typeof fact === 'string' ? fact : null, received, claims: null, members: membersOf(said) }
  }
}

const mostMembers = 200

/** Where something stands, and of which type; never what. */
function membersOf(value: unknown, at = ''): { pointer: string; type: string }[] {
  if (typeof value !== 'object' || value === null) return at === '' ? [] : [{ pointer: at, type: value === null ? 'null' : typeof value }]
  return Object.entries(value)
    .flatMap(([key, member]) => membersOf(member, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`))
    .slice(0, mostMembers)
}
