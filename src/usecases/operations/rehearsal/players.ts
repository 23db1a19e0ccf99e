/**
 * The invented people of a trial run, in a process of their own: over HTTP they ask for what a phone asks for, and do what phones do
 * wrong. Bounded: so many connections, so many tries, and an end.
 */
import { Agent, request, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { passCookie, rehearsed } from '#contract/identity.ts'
import type { RehearsalPlayed, RehearsalRequest } from '#contract/operations.ts'
import type { AcceptedEntry, Me, StartedAttempt } from '#contract/taking-part.ts'
import { behaviours, type Behaviour } from './behaviour.ts'
import { rightWords, type InventedPerson } from './invented.ts'
import { createTold, type Step, type Told } from './told.ts'

export interface PlayJob {
  readonly host: string
  readonly port: number
  readonly pass: string
  readonly slug: string
  readonly opensAt: number
  readonly closesAt: number
  readonly players: readonly InventedPerson[]
  readonly asked: RehearsalRequest
  /** False: the API alone is served. */
  readonly pages: boolean
}

export interface PlayDone {
  readonly played: RehearsalPlayed
  /** Of the receipts they hold. */
  readonly codes: readonly string[]
}

/** At a time; whoever comes when all are taken waits, and that wait is in the times. */
const mostConnections = 4000
const mostTries = 60
const patienceMs = 30_000
/** Nobody tries longer after the end. */
const afterMs = 10_000

export async function run(job: PlayJob): Promise<PlayDone> {
  const agent = new Agent({ keepAlive: true, maxSockets: mostConnections })
  const told = createTold()
  const all = behaviours(job.asked, job.opensAt)
  await Promise.all(
    job.players.map(async (person, index) => {
      const behaviour = all[index]
      if (behaviour === undefined) return
      told.device(behaviour.device)
      const player = createPlayer(job, agent, told, person, index)
      await player.play(behaviour).catch((error: unknown) => told.gaveUp(error instanceof GaveUp ? error.message : 'unexpected'))
    }),
  )
  agent.destroy()
  return { played: told.played(), codes: told.codes() }
}

class GaveUp extends Error {}

interface Answer {
  readonly status: number
  readonly body: string
}

interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: object
  /** In pieces over so long. */
  readonly slowlyMs?: number
  /** Cut after the first piece, or when all is sent and before the answer is read. */
  readonly cut?: 'sending' | 'answered'
}

