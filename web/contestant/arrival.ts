/**
 * Somebody comes from an app whose proof the server never sees by itself: it stands behind the # of the address, or a function of the
 * web view gives it. It leaves the address before anything else is done.
 */
import type { ProviderArrival } from '../../src/contract/identity.ts'
import type { Problem } from '../../src/contract/problem.ts'
import { byId } from './dom/dom.ts'

const { from = '', name = '', address = '', failure = '' } = byId('arrival').dataset

function inFragment(): Record<string, string> {
  const parameters = new URLSearchParams(location.hash.slice(1))
  history.replaceState(null, '', location.pathname)
  const received: Record<string, string> = {}
  parameters.forEach((value, key) => (received[key] = value))
  return received
}

/** The function at a path from `window`; one that takes a message is given an empty one. */
async function fromBridge(): Promise<Record<string, string>> {
  const steps = name.split('.')
  const last = steps.pop() ?? ''
  const owner = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], window) as
    Record<string, unknown> | undefined
  const ask = owner?.[last]
  if (typeof ask !== 'function') return {}
  const given: unknown = await (last === 'postMessage' ? ask.call(owner, '') : ask.call(owner))
  return typeof given === 'string' ? { [name]: given } : {}
}

async function arrive(): Promise<void> {
  const received = from === 'fragment' ? inFragment() : await fromBridge()
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ received } satisfies ProviderArrival),
  })
  if (response.status === 204) location.replace('/xac-nhan')
  else location.replace(failure + encodeURIComponent(((await response.json()) as Problem).code))
}

arrive().catch(() => location.replace(`${failure}provider-away`))
