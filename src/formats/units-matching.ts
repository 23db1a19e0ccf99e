/** Which unit somebody means by what they typed. */

export interface KnownUnit {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly aliases?: readonly string[]
}

export type UnitMatch =
  /** `certain` is false when the words were abbreviated or left out, so that a person should see the reading. */
  | { readonly kind: 'found'; readonly code: string; readonly certain: boolean }
  | { readonly kind: 'ambiguous'; readonly codes: readonly string[] }
  /** Up to three names that look most alike, nearest first. */
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] }
