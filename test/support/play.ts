/** Plays a round over the API, knowing the key as only the shipped truth file does. */
import { readFileSync } from 'node:fs'
import type { Me, StartedAttempt } from '#contract/taking-part.ts'
import type { Demo } from './browser/browser.ts'

interface TrueQuestion {
  readonly stem: string
  readonly options: readonly string[]
  readonly answer: number
}

const truth = JSON.parse(readFileSync(new URL('../data/phu-loc-2024/questions.json', import.meta.url), 'utf8')) as readonly TrueQuestion[]
const key = new Map(truth.map(({ stem, options, answer }) => [stem, options[answer] ?? '']))

export async function playByApi(
  demo: Pick<Demo, 'address' | 'contest'>,
  person: { readonly staffCode: string; readonly phone: string },
  play: { readonly right: boolean; readonly prediction: number },
): Promise<void> {
  let cookie = ''
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${demo.address}${path}`, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return (answer.status === 204 ? null : await answer.json()) as T
  }
  await call('POST', `/api/contests/${demo.contest}/session`, { staffCode: person.staffCode, phone: person.phone })
  await call('POST', '/api/me/consent')
  const me = await call<Me>('GET', '/api/me')
  const attempt = await call<StartedAttempt>('POST', `/api/rounds/${me.rounds[0]?.id ?? ''}/attempts`)
  const answers = attempt.paper.map(({ stem, options }) => {
    const at = options.indexOf(key.get(stem) ?? '')
    return [play.right ? at : (at + 1) % options.length]
  })
  await call('PUT', `/api/attempts/${attempt.id}/entry`, {
    entryId: `played-over-api-${person.staffCode}`,
    answers,
    prediction: play.prediction,
  })
}
