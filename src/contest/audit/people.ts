/** What the audit says of units, people and boards: who, by id, and which fields; never what stands in them. */
import type { AuditEvent } from '../events.ts'
import type { Bilingual } from '../values.ts'
import { both, fieldsOf, numberWords, whom, type Facts, type Tell, type Told } from './facts.ts'

const lists: Readonly<Record<string, Bilingual>> = {
  units: { vi: 'danh sách đơn vị', en: 'the units' },
  roster: { vi: 'danh sách thí sinh', en: 'the roster' },
  boards: { vi: 'danh sách thành viên ba ban', en: 'the members of the boards' },
}
const listOf = (kind: string): Bilingual => lists[kind] ?? { vi: 'danh sách', en: 'a list' }

function counted(facts: Facts): Bilingual {
  const [added, updated] = [facts.number('added'), facts.number('updated')]
  return { vi: `thêm ${added.vi}, sửa ${updated.vi}`, en: `${added.en} added, ${updated.en} changed` }
}

const imported =
  (kind: string): Tell =>
  (facts) => {
    const [list, counts, repeated] = [listOf(kind), counted(facts), facts.count('duplicates')]
    const dropped = numberWords(repeated)
    return {
      vi: `nhập ${list.vi} từ tệp “${facts.text('fileName')}”: ${counts.vi}${repeated > 0 ? `, bỏ ${dropped.vi} dòng lặp lại` : ''}`,
      en: `imported ${list.en} from the file “${facts.text('fileName')}”: ${counts.en}${repeated > 0 ? `, ${dropped.en} repeated lines left out` : ''}`,
    }
  }

const sameOrNot = (facts: Facts): Bilingual =>
  facts.text('decision') === 'same' ? { vi: 'là một người', en: 'are one person' } : { vi: 'là hai người khác nhau', en: 'are two people' }

const askedBy = (facts: Facts): Bilingual => {
  const who = facts.text('askedBy')
  return who === '' ? { vi: 'dòng lệnh của máy chủ', en: 'the server’s command line' } : facts.names.account(who)
}

function change(facts: Facts, verb: Bilingual, more: Bilingual): Told {
  const [list, by] = [listOf(facts.text('kind')), askedBy(facts)]
  return { vi: `${verb.vi} đề nghị của ${by.vi} về ${list.vi}${more.vi}`, en: `${verb.en} what ${by.en} asked for in ${list.en}${more.en}` }
}

export const peopleTold = {
  'units.imported': imported('units'),
  'roster.imported': imported('roster'),
  'boards.imported': imported('boards'),
  'person.added': (facts) => ({ vi: `thêm ${whom(facts).vi} vào danh sách thí sinh`, en: `added ${whom(facts).en} to the roster` }),
  'person.changed': (facts) => ({
    vi: `sửa ${fieldsOf(facts).vi || 'thông tin'} của ${whom(facts).vi}`,
    en: `changed ${fieldsOf(facts).en || 'fields'} of ${whom(facts).en}`,
  }),
  'person.doubt-proposed': (facts) => ({
    vi: `đề nghị coi ${whom(facts).vi} và một dòng giống ${sameOrNot(facts).vi}, chờ người thứ hai`,
    en: `proposed that ${whom(facts).en} and a line alike ${sameOrNot(facts).en}, which waits for a second person`,
  }),
  'person.doubt-decided': (facts) => ({
    vi: `quyết định ${whom(facts).vi} và một dòng giống ${sameOrNot(facts).vi}`,
    en: `decided that ${whom(facts).en} and a line alike ${sameOrNot(facts).en}`,
  }),
  'people.change-asked': (facts) => {
    const [list, counts] = [listOf(facts.text('kind')), counted(facts)]
    return {
      vi: `đề nghị thay đổi ${list.vi} theo tệp “${facts.text('fileName')}” (${counts.vi}), chờ người thứ hai`,
      en: `asked to change ${list.en} by the file “${facts.text('fileName')}” (${counts.en}), which waits for a second person`,
    }
  },
  'people.change-made': (facts) => {
    const counts = counted(facts)
    return change(facts, { vi: 'đồng ý', en: 'agreed to' }, { vi: `: ${counts.vi}`, en: `: ${counts.en}` })
  },
  'people.change-refused': (facts) =>
    facts.text('state') === 'withdrawn'
      ? change(facts, { vi: 'rút lại', en: 'withdrew' }, both(''))
      : change(facts, { vi: 'từ chối', en: 'refused' }, both('')),
} as const satisfies Partial<Record<AuditEvent, Tell>>
