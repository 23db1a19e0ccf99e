/**
 * Signing in by a provider: a proof that came is used up, verified, read, and taken for one person of the roster or for nobody. Tries are
 * counted by network; a provider is asked at nothing but this.
 */
import { ContestError, type ErrorCode } from '#contest/errors.ts'
import { refuseEntrant } from '#contest/rules/access.ts'
import { readClaims, type Claims } from '#contest/sign-in/claims.ts'
import type { Begun, Failing, Received } from '#contest/sign-in/proof.ts'
import { begunMs, isBegunHere, type Provider } from '#contest/sign-in/provider.ts'
import { countRefusal } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { rememberProof, useProof } from '#store/identity/used-proofs.ts'
import { boardsOf } from '#store/people/boards.ts'
import { contestantById } from '#store/people/contestants.ts'
import type { App } from '../../app.ts'
import { createFairLine } from '../../fair-line.ts'
import { findAnnounced, requireUnerased } from '../../find.ts'
import { keepInvitation } from '../../taking-part/invitations.ts'
import { rememberOn } from '../known-devices.ts'
import type { From, SignedInPerson } from '../sign-in.ts'
import { personTag } from '../sign-in.ts'
import { countTriesAt, entrantAccount, networkOf } from '../tries.ts'
import { begunOf, isLate, sameText, type Purpose } from './begun.ts'
import { personOf } from './person.ts'
import { openPosted, postedParameter } from './posted.ts'
import { providerOf } from './ways.ts'

/** A provider may take seconds to answer: many at once, none of them in the way of anything else. */
const arrivals = createFairLine({ atOnce: () => 64, waiting: 2000, waitingEach: 300 })

const day = 86_400_000
/** What has no time of its own is remembered as long as the session that it gave. */
const openProofMs = 30 * day

export interface Arrival {
  readonly received: Received
  /** What the browser kept of a sign-in that was begun here; null: nothing. */
  readonly begun: string | null
  /** Of our pages, as this browser reaches them. */
  readonly origin: string
  readonly invitation?: string
}

const failures: Readonly<Record<Failing, ErrorCode>> = {
  ...{ refused: 'provider-refused', late: 'proof-late', 'not-for-us': 'proof-not-for-us', tampered: 'proof-tampered' },
  ...{ away: 'provider-away', unready: 'provider-unready' },
}

/** @throws ContestError `not-found`, `provider-away`, `provider-unready`, `busy`, `too-many-attempts` */
export async function beginSignIn(
  app: App,
  slug: string,
  id: string,
  of: { readonly token: string; readonly origin: string; readonly address: string },
): Promise<string> {
  const contest = await findAnnounced(app, slug)
  const provider = providerOf(contest, id)
  if (!isBegunHere(provider)) throw new ContestError('not-found', { provider: id })
  return beginAt(app, contest, provider, { ...of, purpose: 'sign-in' })
}

/**
 * Where whoever presses the button of a provider is sent.
 * @throws ContestError `not-found`, `provider-away`, `provider-unready`, `busy`, `too-many-attempts`
 */
export async function beginAt(
  app: App,
  contest: ContestRecord,
  provider: Provider,
  of: { readonly token: string; readonly purpose: Purpose; readonly origin: string; readonly address: string },
): Promise<string> {
  const begun = begunOf(app, of.token, { contestId: contest.id, slug: contest.slug, provider, purpose: of.purpose, origin: of.origin })
  return arrivals.pass(networkOf(of.address), async () => {
    const tried = await countTriesAt(app, '', [{ kind: 'network', of: networkOf(of.address) }])
    const told = await app.providers.begin(contest.slug, provider, begun)
    if (!told.ok) throw new ContestError(failures[told.why], { fact: told.fact })
    await tried.giveBack()
    return told.value
  })
}

/**
 * @throws ContestError `not-found`, `proof-…`, `provider-…`, `not-on-roster`, `identity-doubtful`, `barred`, `too-many-attempts`, `busy`
 */
export async function signInByProvider(app: App, slug: string, id: string, arrival: Arrival, from: From): Promise<SignedInPerson> {
  const contest = await findAnnounced(app, slug)
  const provider = providerOf(contest, id)
  await requireUnerased(app.database.db, contest)
  return arrivals.pass(networkOf(from.address), async () => {
    const tried = await countTriesAt(app, '', [{ kind: 'network', of: networkOf(from.address) }])
    try {
      const { claims } = await receiveProof(app, contest, provider, arrival, 'sign-in')
      const session = await enter(app, contest, provider, claims, arrival, from)
      await tried.giveBack()
      return session
    } catch (error) {
      if (error instanceof ContestError) await tellRefused(app, contest, provider, error.code)
      throw error
    }
  })
}

const tellRefused = (app: App, contest: ContestRecord, provider: Provider, why: ErrorCode): Promise<void> =>
  countRefusal(app.database.soon, {
    ...{ at: app.clock.now(), actor: { kind: 'system' }, event: 'contestant.sign-in-refused', contestId: contest.id },
    data: { why, provider: provider.name },
  })

