import type { Language } from '#contest/values.ts'

/** What main puts on the Node request of every page. */
export interface InProcessApi {
  /** By which the browser came, told by a proxy that is named. */
  readonly protocol: string
  /** Calls a route of the API with the cookies of the page request, without the network. */
  fetch(target: string | Request): Promise<Response>
}

declare global {
  namespace App {
    interface Error {
      /** Code of the error catalogue, when the API refused. */
      code?: string
    }
    interface Locals {
      language: Language
      /** `set-cookie` lines of API answers, handed on to the browser with the page. */
      cookies: string[]
    }
    interface PageData {
      language: Language
      demo: boolean
      rehearsal: boolean
    }
    interface Platform {
      req: import('node:http').IncomingMessage & { hoithi: InProcessApi }
    }
  }
}
