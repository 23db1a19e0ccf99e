/** What the audit says of units, people and boards: who, by id, and which fields; never what stands in them. */
import type { AuditEvent } from '../events.ts'
import type { IdentityDoubt } from '../sign-in/match.ts'
import type { Bilingual } from '../values.ts'
import { both, codeList, fieldsOf, numberWords, whom, type Facts, type Tell, type Told } from './facts.ts'

const lists: Readonly<Record<string, Bilingual>> = {
  units: { vi: 'danh sách đơn vị', en: 'the units' },
  roster: { vi: 'danh sách thí sinh', en: 'the roster' },
  boards: { vi: 'danh sách thành viên ba ban', en: 'the members of the boards' },
}
const listOf = (kind: string): Bilingual => lists[kind] ?? { vi: 'danh sách', en: 'a list' }

function counted(facts: Facts): Bilingual {
  const [added, updated] = [facts.number('added'), facts.number('updated')]
  const removed = facts.has('removed') ? facts.number('removed') : null
  return {
    vi: `thêm ${added.vi}, sửa ${updated.vi}${removed === null ? '' : `, xóa ${removed.vi}`}`,
    en: `${added.en} added, ${updated.en} changed${removed === null ? '' : `, ${removed.en} removed`}`,
  }
}

const imported =
  (kind: string): Tell =>
  (facts) => {
    const [list, counts, repeated] = [listOf(kind), counted(facts), facts.count('duplicates')]
    const [dropped, mended] = [numberWords(repeated), facts.has('mended') ? facts.number('mended') : null]
    const more = {
      vi: `${repeated > 0 ? `, bỏ ${dropped.vi} dòng lặp lại` : ''}${mended === null ? '' : `, ${mended.vi} dòng đã sửa trên màn hình`}`,
      en: `${repeated > 0 ? `, ${dropped.en} repeated lines left out` : ''}${mended === null ? '' : `, ${mended.en} lines mended on the screen`}`,
    }
    return {
      vi: `nhập ${list.vi} từ tệp “${facts.text('fileName')}”: ${counts.vi}${more.vi}`,
      en: `imported ${list.en} from the file “${facts.text('fileName')}”: ${counts.en}${more.en}`,
    }
  }

/** From a file, or by hand. */
const source = (facts: Facts): Bilingual =>
  facts.text('fileName') === ''
    ? { vi: ' bằng tay', en: ' by hand' }
    : { vi: ` theo tệp “${facts.text('fileName')}”`, en: ` by the file “${facts.text('fileName')}”` }

