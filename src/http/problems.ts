/** The only place that knows HTTP statuses of expected failures, and the only shape errors leave in (RFC 9457). */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { ContestError, errorCatalogue, type ErrorCode } from '#contest/errors.ts'
import { inRoundWord, type RoundWord } from '#contest/rulebook/round-word.ts'
import type { Problem } from '#contract/problem.ts'

export const statuses = {
  'not-found': 404,
  'invalid-request': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'foreign-origin': 403,
  'wrong-credentials': 422,
  'wrong-code': 422,
  'too-many-attempts': 429,
  barred: 403,
  'provider-refused': 403,
  'proof-missing': 422,
  'proof-late': 422,
  'proof-replayed': 409,
  'proof-not-for-us': 422,
  'proof-tampered': 422,
  'provider-away': 503,
  'provider-unready': 409,
  'roster-sign-in-off': 409,
  'not-on-roster': 403,
  'identity-doubtful': 409,
  'wrong-move-code': 422,
  'move-ended': 410,
  'consent-required': 403,
  'round-not-open': 409,
  'round-not-ready': 409,
  'round-closed': 409,
  'late-start-refused': 409,
  'attempts-exhausted-today': 409,
  'paper-set-needed': 422,
  'attempts-exhausted': 409,
  'extra-attempt-unsaid': 409,
  'attempt-left': 409,
  'attempt-expired': 409,
  'already-submitted': 409,
  'different-body': 409,
  'invalid-answers': 422,
  'prediction-required': 422,
  'prediction-out-of-range': 422,
  busy: 503,
  'queue-full': 503,
  'shutting-down': 503,
  'storage-unavailable': 503,
  'storage-away': 503,
  'clock-doubtful': 503,
  'end-passed': 422,
  'round-overlaps': 409,
  'not-announced': 409,
  'rounds-past': 422,
  'file-exists': 409,
  conflict: 409,
  'wrong-status': 409,
  'doubts-undecided': 409,
  'tie-open': 409,
  'result-changed': 409,
  'result-differs': 409,
  'log-differs': 409,
  'contest-archived': 409,
  'erasure-blocked': 409,
  'erasure-changed': 409,
  'sealed-damaged': 409,
  'not-published': 404,
  'rules-invalid': 422,
  'rules-frozen': 409,
  'file-invalid': 422,
  'file-required': 400,
  'payload-too-large': 413,
  'practice-locked': 409,
  'nothing-to-lock': 409,
  'set-locked': 409,
  'second-person-needed': 403,
  'edited-meanwhile': 409,
  'wrong-state': 409,
  'second-person': 403,
  'comment-required': 422,
  'question-invalid': 422,
  'bank-full': 409,
  'contribution-not-ready': 409,
  'contribution-submitted': 409,
  'too-many-contributions': 409,
  'too-many-pictures': 409,
  'link-ended': 410,
  'format-unknown': 400,
  'unit-unknown': 422,
  'unit-circle': 422,
  'unit-used': 409,
  'unit-list-closed': 409,
  'unit-name-taken': 409,
  'code-taken': 409,
  'person-took-part': 409,
  'nothing-to-undo': 409,
  'last-administrator': 409,
  'login-taken': 409,
  'administrator-role': 409,
  'weak-password': 422,
  'round-in-the-way': 409,
  'password-given': 403,
  'trial-run-pass': 403,
  'unknown-schema': 500,
  'key-missing': 500,
  'key-foreign': 500,
  'key-damaged': 500,
  'key-exposed': 500,
  'database-missing': 500,
  'database-damaged': 500,
  'data-in-use': 500,
  'target-exists': 409,
  'backup-damaged': 422,
  'proof-invalid': 422,
} as const satisfies Record<ErrorCode, number>

function problemOf(error: ContestError, word: RoundWord): Problem {
  const { code, detail } = error
  const { findings, retryAfterSeconds } = detail
  return {
    type: `/problems/${code}`,
    status: statuses[code],
    code,
    title: inRoundWord(word, errorCatalogue[code]),
    ...(findings === undefined ? {} : { findings: findings.map((finding) => ({ ...finding, message: { ...finding.message } })) }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(typeof detail['attempt'] === 'string' && (code === 'attempts-exhausted' || code === 'already-submitted')
      ? { attempt: detail['attempt'] }
      : {}),
  }
}

/** What Fastify and the transport report, in our words. */
function expected(error: unknown): ContestError | null {
  if (error instanceof ContestError) return error
  const { code, validation } = error as Partial<FastifyError>
  if (validation !== undefined) {
    const findings = validation.map(({ instancePath, keyword, message = '' }) => ({
      severity: 'error' as const,
      place: instancePath === '' ? '/' : instancePath,
      code: `schema-${keyword}`,
      message: { vi: `Giá trị không hợp lệ: ${message}.`, en: `Not a valid value: ${message}.` },
    }))
    return new ContestError('invalid-request', { findings })
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ContestError('payload-too-large')
  if (code?.startsWith('FST_ERR_CTP') === true || code === 'FST_ERR_BAD_URL' || error instanceof SyntaxError)
    return new ContestError('invalid-request')
  return null
}

/** The code it is told by; null for what nobody expected. */
export const codeOf = (error: unknown): ErrorCode | null => expected(error)?.code ?? null

/** Whether what is said of it speaks of a round, which contests call as they do. */
export const speaksOfRounds = (error: unknown): boolean => {
  const code = codeOf(error)
  return code !== null && /tuần/i.test(errorCatalogue[code].vi)
}

/** @param word what the contest it is about calls a round */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, word: RoundWord = 'tuần'): void {
  const known = expected(error)
  if (known === null) {
    // No body, no address, no cookie: only where and what.
    request.log.error({ err: error, route: request.routeOptions.url }, 'unexpected failure')
    void reply
      .code(500)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: '/problems/unexpected',
          status: 500,
          code: 'unexpected',
          title: {
            vi: 'Máy chủ gặp sự cố ngoài dự kiến. Những gì đã được nhận vẫn còn nguyên; hãy thử lại sau ít phút.',
            en: 'The server met an unexpected failure. What was accepted is safe; try again in a few minutes.',
          },
        } satisfies Problem),
      )
    return
  }
  const problem = problemOf(known, word)
  if (problem.status === 503) void reply.header('retry-after', String(known.detail.retryAfterSeconds ?? 2))
  else if (known.detail.retryAfterSeconds !== undefined) void reply.header('retry-after', String(known.detail.retryAfterSeconds))
  const ticket = known.detail['arrivalTicket']
  if (typeof ticket === 'string') void reply.header('x-arrival-ticket', ticket)
  void reply.code(problem.status).type('application/problem+json').header('cache-control', 'no-store').send(JSON.stringify(problem))
}
