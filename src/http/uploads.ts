/** Files as raw bodies: at most so large, their name URL-encoded in the header `x-file-name`. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ContestError } from '#contest/errors.ts'
import { bodyLimits } from '#contest/limits.ts'
import type { ImportFile } from '#usecases/files.ts'

/** Takes raw bodies on the routes of this scope, bounded before they are read; what a file may grow to is bounded again before it is opened (formats/files). */
export function acceptFiles(server: FastifyInstance): void {
  server.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: bodyLimits.file }, (_request, body, done) => {
    done(null, body)
  })
}

/** @throws ContestError `file-required` */
export function fileOf({ body, headers }: FastifyRequest): ImportFile {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new ContestError('file-required')
  const header = headers['x-file-name']
  return { name: decodeName(typeof header === 'string' ? header : ''), bytes: body }
}

function decodeName(header: string): string {
  try {
    // The last step of a path, without control characters: it is shown and kept as the origin.
    return (
      decodeURIComponent(header)
        .normalize('NFC')
        .replace(/^.*[\\/]/su, '')
        .replace(/\p{Cc}/gu, '')
        .slice(0, 200) || 'tep'
    )
  } catch {
    return 'tep'
  }
}
