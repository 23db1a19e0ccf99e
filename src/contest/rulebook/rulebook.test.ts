import { describe, expect, it } from 'vitest'
import { fullRulesFile, plainRules, rulesOf } from '#test/support/contest.ts'
import { rulebookBullets, rulebook, type Rulebook } from './rulebook.ts'
import { boardKinds } from '../roles.ts'
import type { ContestRules } from '../rules/rules.ts'
import type { Language } from '../values.ts'

const full = rulesOf(fullRulesFile)

const textOf = (book: Rulebook, language: Language): string =>
  [
    book.title[language],
    ...book.sections.flatMap(({ title, clauses }, i) => [
      '',
      `${i + 1}. ${title[language]}`,
      ...clauses.map(({ text }) => `- ${text[language]}`),
    ]),
    '',
  ].join('\n')

const clause = (rules: ContestRules, id: string): { readonly vi: string; readonly en: string } | undefined =>
  rulebook(rules)
    .sections.flatMap(({ clauses }) => clauses)
    .find((one) => one.id === id)?.text

describe('the whole rulebook', () => {
  it.each(['vi', 'en'] as const)('of a contest with every setting reads as kept in test/data (%s)', async (language) => {
    await expect(textOf(rulebook(full), language)).toMatchFileSnapshot(`../../../test/data/rulebook/full.${language}.txt`)
  })

  it.each(['vi', 'en'] as const)('of a contest as plain as Phú Lộc 2024 reads as kept in test/data (%s)', async (language) => {
    await expect(textOf(rulebook(plainRules), language)).toMatchFileSnapshot(`../../../test/data/rulebook/plain.${language}.txt`)
  })

  it('has no clause twice and no clause without words', () => {
    for (const rules of [full, plainRules]) {
      const clauses = rulebook(rules).sections.flatMap((section) => section.clauses)
      expect(new Set(clauses.map(({ id }) => id)).size).toBe(clauses.length)
      for (const { text } of clauses) expect(`${text.vi}\n${text.en}`).not.toMatch(/undefined|null|NaN| {2}|\.\.|^\s|\s$/)
    }
  })
})

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }

/** What rules say in other values: for every leaf (`paper/blueprint/0/topic`) another value, for every list one member less. */
function* changes(value: Value, path = ''): Generator<readonly [string, Value]> {
  if (Array.isArray(value)) {
    yield [`${path} without its first`, value.slice(1)]
    for (const [i, member] of (value as readonly Value[]).entries()) {
      for (const [at, changed] of changes(member, `${path}/${i}`)) yield [at, value.with(i, changed)]
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      for (const [at, changed] of changes(member, `${path}/${key}`)) yield [at, { ...value, [key]: changed }]
    }
  } else yield [path, otherThan(value, path)]
}

const choices: readonly (readonly [RegExp, readonly Value[]])[] = [
  [/\/zone$/, ['Asia/Ho_Chi_Minh', 'Asia/Tokyo']],
  [/\/counts$/, ['first', 'best']],
  [/\/of$/, ['all-correct', 'participants', 'attempts']],
  [/\/lateStart$/, ['shortened', 'refused']],
  [/\/extra$/, ['as-others', null]],
  [/\/actualCounts$/, ['before-disqualification', 'after-disqualification']],
  [/\/ranking\/\d+$/, ['duration-asc', 'prediction-closest-without-exceeding']],
  [/\/whenTooFew$/, ['leave-unawarded', 'next-best-below-floor']],
  [/\/whenRevoked$/, ['next-moves-up', 'stays-empty']],
  [/^\/incidents\/by$/, ['unit', 'contestant']],
  [/\/by$/, ['participants', 'participation-rate']],
  [/\/tieBreaks\/\d+$/, ['headcount-desc', 'all-correct-desc']],
  [/\/chosenBy$/, ['contestant', 'lot']],
  [/\/further$/, ['another', 'any']],
  [/\/ties$/, ['reached-first', 'public-lot']],
  [/\/who$/, ['roster', 'open']],
  [/\/minimumCorrect$/, [15, 12]],
  [/\/barredBoards\/0$/, ['organiser', 'juror']],
  [/\/barredBoards\/\d+$/, ['organiser', 'juror', 'assistant']],
  [/\/date$/, ['2020-01-02', '2020-01-03']],
  [/\/draw\/blueprint$/, [null, [{ topic: null, difficulty: 2, count: 15 }]]],
  [/\/difficulty$/, [2, 3]],
  [/\/(topic|link|superior|standingUnit)$/, ['Một', 'Hai']],
  [/\/(amount|timeLimitMs|capPerContest)$/, [120_000, 180_000]],
  [/At$/, [Date.parse('2024-09-10T01:00:00Z'), Date.parse('2024-09-11T01:00:00Z')]],
]

