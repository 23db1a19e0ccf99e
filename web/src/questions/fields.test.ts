import { describe, expect, it } from 'vitest'
import { resolved } from './conflict.ts'
import { emptyContent } from './draft.ts'
import { changedFields, merge, proposed, sameContent } from './fields.ts'

const base = { ...emptyContent, stem: 'Câu', options: ['a', 'b'], correct: [0] }
const mine = { ...base, stem: 'Câu của tôi', topic: 'T' }
const theirs = { ...base, correct: [1], stem: 'Câu của họ', explanation: 'Vì' }

describe('two versions', () => {
  it('differ in the parts that differ; options, key and pictures are one part', () => {
    expect(changedFields(base, mine)).toEqual(['stem', 'topic'])
    expect(changedFields(base, theirs)).toEqual(['stem', 'answers', 'explanation'])
    expect(sameContent(base, { ...base })).toBe(true)
  })

  it('are the same whatever order the wire wrote a value in', () => {
    const [first, second] = [
      { document: 'd', detail: 'e' },
      { detail: 'e', document: 'd' },
    ]
    expect(sameContent({ ...base, source: first }, { ...base, source: second })).toBe(true)
  })

  it('are put together part by part', () => {
    expect(merge(mine, theirs, { stem: 'mine', answers: 'theirs' })).toEqual({ ...theirs, stem: 'Câu của tôi' })
    expect(merge(mine, theirs, { answers: 'mine' })).toMatchObject({ options: ['a', 'b'], correct: [0], stem: 'Câu của họ' })
  })

  it('are proposed from the side that changed each part, mine where both did', () => {
    expect(proposed(base, mine, theirs)).toMatchObject({ stem: 'mine', topic: 'mine', answers: 'theirs', explanation: 'theirs' })
    expect(proposed(null, mine, theirs)).toMatchObject({ stem: 'mine', answers: 'mine', optionOrder: 'theirs' })
  })

  it('are chosen by the form, whole or by part', () => {
    const form = new FormData()
    form.set('choice-topic', 'mine')
    expect(resolved(form, mine, theirs)).toEqual({ ...theirs, topic: 'T' })
    form.set('whole', 'mine')
    expect(resolved(form, mine, theirs)).toBe(mine)
    form.set('whole', 'theirs')
    expect(resolved(form, mine, theirs)).toBe(theirs)
  })
})
