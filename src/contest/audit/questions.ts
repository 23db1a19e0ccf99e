/** What the audit says of the bank: questions by their codes, never a text or a key of one. */
import type { AuditEvent } from '../events.ts'
import type { Difficulty } from '../rules/rules.ts'
import { cellWords } from '../rulebook/words.ts'
import type { Bilingual } from '../values.ts'
import { because, both, codeList, instantWords, type AuditChange, type Facts, type Tell } from './facts.ts'

/** By the state a question comes to. */
const moves: Readonly<Record<string, Bilingual>> = {
  draft: { vi: 'trả {what} về bản nháp', en: 'sent {what} back to a draft' },
  submitted: { vi: 'gửi duyệt {what}', en: 'submitted {what} for approval' },
  approved: { vi: 'duyệt {what}', en: 'approved {what}' },
  retired: { vi: 'loại {what} khỏi ngân hàng', en: 'retired {what} from the bank' },
}
const moveTo = (state: string): Bilingual => moves[state] ?? { vi: 'chuyển trạng thái {what}', en: 'moved {what}' }

/** Where a question comes to that anybody may practise with. */
const practice: Readonly<Record<string, Bilingual>> = {
  released: { vi: 'đưa {what} ra thi thử', en: 'released {what} for practice' },
  withdrawn: { vi: 'rút {what} khỏi thi thử', en: 'withdrew {what} from practice' },
}

const bulkActs: Readonly<Record<string, Bilingual>> = {
  topic: { vi: 'đổi chủ đề của {what}', en: 'changed the topic of {what}' },
  difficulty: { vi: 'đổi mức độ của {what}', en: 'changed the difficulty of {what}' },
  source: { vi: 'đổi căn cứ của {what}', en: 'changed the source of {what}' },
  assignee: { vi: 'giao hoặc thu lại {what}', en: 'gave to somebody, or took back, {what}' },
}

/** The act with what it was done to. */
const doneTo = (act: Bilingual, vi: string, en: string): Bilingual => ({
  vi: act.vi.replace('{what}', () => vi),
  en: act.en.replace('{what}', () => en),
})

const questions = (facts: Facts, name = 'questions'): Bilingual => ({
  vi: `${facts.number(name).vi} câu hỏi`,
  en: `${facts.number(name).en} question${facts.count(name) === 1 ? '' : 's'}`,
})

function drawWords(facts: Facts): Bilingual {
  const cells = facts.parts('blueprint').map((cell) => {
    const topic = cell.text('topic') === '' ? null : cell.text('topic')
    const difficulty = cell.has('difficulty') ? (cell.count('difficulty') as Difficulty) : null
    return cellWords({ topic, difficulty, count: cell.count('count') })
  })
  const again: Bilingual = facts.has('reuse')
    ? { vi: 'được dùng lại câu của tuần trước', en: 'questions of earlier rounds may come again' }
    : { vi: 'không dùng lại câu của tuần trước', en: 'no question of an earlier round' }
  const made: Bilingual =
    cells.length === 0
      ? { vi: 'theo cơ cấu chung', en: 'as in the other rounds' }
      : { vi: cells.map(({ vi }) => vi).join('; '), en: cells.map(({ en }) => en).join('; ') }
  return { vi: `${made.vi}; ${again.vi}`, en: `${made.en}; ${again.en}` }
}

function drawChange(facts: Facts): readonly AuditChange[] {
  const [before] = facts.parts('before')
  return [{ what: { vi: 'Cơ cấu đề', en: 'Blueprint' }, before: before === undefined ? null : drawWords(before), after: drawWords(facts) }]
}

