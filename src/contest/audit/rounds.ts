/** What the audit says of the contest, its rounds and their results. */
import type { AuditEvent } from '../events.ts'
import type { Bilingual } from '../values.ts'
import { because, both, numberWords, type AuditChange, type Facts, type Tell, type Told } from './facts.ts'

const rulesWords: Readonly<Record<string, Bilingual>> = {
  title: { vi: 'Tên hội thi', en: 'Title' },
  organiser: { vi: 'Đơn vị tổ chức', en: 'Organiser' },
  audience: { vi: 'Đối tượng dự thi', en: 'Audience' },
  zone: { vi: 'Múi giờ', en: 'Time zone' },
  rounds: { vi: 'Tuần thi', en: 'Rounds' },
  paper: { vi: 'Đề thi', en: 'Paper' },
  attempts: { vi: 'Lượt thi', en: 'Attempts' },
  prediction: { vi: 'Câu dự đoán', en: 'Prediction' },
  ranking: { vi: 'Xếp hạng', en: 'Ranking' },
  minimumCorrect: { vi: 'Số câu đúng tối thiểu', en: 'Right answers needed' },
  prizes: { vi: 'Giải thưởng', en: 'Prizes' },
  collective: { vi: 'Giải tập thể', en: 'Collective prizes' },
  access: { vi: 'Người được dự thi', en: 'Who may enter' },
  jury: { vi: 'Phê duyệt kết quả', en: 'Approval' },
  documents: { vi: 'Tài liệu tìm hiểu', en: 'Study documents' },
}
const roundWords: Readonly<Record<string, Bilingual>> = {
  name: { vi: 'tên', en: 'name' },
  opens: { vi: 'mở', en: 'opens' },
  closes: { vi: 'kết thúc', en: 'closes' },
  draw: { vi: 'cơ cấu đề', en: 'blueprint' },
}

/** `rounds/tuan-1/opens` → `Tuần 1: mở`. */
function placeWords(place: string, facts: Facts): Bilingual {
  const [first = '', second = '', third = ''] = place.split('/')
  if (first === 'rounds' && second !== '') {
    const [name, what] = [facts.names.round(second), roundWords[third]]
    return what === undefined ? both(name) : { vi: `${name}: ${what.vi}`, en: `${name}: ${what.en}` }
  }
  const words = rulesWords[first] ?? both(first)
  const rest = second === '' ? '' : ` (${[second, third].filter((part) => part !== '').join('/')})`
  return { vi: words.vi + rest, en: words.en + rest }
}

const ruleChanges = (facts: Facts): readonly AuditChange[] =>
  facts.parts('changes').map((change) => ({
    what: placeWords(change.text('place'), facts),
    before: change.has('before') ? both(change.text('before')) : null,
    after: change.has('after') ? both(change.text('after')) : null,
  }))

/** An instant that moved, from what was announced. */
function moved(facts: Facts, member: 'opensAt' | 'closesAt'): readonly AuditChange[] {
  const what: Bilingual = member === 'opensAt' ? { vi: 'Mở', en: 'Opens' } : { vi: 'Kết thúc', en: 'Closes' }
  return [{ what, before: facts.instant('planned'), after: facts.instant(member) }]
}

const askedWords = (facts: Facts): Bilingual => {
  if (!facts.has('asked')) return both('')
  const by = facts.names.account(facts.text('asked'))
  return { vi: ` theo đề nghị của ${by.vi}`, en: `, as ${by.en} asked` }
}

function asked(vi: string, en: string): { readonly asked: Tell; readonly withdrawn: Tell } {
  const act = (facts: Facts): Bilingual => ({ vi: `${vi} ${facts.round()}`, en: en.replace('{round}', () => facts.round()) })
  return {
    asked: (facts) => {
      const [what, until] = [act(facts), facts.instant('closesAt')]
      return {
        vi: `đề nghị ${what.vi}${until === null ? '' : ` đến ${until.vi}`}, chờ người thứ hai`,
        en: `asked to ${what.en}${until === null ? '' : ` until ${until.en}`}, which waits for a second person`,
        ...because(facts),
      }
    },
    withdrawn: (facts) => {
      const what = act(facts)
      return { vi: `rút lại hoặc từ chối đề nghị ${what.vi}`, en: `withdrew or refused the request to ${what.en}` }
    },
  }
}
const opening = asked('mở sớm', 'open {round} early')
const closing = asked('đóng sớm', 'close {round} early')
const reopening = asked('mở lại', 'reopen {round}')

function rescheduled(facts: Facts): Told {
  const member = facts.has('opensAt') ? 'opensAt' : 'closesAt'
  const by = askedWords(facts)
  const act: Bilingual = member === 'opensAt' ? { vi: 'mở sớm', en: 'opened' } : { vi: 'đóng sớm', en: 'closed' }
  return {
    vi: `${act.vi} ${facts.round()}${by.vi}`,
    en: `${act.en} ${facts.round()} early${by.en}`,
    changes: moved(facts, member),
    ...because(facts),
  }
}

const ofRound =
  (vi: string, en: string): Tell =>
  (facts) => ({ vi: vi.replace('{round}', () => facts.round()), en: en.replace('{round}', () => facts.round()) })

