/** A question of a Word file while its lines are read. */
import type { Difficulty } from '#contest/rules/rules.ts'
import type { Line } from '../document/lines.ts'
import type { GroupText } from './bank.ts'
import type { Tags } from './heads.ts'
import type { PartName } from './part-names.ts'

export interface OpenQuestion {
  readonly head: { readonly number: number | null; readonly part?: string; readonly tags: Tags; readonly inline: boolean }
  readonly place: string
  readonly names: readonly PartName[]
  readonly run: number
  /** What makes it another kind of question; null for multiple choice. */
  readonly kind: string | null
  readonly topic: string | null
  readonly difficulty: Difficulty | null
  /** List and level of its automatic number. */
  readonly listKey: string | null
  readonly group: GroupText | null
  readonly lines: Line[]
  hasOptions: boolean
  /** The last number of a list inside the stem, -1 where there is none, and the sign behind it. */
  inner: number
  innerSign: string
  /** The number of the next question stood in that list. */
  isMixed: boolean
  isChanged: boolean
  /** Its number is. */
  isStruck: boolean
}