function createPlayer(job: PlayJob, agent: Agent, told: Told, person: InventedPerson, index: number) {
  const cookies = new Map([[rehearsed(passCookie), job.pass]])
  // Everybody has an address of their own, as phones have: nobody is slowed down for the others.
  const address = `10.${String((index >> 16) & 255)}.${String((index >> 8) & 255)}.${String(index & 255)}`

  const keep = ({ headers }: IncomingMessage): void => {
    for (const line of headers['set-cookie'] ?? []) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }

  const once = ({ method, path, body, slowlyMs = 0, cut }: Asked): Promise<Answer | null> =>
    new Promise((resolve, reject) => {
      const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body))
      const headers: Record<string, string | number> = {
        'x-forwarded-for': address,
        'accept-encoding': 'identity',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': bytes.length }),
      }
      const asking = request({ host: job.host, port: job.port, agent, method, path, headers, timeout: patienceMs })
      const leave = (): void => {
        asking.destroy()
        resolve(null)
      }
      asking.once('timeout', () => asking.destroy(new Error('timeout')))
      asking.once('error', (error) => (cut === undefined ? reject(error) : resolve(null)))
      asking.once('response', (answer) => {
        if (cut === 'answered') return leave()
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.once('error', reject)
        answer.once('end', () => {
          keep(answer)
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() })
        })
      })
      void send()
      async function send(): Promise<void> {
        const half = Math.floor(bytes.length / 2)
        if (cut === 'sending') {
          asking.write(bytes.subarray(0, half))
          await sleep(50)
          return leave()
        }
        if (slowlyMs > 0) {
          for (let from = 0; from < bytes.length; from += Math.ceil(bytes.length / 8)) {
            asking.write(bytes.subarray(from, from + Math.ceil(bytes.length / 8)))
            await sleep(slowlyMs / 8)
          }
          asking.end()
        } else asking.end(bytes)
      }
    })

  /** As the pages do it: what is told to come back comes back. @throws GaveUp */
  const ask = async (step: Step, asked: Asked): Promise<Answer> => {
    for (let tries = 1; tries <= mostTries && Date.now() < job.closesAt + afterMs; tries++) {
      const began = performance.now()
      const answer = await once(asked).catch(() => null)
      told.asked(step, performance.now() - began)
      if (answer !== null && answer.status < 400) return answer
      const code = answer === null ? '' : codeIn(answer)
      // Pressed a moment before the server opened: they press again.
      const comesBack = answer === null || answer.status === 503 || answer.status === 429 || code === 'round-not-open'
      if (!comesBack) throw new GaveUp(code)
      if (answer === null) told.error('connection')
      told.triedAgain()
      await sleep(Math.min(3000, 200 * tries) * (0.5 + Math.random()))
    }
    throw new GaveUp('too-many-tries')
  }

  const look = async (path: string): Promise<void> => {
    if (job.pages) await ask('page', { method: 'GET', path })
  }
  const until = (at: number): Promise<unknown> => sleep(Math.max(0, at - Date.now()))
  const submission = (attempt: StartedAttempt, { right, prediction }: Behaviour) => ({
    entryId: `dien-tap-${person.staffCode}-${attempt.id}`.slice(0, 64),
    answers: attempt.paper.map(({ options, several }) => {
      const good = options.flatMap((text, at) => (text.startsWith(rightWords) ? [at] : []))
      const chosen = right || Math.random() < 0.7 ? good : [Math.floor(Math.random() * options.length)]
      return several ? chosen : chosen.slice(0, 1)
    }),
    prediction: attempt.prediction.asked ? Math.min(prediction, attempt.prediction.maximum) : null,
  })

  const start = async (round: Me['rounds'][number] | undefined, { device }: Behaviour): Promise<StartedAttempt> => {
    const left = round?.fixedSets?.left ?? []
    const set = left.length === 0 ? '' : `?set=${String(left[index % left.length])}`
    const asked = { method: 'POST', path: `/api/rounds/${round?.id ?? ''}/attempts${set}` } as const
    const [first, second] = await Promise.all([ask('start', asked), ...(device === 'double' ? [ask('start', asked)] : [])])
    const attempt = JSON.parse(first.body) as StartedAttempt
    if (second !== undefined && (JSON.parse(second.body) as StartedAttempt).id !== attempt.id) told.differing()
    return attempt
  }

  const submit = async (attempt: StartedAttempt, behaviour: Behaviour): Promise<AcceptedEntry> => {
    const { device } = behaviour
    const asked: Asked = { method: 'PUT', path: `/api/attempts/${attempt.id}/entry`, body: submission(attempt, behaviour) }
    if (device === 'drops') {
      await once({ ...asked, cut: index % 8 < 4 ? 'sending' : 'answered' })
      await sleep(500)
    }
    const slowlyMs = device === 'slow' ? Math.min(4000, (job.closesAt - job.opensAt) / 20) : 0
    const twice = device === 'double' || device === 'drops'
    const [first, second] = await Promise.all([ask('submit', { ...asked, slowlyMs }), ...(twice ? [ask('submit', asked)] : [])])
    const accepted = JSON.parse(first.body) as AcceptedEntry
    if (second !== undefined && (JSON.parse(second.body) as AcceptedEntry).receipt !== accepted.receipt) told.differing()
    return accepted
  }

  return {
    play: async (behaviour: Behaviour): Promise<void> => {
      await until(job.opensAt + behaviour.comesAtMs)
      await look('/vao-thi')
      const signIn = { staffCode: person.staffCode, phone: person.phone.replace('+84', '0') }
      await ask('signIn', { method: 'POST', path: `/api/contests/${job.slug}/session`, body: signIn })
      await ask('signIn', { method: 'POST', path: '/api/me/consent' })
      const me = JSON.parse((await ask('page', { method: 'GET', path: '/api/me' })).body) as Me
      await look('/phong-cho')
      await until(job.opensAt + behaviour.pressesAfterMs)
      const attempt = await start(me.rounds[0], behaviour)
      told.paper(attempt.paper.map(({ stem }) => stem))
      await look('/bai-thi')
      await sleep(behaviour.thinksMs / 2)
      if (behaviour.device === 'reloads') {
        await look('/bai-thi')
        const again = JSON.parse((await ask('page', { method: 'GET', path: `/api/attempts/${attempt.id}` })).body) as StartedAttempt
        if (JSON.stringify(again.paper) !== JSON.stringify(attempt.paper)) told.differing()
      }
      await sleep(behaviour.thinksMs / 2)
      const { code } = await submit(attempt, behaviour)
      told.done(code)
      const kept = await ask('receipt', { method: 'GET', path: `/api/attempts/${attempt.id}/receipt` })
      if ((JSON.parse(kept.body) as AcceptedEntry).code !== code) told.differing()
    },
  }
}

function codeIn({ status, body }: Answer): string {
  try {
    return (JSON.parse(body) as { readonly code?: string }).code ?? String(status)
  } catch {
    return String(status)
  }
}
