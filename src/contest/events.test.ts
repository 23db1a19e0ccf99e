import { describe, expect, it } from 'vitest'
import { auditEvents } from './events.ts'

describe('the catalogue of audit events', () => {
  it('names each as noun.past-act and says in a sentence what happened', () => {
    const events = Object.entries(auditEvents)
    for (const [name, meaning] of events) {
      expect(name).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/)
      expect(meaning).toMatch(/^[A-Z].*[a-z]$/)
    }
    expect(new Set(events.map(([, meaning]) => meaning)).size).toBe(events.length)
  })
})
