/** A contest that is signed in to through four fake providers, and the one person they all know. */
import { join } from 'node:path'
import { providerSecrets, writeSecret } from '#adapters/providers/secrets.ts'
import { profileOf } from '#contest/person.ts'
import { checkSignIn } from '#contest/sign-in/check.ts'
import type { ProviderInFile } from '#contest/sign-in/schema.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { insertPerson, unitsOf } from '#store/people/roster.ts'
import { newId } from '#usecases/ids.ts'
import type { TestApp } from '../app.ts'
import { makeLiveContest } from '../live.ts'
import { exampleProviders, signedParameters } from './examples.ts'
import { hueSClient, startHueS } from './hue-s.ts'
import { launchSecret, launchToken } from './launch-link.ts'
import { officeSecret, startOffice, type Office } from './office.ts'
import { fakeState, type FakePerson, type FakeState, type Served } from './served.ts'
import { socialSecret, startSocial } from './social.ts'

export const huong: FakePerson = { sub: 'nguoi-1', name: 'Nguyễn Thị Hương', phone: '+84905123456', staffCode: 'HUE001' }
export const parametersSecret = 'khoa-ky-tham-so'

interface Fakes {
  readonly state: FakeState
  readonly hueS: Served
  readonly social: Served
  readonly office: Office
  close(): Promise<void>
}

/** @param origin of our pages */
export async function startFakes(slug: string, origin: string): Promise<Fakes> {
  const state = fakeState(huong)
  const launch = (id: string): string => `${origin}/vao-thi/${slug}/${id}`
  const hueS = await startHueS(state, { back: [`${launch('hue-s')}/ve`], tiles: [{ name: 'Hội thi', address: launch('hue-s') }] })
  const social = await startSocial(state)
  const office = await startOffice(state, () => `${origin}/api/contests/${slug}/sign-in/van-phong/posted`)
  return {
    state,
    hueS,
    social,
    office,
    close: async () => {
      await Promise.all([hueS, social, office].map((one) => one.close()))
    },
  }
}

/** @param folder the data directory */
export function writeSecrets(folder: string, slug: string, { hueS, social, office }: Pick<Fakes, 'hueS' | 'social' | 'office'>): void {
  const at = join(folder, providerSecrets)
  const host = ({ origin }: Served): string => new URL(origin).host
  writeSecret(at, slug, 'hue-s', { secret: hueSClient.secret, hosts: [host(hueS)] })
  writeSecret(at, slug, 'mang-xa-hoi', { secret: socialSecret, hosts: [host(social)] })
  writeSecret(at, slug, 'van-phong', { secret: officeSecret, hosts: [host(office)] })
  writeSecret(at, slug, 'link-ky', { secret: launchSecret, hosts: [] })
  writeSecret(at, slug, 'tham-so-ky', { secret: parametersSecret, hosts: [] })
}

export const providersAt = ({ hueS, social, office }: Pick<Fakes, 'hueS' | 'social' | 'office'>): readonly ProviderInFile[] => [
  ...exampleProviders({ hueS: hueS.origin, social: social.origin, office: office.origin }),
  signedParameters,
]

export interface ProviderContest {
  readonly slug: string
  readonly contestId: string
  readonly roundId: string
  readonly fakes: Fakes
  /** Whom the fakes know. */
  readonly personId: string
  /** Adds somebody to the roster. */
  add(person: { readonly name: string; readonly phone: string | null; readonly staffCode: string }): Promise<string>
}

export const origin = 'http://hoithi.test'
const slug = 'phu-loc-2024'

export async function makeProviderContest({ app, data }: TestApp): Promise<ProviderContest> {
  const fakes = await startFakes(slug, origin)
  writeSecrets(data, slug, fakes)
  const { value, findings } = checkSignIn({ providers: providersAt(fakes) }, '')
  if (findings.length > 0) throw new Error(JSON.stringify(findings))
  const { roundId } = await makeLiveContest(app, 1, (rules) => ({ ...rules, signIn: value }))
  const { db } = app.database
  const contestId = (await contestBySlug(db, slug))?.id ?? ''
  const unitId = (await unitsOf(db, contestId))[0]?.id ?? ''
  const add: ProviderContest['add'] = async ({ name, phone, staffCode }) => {
    const id = newId()
    await insertPerson(db, app.codec, contestId, { ...profileOf({ staffCode, fullName: name, phone }), id, unitId }, app.clock.now())
    return id
  }
  return { slug, contestId, roundId, fakes, personId: await add(huong), add }
}

/** One browser at our API and at the fakes. */
export class Browser {
  readonly test: TestApp
  readonly contest: ProviderContest
  readonly #cookies = new Map<string, string>()

  constructor(test: TestApp, contest: ProviderContest) {
    this.test = test
    this.contest = contest
  }

  /** Of us. */
  get cookie(): string {
    return [...this.#cookies]
      .filter(([name]) => name.startsWith('hoithi'))
      .map((pair) => pair.join('='))
      .join('; ')
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/Max-Age=0/i.test(line) || value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }

  async call(method: 'GET' | 'POST', path: string, body?: object) {
    const answer = await this.test.call(method, path, {
      cookie: this.cookie,
      headers: { host: 'hoithi.test' },
      ...(body === undefined ? {} : { body }),
    })
    this.#keep([answer.headers['set-cookie'] ?? []].flat().map(String))
    return answer
  }

  readonly #api = (provider: string, end: string): string => `/api/contests/${this.contest.slug}/sign-in/${provider}/${end}`

  arrive(provider: string, received: Readonly<Record<string, string>>) {
    return this.call('POST', this.#api(provider, 'session'), { received })
  }

  /** Presses the button: the parameters people come back with. */
  async goTo(provider: string): Promise<Readonly<Record<string, string>>> {
    const begun = await this.call('POST', this.#api(provider, 'begin'))
    if (begun.status !== 200) throw new Error(begun.text)
    return this.followed((begun.json as { address: string }).address)
  }

  /** What comes back from there. */
  async followed(start: string): Promise<Readonly<Record<string, string>>> {
    let address = start
    const cookies = new Map<string, string>()
    for (let step = 0; !address.startsWith(origin); step++) {
      if (step > 9) throw new Error(`lost at ${address}`)
      const answer = await fetch(address, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      })
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        cookies.set(name, value)
      }
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`${String(answer.status)} ${await answer.text()}`)
      address = new URL(location, address).href
    }
    return Object.fromEntries(new URL(address).searchParams)
  }

  /** As the app of the office posts it. */
  async posted(fields: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
    const answer = await this.test.server.inject({
      method: 'POST',
      url: this.#api('van-phong', 'posted'),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'cross-site',
        origin: this.contest.fakes.office.origin,
        host: 'hoithi.test',
      },
      payload: new URLSearchParams(fields).toString(),
    })
    if (answer.statusCode !== 303) throw new Error(answer.body)
    return Object.fromEntries(new URL(String(answer.headers.location), origin).searchParams)
  }

  me() {
    return this.call('GET', '/api/me')
  }
}

/** Through each of the four, whatever it is: what comes to us. */
export const ways: Readonly<Record<string, (browser: Browser) => Promise<Readonly<Record<string, string>>>>> = {
  'hue-s': (browser) => browser.goTo('hue-s'),
  'mang-xa-hoi': (browser) => browser.goTo('mang-xa-hoi'),
  'van-phong': (browser) => browser.posted({ ticket: browser.contest.fakes.office.ticket() }),
  'link-ky': async ({ test, contest: { fakes } }) => ({ token: await launchToken(fakes.state.person, test.clock.at) }),
}
