/**
 * When the database itself cannot do its work: away, full, or cut off in the middle. Said once here, for every statement
 * of the product but those of the commit queue, which knows more about what was in flight.
 */
import { ContestError } from '#contest/errors.ts'
import { isPostgresError } from './postgres.ts'

/** Primary result codes (https://www.sqlite.org/rescode.html): BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN. */
const sqliteCodes = new Set([5, 6, 7, 8, 10, 13, 14])

/** SQLSTATE classes (https://www.postgresql.org/docs/15/errcodes-appendix.html): connection, read-only, a door that is shut, no such database, resources, operator, system. */
const postgresClasses = ['08', '25006', '28', '3D000', '53', '57', '58']

function isStorageAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (isPostgresError(error)) return postgresClasses.some((one) => error.code?.startsWith(one) === true)
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown }
  if (code === 'ERR_SQLITE_ERROR') return typeof errcode === 'number' && sqliteCodes.has(errcode & 0xff)
  // What node's sockets and pg say of a connection.
  return (
    (typeof code === 'string' && /^(?:E(?:CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN)|ENOTFOUND)/.test(code)) ||
    /connection (?:terminated|timeout|ended)|timeout exceeded when trying to connect|not queryable/i.test(error.message)
  )
}

/** The failure as the product tells it; any other is given back as it is. */
export const storageFailure = (error: unknown): unknown =>
  isStorageAway(error) ? new ContestError('storage-away', { retryAfterSeconds: 2, cause: String(error) }) : error
