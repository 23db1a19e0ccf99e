/** A file of the API, taken to the device; what keeps it from coming is said on the page instead of in a file. */
import type { Problem } from '#contract/problem.ts'

/** Questions that cannot be in such a file: how many, and the codes of the first of them. */
interface Skipped {
  readonly count: number
  readonly codes: readonly string[]
}

export type Fetched =
  | { readonly kind: 'done'; /** Parts the format cannot carry. */ readonly leftOut: readonly string[]; readonly skipped: Skipped }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'lost' }

export async function fetchFile(address: string): Promise<Fetched> {
  try {
    const response = await fetch(address)
    if (!response.ok) return { kind: 'refused', problem: (await response.json()) as Problem }
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? ''
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await response.blob())
    link.download = name
    link.click()
    URL.revokeObjectURL(link.href)
    const leftOut = response.headers.get('x-left-out') ?? ''
    const [count = '0', ...codes] = (response.headers.get('x-skipped') ?? '0').split(',')
    return { kind: 'done', leftOut: leftOut === '' ? [] : leftOut.split(','), skipped: { count: Number(count), codes } }
  } catch {
    return { kind: 'lost' }
  }
}
