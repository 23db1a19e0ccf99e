/** From a file of the right shape (schema.ts) to rules that make sense together: the only maker of `ContestRules`. */
import { criteria, lastCriteria, type Criterion } from '../criteria.ts'
import { instantOf, isZone, usualZone } from '../calendar.ts'
import { countsOfPercents } from './percent.ts'
import { usualDecimals, usualPredicted, wholeOf } from './predicted.ts'
import { checkPrizes, collectiveOf, prizesOf, referralOf, repeated, type Report } from './prizes.ts'
import { unprintableTexts } from './printable.ts'
import { blueprintTotal, checkFixedSets, fixedSetsOf, plainDraw } from './round-draw.ts'
import { difficulties, type BlueprintCell, type ContestRules, type RoundDraw, type RoundRules } from './rules.ts'
import { usualJury, usualRetention } from './usual.ts'
import type { CellInFile, RulesFile } from './schema.ts'
import { checkSignIn } from '../sign-in/check.ts'
import { cleanText } from '../text.ts'
import type { Checked, Finding } from '../values.ts'

/** Findings' places are JSON pointers (RFC 6901) into the file. */
export function checkRules(file: RulesFile): Checked<ContestRules> {
  const findings: Finding[] = []
  const report: Report = (place, code, vi, en) => findings.push({ severity: 'error', place, code, message: { vi, en } })
  const rules = toRules(file, report)
  checkSlug(rules, report)
  checkPaper(rules, report)
  checkFixedSets(rules, report)
  checkRanking(rules, report)
  checkPrizes(rules, report)
  checkLists(rules, report)
  findings.push(...unprintableTexts(file))
  return findings.length === 0 ? { ok: true, value: rules, findings } : { ok: false, findings }
}

/** Pages of the server stand at these addresses (`/quan-tri/…`). */
const takenSlugs: readonly string[] = ['bat-dau', 'buoc-hai', 'dang-nhap', 'mat-khau', 'nhat-ky', 'tai-khoan', 'tao-hoi-thi']

function checkSlug({ slug }: ContestRules, report: Report): void {
  if (!takenSlugs.includes(slug)) return
  report('/slug', 'slug-taken', `“${slug}” là địa chỉ của một trang khác.`, `“${slug}” is the address of another page.`)
}

function toRules(file: RulesFile, report: Report): ContestRules {
  const { organiser, complaints = null, incidents = null, retention = usualRetention } = file
  return {
    version: 1,
    slug: file.slug,
    title: file.title,
    organiser: { name: organiser.name, superior: organiser.superior ?? null, standingUnit: organiser.standingUnit ?? null },
    audience: file.audience,
    zone: file.zone ?? usualZone,
    rounds: readRounds(file, report),
    paper: paperOf(file, report),
    attempts: attemptsOf(file, report),
    prediction: predictionOf(file, report),
    ranking: file.ranking,
    minimumCorrect: file.minimumCorrect,
    prizes: prizesOf(file),
    collective: collectiveOf(file, report),
    referral: referralOf(file),
    access: file.access,
    complaints: complaints === null ? null : { to: complaints.to, days: complaints.days ?? null },
    incidents,
    retention,
    jury: { approvals: file.jury?.approvals ?? usualJury.approvals },
    signIn: signInOf(file, report),
    documents: (file.documents ?? []).map((document) => ({ ...document, link: document.link ?? null })),
  }
}

function paperOf({ paper }: RulesFile, report: Report): ContestRules['paper'] {
  return {
    questions: paper.questions,
    blueprint: cellsOf('/paper/blueprint', paper.blueprint ?? [{ count: paper.questions }], paper.questions, report),
    fixedSets: fixedSetsOf(paper.fixedSets),
    shuffleQuestions: paper.shuffleQuestions ?? true,
    shuffleOptions: paper.shuffleOptions ?? true,
    pinnedLast: paper.pinnedLast ?? [],
    apart: paper.apart ?? [],
  }
}

function signInOf({ signIn = null }: RulesFile, report: Report): ContestRules['signIn'] {
  if (signIn === null) return null
  const { value, findings } = checkSignIn(signIn, '/signIn')
  for (const { place, code, message } of findings) report(place, code, message.vi, message.en)
  return value
}

