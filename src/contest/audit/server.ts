/** What the audit says of accounts, sign-ins, refusals and the server itself. */
import type { AuditEvent } from '../events.ts'
import { permissionNames, roleNames, type Permission, type StaffRole } from '../roles.ts'
import { isSignInFailure } from '../sign-in-failures.ts'
import type { Bilingual } from '../values.ts'
import { formatNumber } from '../wording.ts'
import { both, fieldsOf, whom, type Facts, type Tell } from './facts.ts'
import { permissionWords } from './permission-words.ts'

const roleOf = (name: string): Bilingual => (Object.hasOwn(roleNames, name) ? roleNames[name as StaffRole] : both(name))

const clocks: Readonly<Record<string, Bilingual>> = {
  log: { vi: 'lần ghi cuối trong sổ', en: 'the last line of the log' },
  database: { vi: 'giờ của cơ sở dữ liệu', en: 'the database’s clock' },
  'time-server': { vi: 'giờ của máy chủ thời gian', en: 'the time server' },
}

function ahead(facts: Facts): Bilingual {
  const ms = Math.abs(facts.count('offsetMs'))
  const clock = clocks[facts.text('source')] ?? { vi: 'một đồng hồ khác', en: 'another clock' }
  const side: Bilingual = facts.count('offsetMs') < 0 ? { vi: 'chậm', en: 'behind' } : { vi: 'nhanh', en: 'ahead of' }
  return {
    vi: `${side.vi} ${formatNumber(ms, 'vi')} mili giây so với ${clock.vi}`,
    en: `${formatNumber(ms, 'en')} milliseconds ${side.en} ${clock.en}`,
  }
}

const limited: Readonly<Record<string, Bilingual>> = {
  device: { vi: 'trên một thiết bị', en: 'on one device' },
  pair: { vi: 'từ một mạng vào một tài khoản', en: 'from one network to one account' },
  account: { vi: 'vào một tài khoản', en: 'to one account' },
  phone: { vi: 'với một số điện thoại', en: 'with one phone number' },
  network: { vi: 'từ một mạng', en: 'from one network' },
  'look-up': { vi: 'tra mã biên nhận hoặc link từ một mạng', en: 'for receipts and links from one network' },
}

