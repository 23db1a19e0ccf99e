/** What every use case is given: storage, the commit queue, keys, the clock, and what is held in memory for speed. */
import type { PictureType } from '#contest/questions/question.ts'
import type { Begun, NotVerified, Received, Verified } from '#contest/sign-in/proof.ts'
import type { Provider } from '#contest/sign-in/provider.ts'
import type { Instant } from '#contest/values.ts'
import type { PictureFile } from '#formats/files/pictures.ts'
import type { Codec } from '#store/database/codec.ts'
import type { CommitQueue } from '#store/commit-queue/queue.ts'
import type { Database } from '#store/database/database.ts'
import type { DocumentSetter } from '#documents/setting.ts'
import type { SheetMaker } from '#documents/sheets/making.ts'
import type { PeopleReader, QuestionReader } from '#formats/apart/reading.ts'
import type { AttemptCache } from '#memory/open-attempts.ts'
import type { Arrivals } from '#memory/arrivals.ts'
import type { BankCache } from '#memory/banks.ts'
import type { Failures } from '#memory/failures.ts'
import type { LastKnown } from '#memory/last-known.ts'
import type { LockedSets } from '#memory/locked-sets.ts'
import type { Participants } from '#memory/participants.ts'
import type { AnalysisCache } from '#memory/analyses.ts'
import type { RosterDesk } from '#memory/roster-desk.ts'
import type { RoundRuntimes } from '#memory/rounds.ts'
import type { SessionCache } from '#memory/sessions.ts'
import type { Starts } from '#memory/starts.ts'
import type { ServerClock } from './server-clock.ts'

/** What `http` passes on of what is held in memory; it reaches nothing of that itself. */
export type { OpenAttempt } from '#memory/open-attempts.ts'
export type { FailureKind } from '#memory/failures.ts'
export type { LinkHolder, Session, SignedInContestant, SignedInStaff } from '#memory/sessions.ts'
export type { SharedAnswers } from '#memory/shared-answers.ts'

/** Begins work in a thread of its own (adapters/thread.ts), hearing what it says; `ended` never rejects. */
type StartThread = <Told, Said>(
  program: { readonly program: URL; readonly youngHeapMb: number | null },
  start: unknown,
  hear: (said: Said) => void,
) => { tell(message: Told): void; stop(): void; readonly ended: Promise<Error> }

/** What trial runs are made with (usecases of operations): folders of their own (adapters/whole-folder.ts), and a process of their own. */
export interface RehearsalTools {
  readonly folders: {
    make(name: string): { readonly path: string; keep(): string; drop(): void } | null
    place(name: string): string | null
    sizeOf(name: string): { readonly files: number; readonly bytes: number }
    wipe(name: string, line: string): boolean
    record(): readonly string[]
  }
  start(order: object, hear: (said: unknown) => void): { readonly ended: Promise<void>; stop(): Promise<void> }
  readonly place: { readonly host: string; readonly port: number; readonly logHost: string; readonly trustProxy: readonly string[] }
  /** By which people reach it, where a proxy stands in front; null: as it listens. */
  readonly publicAddress: string | null
  readonly pid: number
  isAlive(pid: number): boolean
}

/** Providers of sign-in as they are asked (adapters/providers/desk.ts): at a sign-in, and never at a start or a submission. */
export interface ProviderDesk {
  begin(contest: string, provider: Provider, begun: Begun): Promise<{ readonly ok: true; readonly value: string } | NotVerified>
  receive(
    contest: string,
    task: { readonly provider: Provider; readonly received: Received; readonly begun: Begun | null; readonly now: Instant },
  ): Promise<Verified>
}

export interface App {
  readonly database: Database
  readonly codec: Codec
  readonly queue: CommitQueue
  readonly clock: { now(): Instant }
  readonly providers: ProviderDesk
  /** Whether that may be trusted. */
  readonly serverClock: ServerClock
  readonly runtimes: RoundRuntimes
  readonly sessions: SessionCache
  readonly attempts: AttemptCache
  readonly analyses: AnalysisCache
  /** Sets official documents; starts with the first one. */
  readonly documents: DocumentSetter
  readonly makeSheet: SheetMaker
  readonly startThread: StartThread
  readonly readQuestions: QuestionReader
  readonly readPeople: PeopleReader
  readonly banks: BankCache
  readonly sets: LockedSets
  readonly arrivals: Arrivals
  readonly starts: Starts
  readonly participants: Participants
  /** What could not be done lately. */
  readonly failures: Failures
  readonly rosterDesk: RosterDesk
  /** What was last counted or worked out for a page, by what it is about and the versions of all it rests on. */
  readonly derived: LastKnown
  /** A picture made anew from its pixels; null for what does not decode. */
  readonly remakePicture: (bytes: Uint8Array, mediaType: PictureType) => Promise<Pick<PictureFile, 'bytes' | 'mediaType'> | null>
  /** First part of the origin of every log: `hoithi.local` gives `hoithi.local/phu-loc-2024/tuan-1`. */
  readonly logHost: string
  /** Raw 32-byte Ed25519 key that checks the heads of the logs. */
  readonly ledgerPublicKey: Uint8Array
  /** By which a trial run lets in; null: this is none. What is one says so on every page and paper. */
  readonly rehearsalPass: string | null
  readonly rehearsals: RehearsalTools
  /** This process holds the commit queue and steps the rounds; a command beside a running server does not. */
  readonly stepsRounds: boolean
  /** How long after closing what arrived in time may still wait to be stored. */
  readonly closingGraceMs: number
}
