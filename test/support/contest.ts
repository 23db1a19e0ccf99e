/** Rules, entries and SHA-256 for the tests of the contest. */
import { createHash } from 'node:crypto'
import type { TallyEntry } from '#contest/tally/entry.ts'
import { plainContent, type LockedSet, type Question } from '#contest/questions/question.ts'
import { checkRules } from '#contest/rules/check.ts'
import type { RulesFile } from '#contest/rules/schema.ts'
import type { ContestRules } from '#contest/rules/rules.ts'

export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

/** A contest much like Phú Lộc 2024 in which every setting that can be left out is written, and has its effect. */
export const fullRulesFile: RulesFile = {
  version: 1,
  slug: 'phu-loc-2024',
  title: 'Hội thi trực tuyến tìm hiểu về Chuyển đổi số năm 2024',
  organiser: {
    name: 'Ủy ban nhân dân huyện Phú Lộc',
    superior: 'Ủy ban nhân dân tỉnh Thừa Thiên Huế',
    standingUnit: 'Phòng Văn hóa và Thông tin huyện Phú Lộc',
  },
  audience: 'Cán bộ, công chức, viên chức của huyện',
  zone: 'Asia/Ho_Chi_Minh',
  rounds: [
    { id: 'tuan-1', name: 'Tuần 1', opens: '2024-09-09 07:00', closes: '2024-09-14' },
    {
      id: 'tuan-2',
      name: 'Tuần 2',
      opens: '2024-09-16',
      closes: '2024-09-20 17:00:30',
      blueprint: [{ topic: 'Xã hội số', difficulty: 2, count: 5 }, { count: 10 }],
      reuseQuestions: true,
    },
  ],
  paper: {
    questions: 15,
    blueprint: [
      { topic: 'Dịch vụ công', difficulty: 3, count: 3 },
      { topic: 'Kinh tế số', count: 2 },
      { difficulty: 1, count: 4 },
      { count: 6 },
    ],
    fixedSets: { names: ['Đề số 1', 'Đề số 2', 'Đề số 3'], chosenBy: 'contestant', further: 'another' },
    shuffleQuestions: true,
    shuffleOptions: true,
    pinnedLast: ['Tất cả các phương án trên', 'Cả ba phương án trên'],
    apart: [
      ['Q001', 'Q002'],
      ['Q041', 'Q042', 'Q043'],
    ],
  },
  attempts: { perRound: 2, perDay: 1, counts: 'best', timeLimitMinutes: 20, lateStart: 'refused', extra: 'replaces' },
  prediction: { asked: true, required: false, maximum: 100_000, actualCounts: 'after-disqualification' },
  ranking: ['correct-desc', 'prediction-distance-asc', 'submitted-asc', 'public-lot'],
  minimumCorrect: 15,
  prizes: {
    levels: [
      { id: 'nhat', name: 'Giải Nhất', count: 1, amount: 1_000_000 },
      { id: 'nhi', name: 'Giải Nhì', count: 2, amount: 700_000 },
      { id: 'ba', name: 'Giải Ba', count: 2, amount: null },
    ],
    capPerContest: 1,
    shareOfParticipants: 50,
    whenTooFew: 'leave-unawarded',
    whenRevoked: 'next-moves-up',
  },
  collective: {
    count: 5,
    amount: 2_000_000,
    by: 'participants',
    tieBreaks: ['participation-rate-desc', 'mean-score-desc', 'jury'],
    minimumRate: 70,
    rateDecimals: 2,
    listCloses: '2024-09-05',
    notCounted: ['người nghỉ thai sản', 'người đi học tập trung'],
    entryFloor: { correct: 5, seconds: 60 },
  },
  access: { who: 'open', barredBoards: ['organiser', 'juror', 'assistant'] },
  referral: { count: 10, amount: 300_000, mostCounted: 50, entryFloor: { correct: 3, seconds: 30 }, ties: 'reached-first' },
  jury: { approvals: 3 },
  complaints: { to: 'Ban Tổ chức', days: 5 },
  incidents: { by: 'unit', to: 'Tổ giúp việc' },
  retention: { months: 18 },
  signIn: null,
  documents: [
    {
      number: '12-NQ/TU',
      date: '2021-11-12',
      issuer: 'Tỉnh ủy Thừa Thiên Huế',
      title: 'Nghị quyết về chuyển đổi số tỉnh Thừa Thiên Huế đến năm 2025, định hướng đến năm 2030',
      link: null,
    },
    {
      number: '424/KH-UBND',
      date: '2023-12-26',
      issuer: 'UBND tỉnh Thừa Thiên Huế',
      title: 'Kế hoạch Chuyển đổi số tỉnh Thừa Thiên Huế năm 2024',
      link: 'https://example.org/424',
    },
  ],
}

/** @throws when the file is not accepted */
export function rulesOf(file: RulesFile): ContestRules {
  const checked = checkRules(file)
  if (!checked.ok) throw new Error(checked.findings.map(({ place, code }) => `${place} ${code}`).join(', '))
  return checked.value
}

/** One attempt, no blueprint, nothing kept apart: the rules of Phú Lộc 2024. */
export const plainRules: ContestRules = rulesOf({
  ...fullRulesFile,
  rounds: fullRulesFile.rounds.map(({ id, name, opens, closes }) => ({ id, name, opens, closes })),
  paper: { questions: 15, pinnedLast: ['Tất cả các phương án trên'] },
  attempts: { perRound: 1 },
  prediction: { asked: true, maximum: 100_000 },
  prizes: { levels: fullRulesFile.prizes.levels },
  collective: { count: 5, by: 'participants', tieBreaks: ['jury'] },
  access: { who: 'roster', barredBoards: ['organiser', 'juror', 'assistant'] },
  referral: null,
  jury: { approvals: 1 },
  complaints: null,
  incidents: null,
  retention: null,
})

/** `c7` of unit `u0`, all correct, a prediction of 10, submitted at 07 seconds past the opening; `change` overrides. */
export function entryOf(number: number, change: Partial<TallyEntry> = {}): TallyEntry {
  const submittedAt = Date.UTC(2024, 8, 9) + number * 1000
  return {
    entryId: `e${number}`,
    contestantId: `c${number}`,
    unitId: 'u0',
    logIndex: number,
    attemptNumber: 1,
    startedAt: submittedAt - 60_000,
    submittedAt,
    correct: 15,
    prediction: 10,
    paperSet: 0,
    setAside: null,
    ...change,
  }
}

export const questionOf = (number: number, change: Partial<Question> = {}): Question => ({
  code: `Q${String(number).padStart(3, '0')}`,
  stem: `Câu hỏi số ${number}?`,
  options: ['Phương án một', 'Phương án hai', 'Phương án ba', 'Phương án bốn'],
  correct: [0],
  ...plainContent,
  apart: [],
  ...change,
})

export const setOf = (questions: readonly Question[]): LockedSet => ({ digest: '0'.repeat(64), questions })