function unitsChanged(facts: Facts): Told {
  const named = codeList(
    facts.texts('units').map((code) => facts.names.unit(code)),
    { vi: 'đơn vị', en: 'more' },
  )
  const [from, into] = [facts.names.unit(facts.text('from')), facts.names.unit(facts.text('into'))]
  if (facts.has('into')) {
    const people = facts.number('people')
    return {
      vi: `gộp đơn vị ${from} vào ${into}, chuyển ${people.vi} người`,
      en: `merged the unit ${from} into ${into}, moving ${people.en} people`,
    }
  }
  const counts = counted(facts)
  return { vi: `đổi đơn vị ${named.vi} (${counts.vi})`, en: `changed the units ${named.en} (${counts.en})` }
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

const doubts: Readonly<Record<string, Bilingual>> = {
  several: { vi: 'nhiều người có cùng số điện thoại', en: 'several people have the phone' },
  'name-differs': { vi: 'họ tên khác nhau', en: 'the names differ' },
  'code-differs': { vi: 'mã cán bộ và số điện thoại chỉ hai người khác nhau', en: 'staff code and phone name two people' },
  bound: { vi: 'người này đã có một tài khoản khác ở đó', en: 'this person has another account there' },
} satisfies Readonly<Record<IdentityDoubt, Bilingual>>
const doubtWords = (facts: Facts): Bilingual => doubts[facts.text('why')] ?? both(facts.text('why'))

export const peopleTold = {
  'units.imported': imported('units'),
  'roster.imported': imported('roster'),
  'boards.imported': imported('boards'),
  'units.changed': unitsChanged,
  'boards.changed': (facts) => {
    const counts = counted(facts)
    return { vi: `đổi thành viên ba ban bằng tay: ${counts.vi}`, en: `changed members of the boards by hand: ${counts.en}` }
  },
  'person.added': (facts) => ({ vi: `thêm ${whom(facts).vi} vào danh sách thí sinh`, en: `added ${whom(facts).en} to the roster` }),
  'person.changed': (facts) => ({
    vi: `sửa ${fieldsOf(facts).vi || 'thông tin'} của ${whom(facts).vi}`,
    en: `changed ${fieldsOf(facts).en || 'fields'} of ${whom(facts).en}`,
  }),
  'person.removed': (facts) => ({ vi: `xóa ${whom(facts).vi} khỏi danh sách thí sinh`, en: `removed ${whom(facts).en} from the roster` }),
  'person.phone-shown': (facts) => ({
    vi: `xem số điện thoại của ${whom(facts).vi}`,
    en: `looked at the phone number of ${whom(facts).en}`,
  }),
  'person.unlocked': (facts) => ({
    vi: `cho ${whom(facts).vi} đăng nhập lại ngay sau nhiều lần thử sai`,
    en: `let ${whom(facts).en} sign in again at once after wrong tries`,
  }),
  'person.account-bound': (facts) => ({
    vi: `đăng nhập lần đầu qua “${facts.text('provider')}”; tài khoản ở đó được nhận là của ${whom(facts).vi}`,
    en: `signed in through “${facts.text('provider')}” for the first time; the account there is taken for that of ${whom(facts).en}`,
  }),
  'person.account-doubted': (facts) => ({
    vi: `không cho một tài khoản của “${facts.text('provider')}” vào, vì chưa rõ có phải của ${whom(facts).vi}: ${doubtWords(facts).vi}`,
    en: `let an account of “${facts.text('provider')}” not in, since it may be that of ${whom(facts).en} and may not: ${doubtWords(facts).en}`,
  }),
  'person.account-decided': (facts) => {
    const same = facts.text('decision') === 'same'
    return {
      vi: `quyết định một tài khoản của “${facts.text('provider')}” ${same ? 'là' : 'không phải'} của ${whom(facts).vi}`,
      en: `decided that an account of “${facts.text('provider')}” is ${same ? '' : 'not '}that of ${whom(facts).en}`,
    }
  },
  'person.attempt-asked': (facts) => ({
    vi: `đề nghị cho ${whom(facts).vi} thi thêm lượt ${facts.number('number').vi} trong ${facts.round()}, chờ người thứ hai`,
    en: `asked to give ${whom(facts).en} attempt ${facts.number('number').en} in ${facts.round()} in addition, which waits for a second person`,
  }),
  'person.attempt-withdrawn': (facts) => ({
    vi: `rút lại hoặc từ chối đề nghị cho ${whom(facts).vi} thi thêm lượt ${facts.number('number').vi} trong ${facts.round()}`,
    en: `withdrew or refused the request to give ${whom(facts).en} attempt ${facts.number('number').en} in ${facts.round()} in addition`,
  }),
  'person.attempt-given': (facts) => ({
    vi: `đồng ý cho ${whom(facts).vi} thi thêm lượt ${facts.number('number').vi} trong ${facts.round()}`,
    en: `agreed to give ${whom(facts).en} attempt ${facts.number('number').en} in ${facts.round()} in addition`,
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
    const [list, counts, by] = [listOf(facts.text('kind')), counted(facts), source(facts)]
    return {
      vi: `đề nghị thay đổi ${list.vi}${by.vi} (${counts.vi}), chờ người thứ hai`,
      en: `asked to change ${list.en}${by.en} (${counts.en}), which waits for a second person`,
    }
  },
  'people.undone': (facts) => {
    const [list, counts, by] = [listOf(facts.text('kind')), counted(facts), source(facts)]
    return {
      vi: `hoàn tác lần thay đổi ${list.vi}${by.vi}: ${counts.vi}`,
      en: `took back the change of ${list.en}${by.en}: ${counts.en}`,
    }
  },
  'people.exported': (facts) => {
    const [list, lines] = [listOf(facts.text('kind')), facts.number('lines')]
    return {
      vi: `xuất ${list.vi} ra tệp ${facts.text('format')}: ${lines.vi} dòng`,
      en: `took ${list.en} away as ${facts.text('format')}: ${lines.en} lines`,
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
