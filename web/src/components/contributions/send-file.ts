/** A file sent as a raw body with its progress, which fetch cannot tell. */
import type { Problem } from '#contract/problem.ts'
import type { ApiPath } from '#web/api/paths.ts'

export type Sent<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'refused'; readonly problem: Problem } | { readonly kind: 'lost' }

export function sendFile<T>(address: ApiPath, file: File, progress: (share: number) => void): Promise<Sent<T>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.responseType = 'json'
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
    request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total)
    request.onerror = () => resolve({ kind: 'lost' })
    request.onload = () => {
      const answer: unknown = request.response
      if (typeof answer !== 'object' || answer === null) resolve({ kind: 'lost' })
      else if (request.status >= 200 && request.status < 300) resolve({ kind: 'done', value: answer as T })
      else resolve({ kind: 'refused', problem: answer as Problem })
    }
    request.send(file)
  })
}