function otherThan(value: Value, path: string): Value {
  const allowed = choices.find(([pattern]) => pattern.test(path))?.[1]
  if (allowed !== undefined) return allowed.find((other) => other !== value) as Value
  if (typeof value === 'boolean') return !value
  return typeof value === 'number' ? value + 1 : `${value as string}-khác`
}

/**
 * Settings that are no rule, or whose rule reads the same: names inside the software, which questions a group holds, and
 * whether the first round may draw what earlier ones have. Only a percentage has decimals. The contest has no
 * levels of collective prizes.
 */
const unsaid = [
  '/version',
  '/slug',
  // How people show who they are is for the sign-in page.
  /^\/signIn/,
  /^\/paper\/apart\/\d+( without its first|\/\d+)$/,
  '/rounds/0/draw/reuse',
  '/prediction/decimals',
  '/collective/levels without its first',
]

describe('one value drives the rulebook', () => {
  const all = [...changes(full as unknown as Value)]
  const said = all.filter(([path]) => !unsaid.some((one) => (typeof one === 'string' ? one === path : one.test(path))))

  it('tries every setting', () => {
    expect(all.length).toBeGreaterThan(90)
    expect(all.length - said.length).toBe(13)
  })

  it.each(said)('a change of %s changes both languages', (_, rules) => {
    const [before, after] = [rulebook(full), rulebook(rules as unknown as ContestRules)]
    const ids = (book: Rulebook) => book.sections.flatMap(({ clauses }) => clauses.map(({ id }) => id)).join()
    for (const language of ['vi', 'en'] as const) {
      expect(textOf(after, language) + ids(after)).not.toBe(textOf(before, language) + ids(before))
    }
  })
})

const drawn = (rules: ContestRules): ContestRules => ({ ...rules, paper: { ...rules.paper, fixedSets: null } })