export const serverTold = {
  'clock.confirmed': (facts) => {
    const by = ahead(facts)
    return { vi: `xác nhận giờ của máy chủ là đúng, dù ${by.vi}`, en: `confirmed the server’s clock, though it is ${by.en}` }
  },
  'audit.exported': (facts) => {
    const lines = facts.number('lines')
    return {
      vi: `xuất ${lines.vi} dòng nhật ký ra tệp ${facts.text('format')}`,
      en: `exported ${lines.en} lines of the audit as ${facts.text('format')}`,
    }
  },
  'staff.added': (facts) => {
    const as = facts.has('role') ? roleOf(facts.text('role')) : null
    return {
      vi: `tạo tài khoản ${whom(facts).vi}${as === null ? '' : `, ${as.vi}`}`,
      en: `made the account ${whom(facts).en}${as === null ? '' : `, ${as.en}`}`,
    }
  },
  'staff.disabled': (facts) => ({ vi: `khóa tài khoản ${whom(facts).vi}`, en: `disabled the account ${whom(facts).en}` }),
  'staff.enabled': (facts) => ({ vi: `mở lại tài khoản ${whom(facts).vi}`, en: `enabled the account ${whom(facts).en} again` }),
  'staff.password-changed': (facts) => ({
    vi: `đổi mật khẩu tài khoản ${whom(facts).vi}`,
    en: `changed the password of the account ${whom(facts).en}`,
  }),
  'staff.sessions-ended': (facts) => {
    const sessions = facts.number('sessions')
    return {
      vi: `đăng xuất tài khoản ${whom(facts).vi} ở ${sessions.vi} nơi`,
      en: `signed the account ${whom(facts).en} out at ${sessions.en} places`,
    }
  },
  'staff.second-step-refused': (facts) => ({
    vi: `mã của bước đăng nhập thứ hai bị từ chối ở tài khoản ${whom(facts).vi}, sau khi nhập đúng mật khẩu`,
    en: `a code of the second step was refused at the account ${whom(facts).en}, after the right password`,
  }),
  'staff.second-factor-set': (facts) => ({
    vi: `bật bước đăng nhập thứ hai của tài khoản ${whom(facts).vi}`,
    en: `set up a second step of signing in to the account ${whom(facts).en}`,
  }),
  'staff.second-factor-removed': (facts) => ({
    vi: `bỏ bước đăng nhập thứ hai của tài khoản ${whom(facts).vi}`,
    en: `took the second step of signing in off the account ${whom(facts).en}`,
  }),
  'staff.recovery-codes-made': (facts) => ({
    vi: `tạo lại mã dự phòng của tài khoản ${whom(facts).vi}`,
    en: `made the recovery codes of the account ${whom(facts).en} anew`,
  }),
  'staff.recovery-code-used': (facts) => ({
    vi: `đăng nhập tài khoản ${whom(facts).vi} bằng một mã dự phòng`,
    en: `signed in to the account ${whom(facts).en} with a recovery code`,
  }),
  'staff.identity-set': (facts) => {
    const fields = fieldsOf(facts)
    return {
      vi: `ghi ${fields.vi || 'người'} của tài khoản ${whom(facts).vi}`,
      en: `wrote down ${fields.en || 'whose it is'} for the account ${whom(facts).en}`,
    }
  },
  'staff.role-given': (facts) => {
    const role = roleOf(facts.text('role'))
    return {
      vi: `giao vai trò trong hội thi cho ${whom(facts).vi}`,
      en: `gave ${whom(facts).en} a role in the contest`,
      changes: [{ what: { vi: 'Vai trò', en: 'Role' }, before: facts.has('before') ? roleOf(facts.text('before')) : null, after: role }],
    }
  },
  'staff.role-taken': (facts) => ({
    vi: `thu vai trò trong hội thi của ${whom(facts).vi}`,
    en: `took the role in the contest from ${whom(facts).en}`,
    changes: [{ what: { vi: 'Vai trò', en: 'Role' }, before: roleOf(facts.text('role')), after: null }],
  }),
  'staff.signed-in': () => ({ vi: 'đăng nhập', en: 'signed in' }),
  'staff.sign-in-refused': (facts) => ({
    vi: `từ chối đăng nhập vào tài khoản ${whom(facts).vi}: sai mật khẩu`,
    en: `refused a sign-in to the account ${whom(facts).en}: wrong password`,
  }),
  'server.proxy-unnamed': (facts) => {
    const peer: Bilingual =
      facts.text('peer') === 'elsewhere' ? { vi: 'một địa chỉ khác', en: 'another address' } : both(facts.text('peer'))
    return {
      vi: `nhận yêu cầu qua một proxy chưa khai báo, từ ${peer.vi}`,
      en: `got a request that passed a proxy the setting does not name, from ${peer.en}`,
    }
  },
  'contestant.sign-in-refused': (facts) => {
    const why: Bilingual =
      facts.text('why') === 'barred'
        ? { vi: 'là thành viên một ban không được dự thi', en: 'a member of a board that may not enter' }
        : isSignInFailure(facts.text('why'))
          ? { vi: `qua “${facts.text('provider')}”, ${facts.text('why')}`, en: `through “${facts.text('provider')}”, ${facts.text('why')}` }
          : { vi: 'mã hoặc số điện thoại không khớp', en: 'code and phone do not match' }
    const who = facts.subject
    return {
      vi: `từ chối đăng nhập dự thi${who === null ? '' : ` của ${who.vi}`}: ${why.vi}`,
      en: `refused ${who === null ? 'somebody' : who.en} at the sign-in of contestants: ${why.en}`,
    }
  },
  'access.refused': (facts) => {
    const wanted = facts.text('permission')
    const what = (permissionNames as readonly string[]).includes(wanted)
      ? permissionWords[wanted as Permission]
      : wanted === ''
        ? { vi: 'vào nơi mình không có vai trò', en: 'go where they have no role' }
        : both(wanted)
    return {
      vi: `muốn ${what.vi} nhưng bị từ chối vì vai trò không có quyền`,
      en: `wanted to ${what.en} and was refused: the role may not`,
    }
  },
  'contestant.sign-in-limited': (facts) => {
    const where = limited[facts.text('kind')] ?? both('')
    return {
      vi: `làm chậm các lần đăng nhập sai liên tiếp ${where.vi}`,
      en: `slowed down repeated wrong tries ${where.en}`,
    }
  },
} as const satisfies Partial<Record<AuditEvent, Tell>>