/** Lines that say percents get their whole questions by the largest remainder. */
function cellsOf(place: string, cells: readonly CellInFile[], questions: number, report: Report): readonly BlueprintCell[] {
  const percents = cells.map(({ percent = 0 }) => percent)
  const isShared = percents.some((percent) => percent > 0)
  cells.forEach(({ count, percent }, at) => {
    if ((percent === undefined) !== isShared && (count === undefined) === isShared) return
    report(
      `${place}/${at}`,
      'cell-count',
      'Mỗi dòng của cơ cấu đề nói số câu, hoặc mọi dòng đều nói tỷ lệ phần trăm.',
      'Every line of a blueprint says a count, or all of them say a percentage.',
    )
  })
  const total = percents.reduce((sum, percent) => sum + percent, 0)
  if (isShared && total !== 100) {
    report(
      place,
      'percent-sum',
      `Các tỷ lệ của cơ cấu đề cộng lại là ${total}%, phải bằng 100%.`,
      `The percentages of the blueprint add up to ${total}%, not 100%.`,
    )
  }
  const shared = isShared && total === 100 ? countsOfPercents(questions, percents) : null
  return cells.map(({ topic, difficulty, count = 0, percent }, at) => {
    const of = shared?.[at] ?? count
    if (shared !== null && of === 0) {
      report(
        `${place}/${at}`,
        'percent-none',
        `Đề thi ${questions} câu thì ${percent}% không được câu nào.`,
        `Of a paper of ${questions} questions, ${percent}% is none.`,
      )
    }
    return {
      topic: topic === undefined ? null : cleanText(topic),
      difficulty: difficulties.find((level) => level === difficulty) ?? null,
      count: of,
      ...(percent !== undefined && { percent }),
    }
  })
}

const drawOf = (
  { blueprint, reuseQuestions }: RulesFile['rounds'][number],
  place: string,
  questions: number,
  report: Report,
): RoundDraw => ({
  blueprint: blueprint === undefined ? null : cellsOf(`${place}/blueprint`, blueprint, questions, report),
  reuse: reuseQuestions ?? plainDraw.reuse,
})

function attemptsOf({ attempts = {} }: RulesFile, report: Report): ContestRules['attempts'] {
  const { perRound = 1, perDay = null } = attempts
  if (perDay !== null && perDay >= perRound) {
    report(
      '/attempts/perDay',
      'day-says-nothing',
      'Số lượt một ngày phải ít hơn số lượt của cả tuần thi; nếu bằng nhau thì để trống.',
      'Attempts a day must be fewer than in the round; where they are as many, leave it empty.',
    )
  }
  const minutes = attempts.timeLimitMinutes ?? null
  return {
    perRound,
    perDay,
    counts: attempts.counts ?? 'first',
    timeLimitMs: minutes === null ? null : minutes * 60_000,
    lateStart: attempts.lateStart ?? 'shortened',
    extra: attempts.extra ?? null,
  }
}

function predictionOf({ prediction = { asked: false } }: RulesFile, report: Report): ContestRules['prediction'] {
  const { of = usualPredicted.of, maximum } = prediction
  const isShare = of === 'all-correct-percentage'
  const decimals = prediction.decimals ?? (isShare ? usualDecimals : usualPredicted.decimals)
  if (isShare && maximum !== undefined) {
    report(
      '/prediction/maximum',
      'percentage-bounded',
      'Tỷ lệ phần trăm luôn từ 0 đến 100, không đặt số lớn nhất khác.',
      'A percentage is always from 0 to 100 and has no other largest number.',
    )
  }
  if (!isShare && decimals > 0) {
    report('/prediction/decimals', 'decimals-of-count', 'Chỉ tỷ lệ phần trăm mới có chữ số thập phân.', 'Only a percentage has decimals.')
  }
  return {
    asked: prediction.asked,
    required: prediction.asked && (prediction.required ?? true),
    of,
    decimals,
    maximum: isShare ? wholeOf({ decimals }) : (maximum ?? 1_000_000),
    actualCounts: prediction.actualCounts ?? 'after-disqualification',
  }
}

function readRounds(file: RulesFile, report: Report): readonly RoundRules[] {
  const zone = file.zone ?? usualZone
  if (!isZone(zone)) {
    report(
      '/zone',
      'zone-unknown',
      `Không có múi giờ “${zone}”; ví dụ đúng: Asia/Ho_Chi_Minh.`,
      `There is no time zone “${zone}”; for example Asia/Ho_Chi_Minh.`,
    )
    return []
  }
  const read = (at: string, text: string) => {
    const instant = instantOf(text, zone)
    if (instant === null)
      report(at, 'time-unreadable', `Không có thời điểm “${text}” ở múi giờ ${zone}.`, `There is no time “${text}” in the zone ${zone}.`)
    return instant ?? Number.NaN
  }
  const rounds = file.rounds.map((round, index) => ({
    key: round.id,
    name: round.name,
    opensAt: read(`/rounds/${index}/opens`, round.opens),
    closesAt: read(`/rounds/${index}/closes`, round.closes),
    draw: drawOf(round, `/rounds/${index}`, file.paper.questions, report),
  }))
  rounds.forEach((round, index) => {
    if (round.closesAt <= round.opensAt) {
      report(`/rounds/${index}/closes`, 'round-ends-first', 'Tuần thi phải kết thúc sau khi mở.', 'A round must close after it opens.')
    }
    const before = rounds[index - 1]
    if (before !== undefined && round.opensAt < before.closesAt) {
      report(
        `/rounds/${index}/opens`,
        'rounds-overlap',
        'Tuần thi này mở trước khi tuần thi trước kết thúc.',
        'This round opens before the one before it has closed.',
      )
    }
  })
  file.rounds.forEach(({ questionStates }, index) => {
    if (questionStates?.includes('submitted') !== true) return
    report(
      `/rounds/${index}/questionStates`,
      'unapproved-drawn',
      'Bộ đề chỉ gồm những câu đã được người thứ hai duyệt; không lấy câu chưa duyệt được.',
      'A set is made of questions a second person has approved; others cannot be drawn.',
    )
  })
  repeated(file.rounds.map(({ id }) => id)).forEach((index) => {
    report(`/rounds/${index}/id`, 'id-repeated', 'Mã tuần thi này đã dùng ở trên.', 'This round id is used above.')
  })
  return rounds
}