export const questionsTold = {
  'questions.imported': (facts) => {
    const files = facts.parts('files')
    const named = files.map((file) => `“${file.text('fileName')}” (${String(file.count('added'))})`).join(', ')
    const left = files.reduce((sum, file) => sum + file.count('toMend'), 0)
    return {
      vi: `nhập câu hỏi vào ngân hàng từ tệp ${named}${left > 0 ? `; ${String(left)} câu hỏng để lại` : ''}`,
      en: `added questions to the bank from ${named}${left > 0 ? `; ${String(left)} broken ones were left out` : ''}`,
    }
  },
  'blueprint.changed': (facts) => ({
    vi: `đổi cơ cấu đề của ${facts.round()}`,
    en: `changed what the papers of ${facts.round()} are made of`,
    changes: drawChange(facts),
  }),
  'questions.locked': (facts) => {
    const [all, known] = [questions(facts), facts.count('known')]
    return {
      vi: `chốt bộ đề ${facts.round()} gồm ${all.vi}${known > 0 ? `, trong đó ${String(known)} câu đã ra ở tuần trước` : ''}`,
      en: `locked the set of ${facts.round()}: ${all.en}${known > 0 ? `, ${String(known)} of them known from an earlier round` : ''}`,
    }
  },
  'lock.release-asked': (facts) => ({
    vi: `đề nghị mở chốt bộ đề ${facts.round()}, chờ người thứ hai`,
    en: `asked to release the locked set of ${facts.round()}, which waits for a second person`,
    ...because(facts),
  }),
  'lock.release-withdrawn': (facts) => ({
    vi: `rút lại hoặc từ chối đề nghị mở chốt bộ đề ${facts.round()}`,
    en: `withdrew or refused the request to release the set of ${facts.round()}`,
  }),
  'lock.released': (facts) => ({
    vi: `đồng ý mở chốt bộ đề ${facts.round()}`,
    en: `agreed to release the locked set of ${facts.round()}`,
    ...because(facts),
  }),
  'questions.exported': (facts) => {
    const key: Bilingual = facts.has('withKey')
      ? { vi: 'kèm đáp án', en: 'with the key' }
      : { vi: 'không kèm đáp án', en: 'without the key' }
    const skipped = facts.texts('skipped')
    const away = codeList(skipped)
    return {
      vi: `xuất ${questions(facts).vi} ra tệp ${facts.text('format')}, ${key.vi}${skipped.length > 0 ? `; không ghi được ${away.vi}` : ''}`,
      en: `exported ${questions(facts).en} as ${facts.text('format')}, ${key.en}${skipped.length > 0 ? `; ${away.en} could not be written` : ''}`,
    }
  },
  'questions.changed': (facts) => {
    const [kind, to] = [facts.text('act'), facts.text('to')]
    const act =
      kind === 'state' ? moveTo(to) : ((kind === 'practice' ? practice[to] : bulkActs[kind]) ?? { vi: 'sửa {what}', en: 'changed {what}' })
    const codes = codeList(facts.texts('codes'))
    return doneTo(act, `các câu ${codes.vi}`, `the questions ${codes.en}`)
  },
  'question.written': (facts) => ({ vi: `soạn câu ${facts.text('code')}`, en: `wrote the question ${facts.text('code')}` }),
  'question.edited': (facts) => ({
    vi: `sửa câu ${facts.text('code')}`,
    en: `edited the question ${facts.text('code')}`,
    changes: [
      {
        what: { vi: 'Phiên bản', en: 'Version' },
        before: facts.count('version') > 1 ? both(String(facts.count('version') - 1)) : null,
        after: both(facts.text('version')),
      },
    ],
  }),
  'question.moved': (facts) => {
    const [code, version] = [facts.text('code'), facts.text('version')]
    return doneTo(moveTo(facts.text('to')), `câu ${code} (phiên bản ${version})`, `the question ${code} (version ${version})`)
  },
  'question.assigned': (facts) => {
    const { code, to } = { code: facts.text('code'), to: facts.text('assignee') }
    if (to === '') return { vi: `thu lại câu ${code} đã giao`, en: `took the question ${code} back` }
    const who = facts.names.account(to)
    return { vi: `giao câu ${code} cho ${who.vi}`, en: `gave the question ${code} to ${who.en}` }
  },
  'question.tied': (facts) => {
    const pair = [facts.text('code'), facts.text('other')]
    return facts.has('apart')
      ? { vi: `buộc hai câu ${pair.join(' và ')} không ra cùng một đề`, en: `tied ${pair.join(' and ')} never to be drawn together` }
      : { vi: `thôi buộc hai câu ${pair.join(' và ')}`, en: `untied ${pair.join(' and ')}` }
  },
  'contribution.uploaded': (facts) => ({
    vi: `tải lên một tệp ${facts.text('format')} có ${questions(facts).vi} để sửa`,
    en: `uploaded a ${facts.text('format')} file of ${questions(facts).en} to be mended`,
  }),
  'contribution.submitted': (facts) => {
    const [out, stay] = [facts.count('leftOut'), facts.count('toMend')]
    return {
      vi: `gửi ${questions(facts, 'added').vi} của một tệp vào ngân hàng${out > 0 ? `, bỏ ra ${String(out)} câu` : ''}${stay > 0 ? `, để lại ${String(stay)} câu cần sửa` : ''}`,
      en: `submitted ${questions(facts, 'added').en} of a file to the bank${out > 0 ? `, ${String(out)} left out` : ''}${stay > 0 ? `, ${String(stay)} stay to be mended` : ''}`,
    }
  },
  'contribution.discarded': () => ({ vi: 'bỏ một tệp câu hỏi chưa gửi', en: 'threw away a file of questions that was not submitted' }),
  'link.made': (facts) => {
    const [unit, until] = [facts.names.unit(facts.text('unit')), instantWords(facts.count('expiresAt'), facts.names.zone)]
    return {
      vi: `tạo link gửi câu hỏi cho ${unit}, có hiệu lực đến ${until.vi}`,
      en: `made an upload link for ${unit}, good until ${until.en}`,
    }
  },
  'link.opened': () => ({ vi: 'mở link gửi câu hỏi', en: 'opened the upload link' }),
  'link.revoked': () => ({ vi: 'thu hồi một link gửi câu hỏi', en: 'revoked an upload link' }),
  'questions.printed': (facts) => {
    const what = facts.names.document(facts.text('what'))
    const of = facts.has('round') ? facts.round() : null
    return {
      vi: `in văn bản “${what.vi}”${of === null ? '' : ` của ${of}`}`,
      en: `printed the document “${what.en}”${of === null ? '' : ` of ${of}`}`,
    }
  },
} as const satisfies Partial<Record<AuditEvent, Tell>>
