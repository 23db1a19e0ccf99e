import { describe, expect, it } from 'vitest'
import { codeKey, findingLikenesses, findingTwins, groundsOf, nameKey, type Identity, type Likeness } from './same-person.ts'

function allSteps(work: Generator<undefined, readonly Likeness[]>): readonly Likeness[] {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}
const likenesses = (people: readonly Identity[], others: readonly Identity[]) => allSteps(findingLikenesses(people, others))
const twins = (people: readonly Identity[], mostSharing?: number) => allSteps(findingTwins(people, mostSharing))

const member: Identity = { id: 'm', staffCode: 'PL-0012', phone: '+84905123456', fullName: 'Nguyễn Thị Hương', unit: 'VP' }
const stranger: Identity = { id: 'p', staffCode: 'PL0777', phone: '+84911111111', fullName: 'Trần Văn Bé', unit: 'KT' }
const as = (change: Partial<Identity>): Identity => ({ ...stranger, ...change })

describe('two identities', () => {
  it('have the same keys however code and name are written', () => {
    for (const code of [
      'PL-0012',
      'pl 12',
      'PL0012',
      'Pl.00012',
      'PL–12',
      'PL\u200b0012',
      'ＰＬ００１２',
      'PLOO12',
      'PL0O12',
      'PL0Ol2',
      'РL0012',
      'ΡL0012',
    ])
      expect(codeKey(code)).toBe('PL12')
    for (const code of ['CO12', 'C012']) expect(codeKey(code)).toBe('C12')
    for (const code of ['PL12', 'LO', 'VPO', 'IL7']) expect(codeKey(code)).toBe(code)
    for (const code of ['PL1O', 'pl10', 'PL1 0']) expect(codeKey(code)).toBe('PL10')
    for (const code of ['PL1l2', 'PL1I2', 'PL112']) expect(codeKey(code)).toBe('PL112')
    expect(codeKey('PL-1200')).toBe('PL1200')
    expect(codeKey('007')).toBe('7')
    for (const name of [
      'Nguyễn Thị Hương',
      'NGUYEN THI HUONG',
      'Hương Nguyễn Thị',
      'nguyễn  thị hương.',
      'Nguyễn\u200b Thị Hương',
      'Ｎｇｕｙễｎ Thị Hương',
      // In Cyrillic: у, е, Т, Н, о; in Greek: ν, Η.
      'Nguуеn Тhi Нuоng',
      'ΝGUΥEN THI ΗUONG',
    ])
      expect(nameKey(name)).toBe(nameKey(member.fullName))
    expect(nameKey('Nguyễn Thị Hường Lan')).not.toBe(nameKey(member.fullName))
  })

  it('are one person for certain by code, phone, or a code written otherwise beside the name', () => {
    const spellings: readonly (readonly [Partial<Identity>, readonly string[]])[] = [
      [{ staffCode: 'PL-0012' }, ['code']],
      [{ phone: '+84905123456' }, ['phone']],
      [{ staffCode: 'PL12', fullName: 'Nguyen Thi Huong' }, ['code-alike', 'name']],
      [{ staffCode: 'PL0012', fullName: 'HƯƠNG NGUYỄN THỊ', unit: 'VP' }, ['code-alike', 'name-unit']],
    ]
    for (const [change, grounds] of spellings)
      expect(likenesses([as(change)], [member])).toEqual([{ person: 'p', other: 'm', grounds, certain: true }])
  })

  it('are doubtful by a code alike, by name in one unit, or by name where a unit is not known', () => {
    const spellings: readonly (readonly [Partial<Identity>, readonly string[]])[] = [
      [{ staffCode: 'pl12' }, ['code-alike']],
      [{ fullName: 'Nguyen Thi Huong', unit: 'VP' }, ['name-unit']],
      [{ fullName: 'Hương Nguyễn Thị', unit: null }, ['name']],
    ]
    for (const [change, grounds] of spellings)
      expect(likenesses([as(change)], [member])).toEqual([{ person: 'p', other: 'm', grounds, certain: false }])
  })

  it('are two when nothing speaks for one, and none of nothing', () => {
    expect(likenesses([stranger, as({ id: 'q', fullName: member.fullName })], [member])).toEqual([])
    const nameless = { ...member, staffCode: null, phone: null }
    expect(groundsOf(nameless, as({ staffCode: null, phone: null }))).toEqual([])
    expect(groundsOf({ ...nameless, staffCode: '' }, as({ staffCode: '', phone: null }))).toEqual([])
    expect(likenesses([as({ staffCode: '', phone: null })], [nameless])).toEqual([])
  })

  it('of one list stand beside the first of them, once, and in doubt', () => {
    const list = [stranger, as({ id: 'a', phone: null }), as({ id: 'b', staffCode: 'PL9', fullName: 'Lê A' }), member]
    expect(twins(list)).toEqual([
      { person: 'a', other: 'p', grounds: ['code', 'name-unit'], certain: false },
      { person: 'b', other: 'p', grounds: ['phone'], certain: false },
    ])
    const office = Array.from({ length: 9 }, (_, at) =>
      as({ id: `o${String(at)}`, staffCode: `X${String(at + 1)}`, fullName: `Tên ${String(at)}x` }),
    )
    expect(twins(office, 4)).toHaveLength(3)
    expect(twins([stranger, as({ id: 'c', staffCode: 'PL1', phone: null, unit: 'VP' })])).toEqual([])
  })
})