/** Null when the blueprint makes a whole paper. */
export function checkBlueprint(place: string, cells: readonly BlueprintCell[], questions: number): Finding | null {
  const total = blueprintTotal(cells)
  if (total === questions) return null
  return {
    severity: 'error',
    place,
    code: 'blueprint-sum',
    message: {
      vi: `Cơ cấu đề cộng lại là ${total} câu, trong khi đề thi có ${questions} câu.`,
      en: `The blueprint adds up to ${total} questions, but a paper has ${questions}.`,
    },
  }
}

function checkPaper({ paper, rounds, minimumCorrect }: ContestRules, report: Report): void {
  const blueprints = [
    ['/paper/blueprint', paper.blueprint] as const,
    ...rounds.map(({ draw }, index) => [`/rounds/${index}/blueprint`, draw.blueprint] as const),
  ]
  for (const [place, cells] of blueprints) {
    // What is wrong with percentages has been said.
    const wrong =
      cells === null || cells.some(({ percent }) => percent !== undefined) ? null : checkBlueprint(place, cells, paper.questions)
    if (wrong !== null) report(place, wrong.code, wrong.message.vi, wrong.message.en)
  }
  if (minimumCorrect > paper.questions) {
    report(
      '/minimumCorrect',
      'floor-above-paper',
      `Đề thi chỉ có ${paper.questions} câu.`,
      `A paper has only ${paper.questions} questions.`,
    )
  }
  const codes = paper.apart.flatMap((group, at) => group.map((code) => ({ code, at })))
  repeated(codes.map(({ code }) => code)).forEach((index) => {
    const { code, at } = codes[index] as (typeof codes)[number]
    report(
      `/paper/apart/${at}`,
      'apart-repeated',
      `Câu ${code} đã có ở một nhóm khác; hãy gộp hai nhóm.`,
      `${code} is already in a group; join the two groups.`,
    )
  })
}

function checkRanking({ ranking, prediction }: ContestRules, report: Report): void {
  repeated(ranking).forEach((index) => {
    report(`/ranking/${index}`, 'criterion-repeated', 'Tiêu chí này đã có ở trên.', 'This criterion is above already.')
  })
  const isLast = (criterion: Criterion): boolean => lastCriteria.some((last) => last === criterion)
  const early = ranking.findIndex((criterion, at) => isLast(criterion) !== (at === ranking.length - 1))
  if (early >= 0) {
    report(
      `/ranking/${isLast(ranking[early] as Criterion) ? early : 0}`,
      'lot-not-last',
      'Tiêu chí cuối cùng, và chỉ tiêu chí cuối cùng, là bốc thăm công khai (public-lot) hoặc Ban Tổ chức quyết định (organisers).',
      'The last criterion, and no other, is the public lot or the decision of the organisers (organisers).',
    )
  }
  const guess = ranking.findIndex((criterion) => criteria[criterion].predicts)
  if (guess >= 0 && !prediction.asked) {
    report(
      `/ranking/${guess}`,
      'prediction-not-asked',
      'Thể lệ không hỏi câu dự đoán nên không xếp hạng theo dự đoán được.',
      'The prediction is not asked, so it cannot rank anybody.',
    )
  }
}

function checkLists({ access, documents }: ContestRules, report: Report): void {
  if (access.who === 'roster-or-registration') {
    report(
      '/access/who',
      'registration-not-yet',
      'Chưa có phần đăng ký dự thi. Hãy dùng “roster” và nhập danh sách thí sinh.',
      'Registration does not exist yet. Use “roster” and import the people.',
    )
  }
  repeated(access.barredBoards).forEach((index) => {
    report(`/access/barredBoards/${index}`, 'board-repeated', 'Ban này đã có ở trên.', 'This board is above already.')
  })
  documents.forEach(({ link }, index) => {
    if (link === null || /^https?:\/\/\S+$/.test(link)) return
    report(
      `/documents/${index}/link`,
      'link-not-web',
      'Địa chỉ để đọc phải bắt đầu bằng https:// hoặc http:// và không có khoảng trắng.',
      'The link must begin with https:// or http:// and have no spaces.',
    )
  })
  documents.forEach(({ date }, index) => {
    if (instantOf(date, 'UTC') !== null) return
    report(`/documents/${index}/date`, 'date-unknown', `Không có ngày “${date}”.`, `There is no date “${date}”.`)
  })
}
