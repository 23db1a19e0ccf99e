/**
 * The only way pages reach data: calls of our own API, in process. An expected refusal becomes a Kit error, a redirect
 * to sign-in, or a value, as the caller chooses.
 */
import { error, redirect, type RequestEvent } from '@sveltejs/kit'
import type { Problem } from '#contract/problem.ts'
import type { ApiPath } from '#web/api/paths.ts'

export type PageEvent = Pick<RequestEvent, 'platform' | 'request' | 'url' | 'locals'>

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** GET for a page: gives the value, or ends the load with sign-in (401) or an error page. */
export async function read<T>(event: PageEvent, path: ApiPath): Promise<T> {
  const outcome = await tryToRead<T>(event, path)
  if (outcome.ok) return outcome.value
  return refuse(event, outcome.problem)
}

/** GET whose refusal the page wants to look at. */
export async function tryToRead<T>(event: PageEvent, path: ApiPath): Promise<Outcome<T>> {
  return outcomeOf<T>(await call(event, path))
}

/** A change, with JSON in and out. */
export async function act<T = null>(
  event: PageEvent,
  method: 'POST' | 'PUT' | 'DELETE',
  path: ApiPath,
  body?: object,
): Promise<Outcome<T>> {
  return outcomeOf<T>(await call(event, path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) }))
}

/** Ends a load with what the API said. */
export function refuse(event: PageEvent, problem: Problem): never {
  if (problem.status === 401) redirect(303, signInAddress(event.url))
  error(problem.status, problem.code, { code: problem.code })
}

function signInAddress(url: URL): string {
  const door = url.pathname.startsWith('/quan-tri') ? '/quan-tri/dang-nhap' : '/vao-thi'
  return `${door}?ve=${encodeURIComponent(url.pathname + url.search)}`
}

/** An address on this site to go back to, or the fallback: never another site. */
export function returnAddress(wanted: string | null, fallback: string): string {
  if (wanted?.startsWith('/') !== true) return fallback
  // As a browser would read it: tabs and backslashes begin another host too.
  const url = URL.parse(wanted, 'http://here')
  return url?.origin === 'http://here' ? url.pathname + url.search : fallback
}

async function call(event: PageEvent, path: ApiPath, init: RequestInit = {}): Promise<Response> {
  const { platform, request, url, locals } = event
  if (platform === undefined) throw new Error('pages need the server that holds the API: start it with npm start')
  if (init.method === undefined) return keepCookies(await platform.req.hoithi.fetch(path), locals)
  const headers = new Headers()
  if (init.body !== undefined) headers.set('content-type', 'application/json')
  for (const name of ['cookie', 'origin', 'host', 'sec-fetch-site', 'user-agent']) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return keepCookies(await platform.req.hoithi.fetch(new Request(new URL(path, url), { ...init, headers })), locals)
}

function keepCookies(response: Response, locals: App.Locals): Response {
  locals.cookies.push(...response.headers.getSetCookie())
  return response
}

async function outcomeOf<T>(response: Response): Promise<Outcome<T>> {
  if (response.status === 204) return { ok: true, value: null as T }
  const body: unknown = await response.json()
  return response.ok ? { ok: true, value: body as T } : { ok: false, problem: body as Problem }
}
