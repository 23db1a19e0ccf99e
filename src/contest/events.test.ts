import { describe, expect, it } from 'vitest'
import { auditKinds, auditEvents, auditEventWords } from './events.ts'

describe('the catalogue of audit events', () => {
  it('names each as noun.past-act and says what happened in both languages', () => {
    const events = Object.entries(auditEvents)
    for (const [name, { vi, en }] of events) {
      expect(name).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/)
      expect(en).toMatch(/^[A-Z].*[a-z]$/)
      expect(vi).toMatch(/^\p{Lu}.*[\p{L}]$/u)
      expect(vi).toBe(vi.normalize('NFC'))
    }
    for (const language of ['vi', 'en'] as const) expect(new Set(events.map(([, said]) => said[language])).size).toBe(events.length)
  })

  it('has kinds, each the first word of some event', () => {
    expect(auditKinds).toEqual(expect.arrayContaining(['round', 'staff', 'server']))
    expect(new Set(auditKinds).size).toBe(auditKinds.length)
    expect(auditKinds.filter((kind) => kind.includes('.'))).toEqual([])
  })

  it('has words for what it knows, and none for what a later version wrote', () => {
    expect(auditEventWords('round.opened')).toBe(auditEvents['round.opened'])
    expect([auditEventWords('toString'), auditEventWords('round.unheard-of')]).toEqual([null, null])
  })
})
