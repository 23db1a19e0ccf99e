/** How each invented person plays: when they come, how long they think, on what device, whether they are right. The same for the same seed. */
import { badDevices, type RehearsalRequest } from '#contract/operations.ts'
import { chances } from './invented.ts'

type Device = 'steady' | (typeof badDevices)[number]

export interface Behaviour {
  /** From the opening on, in milliseconds; negative: before it, and then they wait in the lobby. */
  readonly comesAtMs: number
  /** From the opening on at the earliest: how long after it they press. */
  readonly pressesAfterMs: number
  readonly thinksMs: number
  readonly device: Device
  /** All of the paper. */
  readonly right: boolean
  readonly prediction: number
}

/** Of everybody, and how far predictions lie from it. */
const rightShare = 0.3
/** Of the time a round is open: the last come before this, and nobody thinks longer than that. */
const [lastComes, longestThought] = [0.7, 0.15]

export function behaviours({ contestants, seconds, pace, badly }: RehearsalRequest, seed: number): readonly Behaviour[] {
  const chance = chances(seed)
  const open = seconds * 1000
  const rushShare = pace === 'rush' ? 0.9 : 0
  return Array.from({ length: contestants }, (_, index) => {
    const rushes = chance() < rushShare
    const isBad = chance() * 100 < badly
    return {
      comesAtMs: Math.round(rushes ? -500 - 7000 * chance() : lastComes * open * chance()),
      pressesAfterMs: Math.round(1000 * chance()),
      thinksMs: Math.round(Math.min(120_000, longestThought * open * (0.2 + 0.8 * chance()))),
      device: isBad ? (badDevices[index % badDevices.length] ?? 'steady') : 'steady',
      right: chance() < rightShare,
      prediction: Math.max(0, Math.round(contestants * rightShare * (0.5 + chance()))),
    }
  })
}