describe('single clauses', () => {
  it('say which fixed sets there are, and who chooses one, for one attempt and for several', () => {
    const names = ['Đề số 1', 'Đề số 2', 'Đề số 3']
    const of = (chosenBy: 'contestant' | 'lot', perRound: number): ContestRules => ({
      ...plainRules,
      paper: { ...plainRules.paper, fixedSets: { names, chosenBy, further: 'any' } },
      attempts: { ...plainRules.attempts, perRound },
    })
    expect(clause(of('contestant', 1), 'paper.questions')?.vi).toBe(
      'Đề thi do Ban Tổ chức chốt trước khi mở thi, gồm 3 đề ở mỗi tuần thi: Đề số 1, Đề số 2 và Đề số 3. Mỗi đề gồm 15 câu hỏi trắc nghiệm. Không câu hỏi nào có trong hai đề.',
    )
    expect(clause(of('contestant', 1), 'paper.set-choice')?.vi).toBe(
      'Thí sinh tự chọn một đề trước khi bấm “Vào thi”; đã vào thi thì không đổi đề.',
    )
    expect(clause(of('lot', 2), 'paper.set-choice')).toEqual({
      vi: 'Đề của mỗi lượt thi do phần mềm bốc thăm; đã vào thi thì không đổi đề. Lượt thi sau có thể là đề đã làm.',
      en: 'The set of each attempt is drawn by lot; an attempt keeps its set. A further attempt may take a set taken before.',
    })
    const bullets = (['contestant', 'lot'] as const).map((chosenBy) => rulebookBullets(of(chosenBy, 1))[1]?.vi)
    expect(bullets).toEqual([
      'Mỗi đề thi có 15 câu hỏi trắc nghiệm và một câu dự đoán; thí sinh chọn một trong 3 đề của Ban Tổ chức.',
      'Mỗi đề thi có 15 câu hỏi trắc nghiệm và một câu dự đoán; máy bốc thăm một trong 3 đề của Ban Tổ chức.',
    ])
  })

  it('name what a slow network may take beyond a time limit, where there is one', () => {
    expect(clause(full, 'paper.on-its-way')).toEqual({
      vi: 'Bài gửi đi khi hết giờ làm bài mà đường truyền chậm vẫn được nhận nếu đến máy chủ trong vòng 30 giây sau khi hết giờ và trước khi tuần thi kết thúc.',
      en: 'An entry sent when the time limit ends, and slow on its way, is still accepted if it arrives within 30 seconds after the end of that time and before the round closes.',
    })
    expect(clause(plainRules, 'paper.on-its-way')).toBeUndefined()
  })

  it('leave out what the rules do not have', () => {
    const bare: ContestRules = {
      ...plainRules,
      paper: { ...plainRules.paper, shuffleQuestions: false, shuffleOptions: false },
      prediction: { ...plainRules.prediction, asked: false },
      access: { who: 'open', barredBoards: [] },
      collective: null,
      documents: [],
      organiser: { name: 'Ủy ban nhân dân xã', superior: null, standingUnit: null },
    }
    const ids = rulebook(bare).sections.flatMap(({ clauses }) => clauses.map(({ id }) => id))
    for (const id of [
      'entrants.barred',
      'paper.documents',
      'paper.apart',
      'paper.shuffle',
      'paper.pinned',
      'paper.on-its-way',
      'paper.prediction',
      'prizes.collective',
    ]) {
      expect(ids).not.toContain(id)
    }
    expect(clause(bare, 'entrants.organiser')).toEqual({ vi: 'Đơn vị tổ chức: Ủy ban nhân dân xã.', en: 'Held by Ủy ban nhân dân xã.' })
  })

  it('say which order is shuffled', () => {
    const shuffled = (shuffleQuestions: boolean, shuffleOptions: boolean) =>
      clause({ ...plainRules, paper: { ...plainRules.paper, shuffleQuestions, shuffleOptions } }, 'paper.shuffle')?.vi
    expect([shuffled(true, true), shuffled(true, false), shuffled(false, true)]).toEqual([
      'Thứ tự câu hỏi và thứ tự phương án khác nhau giữa các đề thi.',
      'Thứ tự câu hỏi khác nhau giữa các đề thi.',
      'Thứ tự phương án khác nhau giữa các đề thi.',
    ])
  })

  it('say how the organisers have the last word, where they have, and publish no seed of a lot then', () => {
    const byHand: ContestRules = { ...plainRules, ranking: ['correct-desc', 'organisers'] }
    expect(clause(byHand, 'ranking.order')?.vi).toMatch(/; \(2\) Ban Tổ chức xem xét, quyết định\.$/)
    expect(clause(byHand, 'ranking.by-hand')?.vi).toMatch(
      /một người đề xuất thứ tự kèm lý do cho từng người xếp sau, một người khác đồng ý\./,
    )
    expect(clause(byHand, 'publication.seeds')).toEqual({
      vi: 'Số ngẫu nhiên dùng để rút đề được công bố cùng kết quả.',
      en: 'The random seed of the papers is published with the results.',
    })
    expect(clause(plainRules, 'ranking.by-hand')).toBeUndefined()
  })

  it('say how questions are spread', () => {
    const [vi, en] = (['vi', 'en'] as const).map((language) => clause(drawn(full), 'paper.questions')?.[language])
    expect(vi).toMatch(/: 3 câu mức khó về “Dịch vụ công”; 2 câu về “Kinh tế số”; 4 câu mức dễ; 6 câu bất kỳ\.$/)
    expect(en).toMatch(/: 3 hard on “Dịch vụ công”; 2 on “Kinh tế số”; 4 easy; 6 of any kind\.$/)
  })

  it('say percentages beside the whole questions they make, and what becomes of the rest', () => {
    const of = (questions: number) => {
      const blueprint = [{ topic: 'Dịch vụ công', percent: 45 }, { difficulty: 3, percent: 20 }, { percent: 35 }] as const
      const rounds = [{ id: 'tuan-1', name: 'Tuần 1', opens: '2024-09-09', closes: '2024-09-14', blueprint }]
      return drawn(rulesOf({ ...fullRulesFile, rounds, minimumCorrect: 1, paper: { ...fullRulesFile.paper, questions, blueprint } }))
    }
    expect(clause(of(20), 'paper.questions')?.vi).toMatch(
      /: 9 câu \(45%\) về “Dịch vụ công”; 4 câu \(20%\) mức khó; 7 câu \(35%\) bất kỳ\.$/,
    )
    expect(clause(of(15), 'paper.questions')?.vi).toMatch(
      /bất kỳ; số câu lẻ khi tính theo tỷ lệ được trao cho những phần có số dư lớn nhất\.$/,
    )
    expect(clause(of(15), 'paper.questions')?.en).toMatch(
      /: 7 \(45%\) on .*; questions left over by the percentages go to the largest remainders\.$/,
    )
    expect(clause(of(15), 'paper.round.tuan-1')?.vi).toMatch(/^Tuần 1: mỗi đề thi gồm 7 câu \(45%\).*số dư lớn nhất\./)
  })

  it('say what a round draws of its own', () => {
    expect(clause(full, 'paper.round.tuan-1')).toBeUndefined()
    expect(clause(full, 'paper.round.tuan-2')).toEqual({
      vi: 'Tuần 2: mỗi đề thi gồm 5 câu mức trung bình về “Xã hội số”; 10 câu bất kỳ. Tuần 2 có thể rút lại câu hỏi trong bộ đề của các tuần thi trước, dù đáp án của tuần trước đã công bố.',
      en: 'Tuần 2: a paper has 5 medium on “Xã hội số”; 10 of any kind. Tuần 2 may draw questions that are in the set of an earlier round, though its answers are public by then.',
    })
    expect(clause(plainRules, 'paper.round.tuan-2')?.vi).toBe('Tuần 2 không rút lại câu hỏi trong bộ đề của các tuần thi trước.')
  })

  it('says of no floor that everybody is considered', () => {
    expect(clause({ ...full, minimumCorrect: 0 }, 'ranking.floor')).toEqual({
      vi: 'Mọi thí sinh có bài dự thi được tính đều được xét giải.',
      en: 'Everybody whose entry counts is considered for a prize.',
    })
  })

  it('says of a floor that is the whole paper that all of it must be right', () => {
    expect(clause(plainRules, 'ranking.floor')).toEqual({
      vi: 'Chỉ thí sinh trả lời đúng cả 15 câu được xét giải.',
      en: 'Only who answers all 15 questions right is considered for a prize.',
    })
    expect(clause({ ...plainRules, minimumCorrect: 12 }, 'ranking.floor')?.vi).toBe(
      'Thí sinh trả lời đúng từ 12 câu trở lên được xét giải.',
    )
  })

  it('name study documents as official documents name one another, one a line', () => {
    const named = (title: string, link: string | null = null) =>
      clause({ ...plainRules, documents: [{ number: '12-NQ/TU', date: '2021-11-12', issuer: 'Tỉnh ủy', title, link }] }, 'paper.document.1')
    expect(named('Nghị quyết về chuyển đổi số')).toEqual({
      vi: 'Nghị quyết số 12-NQ/TU ngày 12/11/2021 của Tỉnh ủy về chuyển đổi số.',
      en: 'No. 12-NQ/TU of 12/11/2021 by Tỉnh ủy: Nghị quyết về chuyển đổi số.',
    })
    expect(named('Kế hoạch Chuyển đổi số năm 2024')?.vi).toBe('Kế hoạch số 12-NQ/TU ngày 12/11/2021 của Tỉnh ủy về Chuyển đổi số năm 2024.')
    expect(named('Chương trình hành động thực hiện Nghị quyết')?.vi).toMatch(
      /^Chương trình hành động số 12-NQ\/TU .* thực hiện Nghị quyết\.$/,
    )
    expect(named('Cẩm nang số hóa', 'https://example.org/1')?.vi).toBe(
      'Văn bản số 12-NQ/TU ngày 12/11/2021 của Tỉnh ủy: Cẩm nang số hóa (https://example.org/1).',
    )
  })

  it('keep the full stop of an audience that has one', () => {
    expect(clause({ ...full, audience: 'Mọi người.' }, 'entrants.audience')?.vi).toBe('Đối tượng dự thi: Mọi người.')
  })

  it('name one board alone, and boards in a list', () => {
    const barred = (barredBoards: ContestRules['access']['barredBoards']) =>
      clause({ ...full, access: { ...full.access, barredBoards } }, 'entrants.barred')?.vi
    expect(barred(['juror'])).toMatch(/^Thành viên Ban Giám khảo không được dự thi\./)
    expect(barred(['organiser', 'juror', 'assistant'])).toMatch(
      /^Thành viên Ban Tổ chức, Ban Giám khảo và Tổ giúp việc không được dự thi\./,
    )
    const english = { ...full, access: { ...full.access, barredBoards: boardKinds } }
    expect(clause(english, 'entrants.barred')?.en).toMatch(
      /^Members of the organising board, the jury and the helping team may not enter\./,
    )
  })
})