export const roundsTold = {
  'contest.applied': (facts) => {
    const changes = ruleChanges(facts)
    const rounds = numberWords(facts.texts('rounds').length)
    if (facts.has('created')) return { vi: `lập hội thi; số tuần thi: ${rounds.vi}`, en: `set the contest up; rounds: ${rounds.en}` }
    return {
      ...{ vi: 'đặt hoặc đổi thể lệ hội thi', en: 'set or changed the rules of the contest' },
      ...(changes.length > 0 && { changes }),
      ...because(facts),
    }
  },
  'contest.announced': () => ({ vi: 'công bố hội thi và thể lệ', en: 'announced the contest and its rules' }),
  'round.opening-asked': opening.asked,
  'round.opening-withdrawn': opening.withdrawn,
  'round.closing-asked': closing.asked,
  'round.closing-withdrawn': closing.withdrawn,
  'round.rescheduled': rescheduled,
  'round.reopening-asked': reopening.asked,
  'round.reopening-withdrawn': reopening.withdrawn,
  'round.reopened': (facts) => {
    const by = askedWords(facts)
    return {
      vi: `mở lại ${facts.round()}${by.vi}`,
      en: `reopened ${facts.round()}${by.en}`,
      changes: moved(facts, 'closesAt'),
      ...because(facts),
    }
  },
  'entry.readmitted': ofRound(
    'gửi lại bài {round} đã nộp, mất khi khôi phục máy chủ',
    'sent again an entry of {round} that was lost with a restoration',
  ),
  'log.restored': (facts) => {
    const [at, size] = [facts.instant('backupAt') ?? both(''), facts.number('logSize')]
    return {
      vi: `cho sổ nhận bài ${facts.round()} tiếp tục từ bản sao lưu lúc ${at.vi}, có ${size.vi} dòng`,
      en: `let the log of ${facts.round()} go on from the backup of ${at.en}, which holds ${size.en} lines`,
    }
  },
  'round.opened': ofRound('mở {round}', 'opened {round}'),
  'round.closing': ofRound('thôi nhận bài {round}', 'stopped accepting entries in {round}'),
  'round.closed': ofRound('đóng sổ nhận bài {round}', 'closed the log of {round}'),
  'round.tallied': (facts) => {
    const [people, aside] = [facts.number('participants'), facts.number('setAside')]
    return {
      vi: `kiểm đếm, xếp hạng và xét giải ${facts.round()}: ${people.vi} người dự thi, ${aside.vi} bài không xếp hạng`,
      en: `tallied ${facts.round()}: ${people.en} people took part, ${aside.en} entries are not ranked`,
    }
  },
  'round.tie-asked': (facts) => {
    const people = facts.number('people')
    return {
      vi: `đề xuất thứ tự của ${people.vi} người đồng hạng ở ${facts.round()}, chờ người thứ hai`,
      en: `proposed the order of ${people.en} tied people in ${facts.round()}, which waits for a second person`,
    }
  },
  'round.tie-withdrawn': ofRound(
    'rút lại hoặc từ chối đề xuất thứ tự của những người đồng hạng ở {round}',
    'withdrew or refused the proposed order of a tie in {round}',
  ),
  'round.tie-decided': (facts) => {
    const [people, by] = [facts.number('people'), askedWords(facts)]
    return {
      vi: `quyết định thứ tự của ${people.vi} người đồng hạng ở ${facts.round()}${by.vi}`,
      en: `decided the order of ${people.en} tied people in ${facts.round()}${by.en}`,
    }
  },
  'round.approval-given': (facts) => {
    const as = facts.text('juror') === '' ? null : facts.names.account(facts.text('juror'))
    return {
      vi: `phê duyệt kết quả ${facts.round()}${as === null ? '' : ` thay cho ${as.vi}`}`,
      en: `approved the results of ${facts.round()}${as === null ? '' : ` in the name of ${as.en}`}`,
    }
  },
  'round.approved': (facts) => {
    const given = facts.number('approvals')
    return {
      vi: `phê duyệt kết quả ${facts.round()}, đủ ${given.vi} phê duyệt theo thể lệ`,
      en: `approved the results of ${facts.round()}, the last of ${given.en} that the rules ask for`,
    }
  },
  'round.differed': ofRound(
    'chưa công bố được kết quả {round}: kết quả đã lưu không khớp với bài thi',
    'could not publish the results of {round}: what was stored is not what the entries say',
  ),
  'round.published': ofRound('công bố kết quả {round}', 'published the results of {round}'),
  'round.revocation-asked': (facts) => {
    const place = facts.number('place')
    return {
      vi: `đề nghị thu hồi giải thứ ${place.vi} của ${facts.round()}, chờ người thứ hai`,
      en: `asked to revoke prize ${place.en} of ${facts.round()}, which waits for a second person`,
      ...because(facts),
    }
  },
  'round.revocation-withdrawn': ofRound(
    'rút lại hoặc từ chối đề nghị thu hồi giải của {round}',
    'withdrew or refused the request to revoke a prize of {round}',
  ),
  'round.prize-revoked': (facts) => {
    const [place, version] = [facts.number('place'), facts.number('version')]
    const by = askedWords(facts)
    return {
      vi: `thu hồi giải thứ ${place.vi} của ${facts.round()}${by.vi}; công bố kết quả bản ${version.vi}`,
      en: `revoked prize ${place.en} of ${facts.round()}${by.en}; published version ${version.en} of the results`,
      ...because(facts),
    }
  },
  'contest.concluded': () => ({ vi: 'công bố giải tập thể', en: 'published the prizes of the units' }),
  'results.exported': (facts) =>
    facts.text('format').startsWith('analysis')
      ? { vi: `xuất phân tích câu hỏi ${facts.round()} ra tệp`, en: `exported the analysis of the questions of ${facts.round()}` }
      : {
          vi: `xuất kết quả ${facts.round()} ra tệp ${facts.text('format')}`,
          en: `exported the results of ${facts.round()} as ${facts.text('format')}`,
        },
} as const satisfies Partial<Record<AuditEvent, Tell>>
