/** Files as raw bodies: at most so large, their name URL-encoded in the header `x-file-name`. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Value } from 'typebox/value'
import { ContestError } from '#contest/errors.ts'
import { bodyLimits } from '#contest/limits.ts'
import { RowMends } from '#contract/people.ts'
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

/**
 * A file with what stands before it in the body: JSON of so many bytes as the header `x-mends` says.
 * @throws ContestError `file-required`, `invalid-request`
 */
export function mendedFileOf(request: FastifyRequest): { readonly file: ImportFile; readonly mends: RowMends } {
  const file = fileOf(request)
  const header = request.headers['x-mends']
  if (header === undefined) return { file, mends: [] }
  const length = typeof header === 'string' && /^\d{1,7}$/.test(header) ? Number(header) : Infinity
  const mends = length < file.bytes.length ? parsed(Buffer.from(file.bytes.subarray(0, length)).toString()) : null
  if (!Value.Check(RowMends, mends) || /\\u(?:0000|[dD][89a-fA-F])/.test(JSON.stringify(mends)))
    throw new ContestError('invalid-request', { header: 'x-mends' })
  return { file: { name: file.name, bytes: file.bytes.subarray(length) }, mends }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
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
