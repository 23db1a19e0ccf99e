import { expect, it } from 'vitest'
import { contributionStates, heldLinkStates, linkStates } from './contributed.ts'

it('a link that somebody holds is in one of the states of all links, and each state is there once', () => {
  expect(linkStates).toEqual(expect.arrayContaining([...heldLinkStates]))
  for (const states of [contributionStates, linkStates]) expect(new Set(states).size).toBe(states.length)
})