/** What came, once it was verified. @param purpose of a trial nothing is kept but that the proof was used */
export async function receiveProof(
  app: App,
  contest: ContestRecord,
  provider: Provider,
  arrival: Arrival,
  purpose: Purpose,
): Promise<{ readonly claims: Claims; readonly said: unknown }> {
  const now = app.clock.now()
  const received = receivedBy(app, contest, provider, arrival)
  const begun = begunFor(app, contest, provider, { ...arrival, received }, purpose)
  const proof = proofIn(provider, received)
  const mark = await use(app, contest, provider, proof, now + begunMs)
  const verified = await app.providers.receive(contest.slug, { provider, received, begun, now })
  if (!verified.ok) throw new ContestError(failures[verified.why], { fact: verified.fact })
  if (verified.once !== null) await use(app, contest, provider, `once ${verified.once}`, verified.until ?? now + begunMs)
  else if (begun === null) await rememberProof(app.database.db, mark, now + openProofMs)
  const claims = readClaims(verified.said, provider.claims)
  if (claims === null)
    throw new ContestError('provider-unready', { fact: `nobody is named at ${provider.claims.subject}`, said: verified.said })
  return { claims, said: verified.said }
}

/** As the provider said it. @throws ContestError `proof-missing`, `proof-late` */
const receivedBy = (app: App, contest: ContestRecord, provider: Provider, { received }: Arrival): Received =>
  provider.proof.from === 'form-post'
    ? openPosted(app, contest, provider, received[postedParameter] ?? '')
    : withoutScheme(provider, received)

/** What was begun by somebody on the staff, to see what comes. @throws ContestError `proof-missing`, `proof-late` */
export function isOfTrial(app: App, contest: ContestRecord, provider: Provider, arrival: Arrival): boolean {
  const { begun, origin } = arrival
  if (begun === null || !isBegunHere(provider)) return false
  const { state = '' } = receivedBy(app, contest, provider, arrival)
  return sameText(begunOf(app, begun, { contestId: contest.id, slug: contest.slug, provider, purpose: 'try', origin }).state, state)
}

async function use(app: App, contest: ContestRecord, provider: Provider, proof: string, until: number): Promise<Uint8Array> {
  const mark = app.codec.index('used proof', JSON.stringify([contest.id, provider.id, proof]))
  if (!(await useProof(app.database.soon, mark, until))) throw new ContestError('proof-replayed')
  return mark
}

/** `Authorization: Bearer …` */
const withoutScheme = ({ proof }: Provider, received: Received): Received => {
  const shown = received[proof.name]
  return proof.from !== 'header' || shown === undefined ? received : { ...received, [proof.name]: shown.replace(/^Bearer +/i, '') }
}

/** Whoever comes back is who pressed the button, in the same browser. @throws ContestError `proof-missing`, `proof-late` */
function begunFor(
  app: App,
  contest: ContestRecord,
  provider: Provider,
  { received, begun, origin }: Arrival,
  purpose: Purpose,
): Begun | null {
  if (!isBegunHere(provider)) return null
  const state = received['state'] ?? ''
  if (begun === null || state === '') throw new ContestError('proof-missing')
  const known = begunOf(app, begun, { contestId: contest.id, slug: contest.slug, provider, purpose, origin })
  if (!sameText(known.state, state)) throw new ContestError('proof-missing')
  if (isLate(begun, app.clock.now())) throw new ContestError('proof-late')
  return known
}

/** The text that counts once. @throws ContestError `provider-refused`, `proof-missing` */
function proofIn({ proof, verify }: Provider, received: Received): string {
  const text = verify.by === 'hmac' ? (received[verify.signature] ?? '') : (received[verify.by === 'openid' ? 'code' : proof.name] ?? '')
  if (text !== '') return text
  if ((received['error'] ?? '') !== '') {
    const isAway = ['server_error', 'temporarily_unavailable'].includes(received['error'] ?? '')
    throw new ContestError(isAway ? 'provider-away' : 'provider-refused', { fact: (received['error'] ?? '').slice(0, 100) })
  }
  throw new ContestError('proof-missing')
}

async function enter(
  app: App,
  contest: ContestRecord,
  provider: Provider,
  claims: Claims,
  { invitation }: Arrival,
  from: From,
): Promise<SignedInPerson> {
  const { db } = app.database
  const person = await contestantById(db, app.codec, await personOf(app, contest, provider, claims))
  if (person === null) throw new ContestError('not-on-roster')
  const boards = await boardsOf(db, app.codec, contest.id, person)
  if (refuseEntrant(contest.rules.access, { onRoster: true, boards }) !== null) throw new ContestError('barred')
  await keepInvitation(app, contest, person.id, invitation)
  const session = await app.sessions.start({ kind: 'contestant', id: person.id, contestId: contest.id }, app.clock.now())
  const account = entrantAccount(contest.id, person.staffCode)
  return { session, device: rememberOn(app, from.device, account), person: personTag(app, person.id) }
}
