/**
 * What is kept on this device, by attempt: the paper as the server gave it and whose it is, and the progress. It is shown to
 * that person alone, whoever signs in on this device after them. localStorage may be full,
 * switched off or wiped; every write is read back, so that “đã lưu” is never said of something that is not there.
 */
import type { StartedAttempt } from '../../../src/contract/taking-part.ts'
import { parseProgress, type Progress } from './progress.ts'

const paperKey = (attemptId: string): string => `hoithi:paper:${attemptId}`
export const progressKey = (attemptId: string): string => `hoithi:progress:${attemptId}`

/** A paper as kept: `person` is who was signed in when it was given. */
type KeptPaper = StartedAttempt & { readonly person?: string | null }

/** Who is signed in on this device, as a name that says nothing; readable without network. Null: nobody. */
export const personNow = (): string | null =>
  // A trial run may stand on another port of this host, and cookies know no ports: its own ends in `-vht-person`.
  (document.querySelector('.rehearsal') ? /t-person=([\w-]+)/ : /i-person=([\w-]+)/).exec(document.cookie)?.[1] ?? null

export function keepPaper(attempt: StartedAttempt): boolean {
  return write(paperKey(attempt.id), JSON.stringify({ ...attempt, person: personNow() } satisfies KeptPaper))
}

/** Null: none, or not of who is signed in. */
export function keptPaper(attemptId: string): StartedAttempt | null {
  try {
    const text = read(paperKey(attemptId))
    if (text === null) return null
    const kept = JSON.parse(text) as KeptPaper
    if (!kept.person || kept.person !== personNow()) return null
    // One kept before questions could have pictures names none.
    return { ...kept, paper: kept.paper.map((question) => Object.assign({ pictures: [] }, question)) }
  } catch {
    return null
  }
}

export function keepProgress(attemptId: string, progress: Progress): boolean {
  return write(progressKey(attemptId), JSON.stringify(progress))
}

export function keptProgress(attempt: StartedAttempt): Progress | null {
  return parseProgress(read(progressKey(attempt.id)), attempt)
}

/** Removes the papers of other attempts: a phone may be shared, and storage is small. Progress not yet accepted stays. */
export function forgetOtherPapers(attemptId: string): void {
  try {
    for (const key of Object.keys(localStorage)) {
      const other = /^hoithi:paper:(.+)$/.exec(key)?.[1]
      if (other === undefined || other === attemptId) continue
      const progress = localStorage.getItem(progressKey(other))
      if (progress !== null && !progress.includes('"phase":"accepted"')) continue
      localStorage.removeItem(key)
      localStorage.removeItem(progressKey(other))
    }
  } catch {
    // Without storage there is nothing to forget.
  }
}

/** Attempts of anybody that were submitted here and wait to be accepted. */
export function submittedAttempts(): readonly { readonly id: string; readonly token: string; readonly progress: Progress }[] {
  try {
    return Object.keys(localStorage).flatMap((key) => {
      const id = /^hoithi:paper:(.+)$/.exec(key)?.[1]
      if (id === undefined) return []
      const paper = JSON.parse(read(key) ?? '') as Partial<StartedAttempt>
      const progress = keptProgress(paper as StartedAttempt)
      return paper.sendToken !== undefined && progress?.phase === 'sending' ? [{ id, token: paper.sendToken, progress }] : []
    })
  } catch {
    return []
  }
}

/** Once it was accepted: the server has it all. */
export function forgetAttempt(attemptId: string): void {
  localStorage.removeItem(paperKey(attemptId))
  localStorage.removeItem(progressKey(attemptId))
}

export function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** @returns whether it is there now */
export function write(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text)
    return localStorage.getItem(key) === text
  } catch {
    return false
  }
}
