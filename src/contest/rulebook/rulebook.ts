/** The rulebook (thể lệ), generated in both languages from the same value that draws, ranks and awards. */
import { roleNames, type BoardKind } from '../roles.ts'
import type { CollectiveRules, ContestRules } from '../rules/rules.ts'
import { inRoundWord, roundWordOf } from './round-word.ts'
import { collectiveWords, entryFloorWords, meanWords, rateWords } from './collective.ts'
import {
  attemptsWords,
  byHandWords,
  cellWords,
  documentWords,
  extraAttemptWords,
  floorWords,
  listWords,
  orderWords,
  prizeInSentence,
  predictionWords,
  remainderWords,
  revokedWords,
  roundDrawWords,
  roundWords,
  setChoiceWords,
  setsWords,
  onItsWayWords,
  timeLimitWords,
} from './words.ts'
import { publication } from './publication.ts'
import { referralBullet, referralClauses } from './referral.ts'
import type { Bilingual, Language } from '../values.ts'
import { formatCount, formatMoney, zoneName } from '../wording.ts'

export interface RulebookClause {
  /** Stable: docs/rules.md names it. */
  readonly id: string
  readonly text: Bilingual
  /** The clause whose list it is a point of. */
  readonly of?: string
}

interface RulebookSection {
  readonly id: string
  readonly title: Bilingual
  /** Numbered in the order given. */
  readonly clauses: readonly RulebookClause[]
}

export interface Rulebook {
  readonly title: Bilingual
  readonly sections: readonly RulebookSection[]
}

/** An article for each matter, as rulebooks have them; what the rules do not speak of has none. In the words of this contest for its rounds. */
export function rulebook(rules: ContestRules): Rulebook {
  const word = roundWordOf(rules)
  const [who, about, given, made] = [entrants(rules), paper(rules), prizes(rules), publication(rules)]
  const sections: readonly RulebookSection[] = [
    { id: 'organiser', title: { vi: 'Đơn vị tổ chức', en: 'Organisers' }, clauses: those(who, /^entrants\.organiser$/) },
    { id: 'entrants', title: { vi: 'Đối tượng dự thi', en: 'Entrants' }, clauses: others(who, /^entrants\.organiser$/) },
    { id: 'rounds', title: { vi: 'Thời gian thi', en: 'Time' }, clauses: times(rules) },
    { id: 'paper', title: { vi: 'Nội dung thi và đề thi', en: 'Subject and paper' }, clauses: others(about, ofAttempts, ofPrediction) },
    { id: 'attempts', title: { vi: 'Lượt thi và thời gian làm bài', en: 'Attempts and time allowed' }, clauses: those(about, ofAttempts) },
    { id: 'prediction', title: { vi: 'Câu dự đoán', en: 'Prediction' }, clauses: those(about, ofPrediction) },
    { id: 'ranking', title: { vi: 'Chấm thi và xếp hạng', en: 'Marking and ranking' }, clauses: ranking(rules) },
    { id: 'prizes', title: { vi: 'Giải thưởng cá nhân', en: 'Individual prizes' }, clauses: others(given, ofUnits) },
    { id: 'collective', title: { vi: 'Giải thưởng tập thể', en: 'Collective prizes' }, clauses: those(given, ofUnits) },
    {
      id: 'publication',
      title: { vi: 'Phê duyệt, công bố và kiểm chứng kết quả', en: 'Approval, publication and checking' },
      clauses: others(made, ofIncidents, ofComplaints),
    },
    { id: 'incidents', title: { vi: 'Xử lý sự cố', en: 'Incidents' }, clauses: those(made, ofIncidents) },
    { id: 'complaints', title: { vi: 'Khiếu nại', en: 'Complaints' }, clauses: those(made, ofComplaints) },
  ]
  return {
    title: { vi: `Thể lệ ${rules.title}`, en: `Rules: ${rules.title}` },
    sections: sections.flatMap(({ clauses, ...section }) =>
      clauses.length === 0 ? [] : [{ ...section, clauses: clauses.map((clause) => ({ ...clause, text: inRoundWord(word, clause.text) })) }],
    ),
  }
}

const ofAttempts = /^paper\.(attempts|extra|time|on-its-way)/
const ofPrediction = /^paper\.prediction/
const ofUnits = /^prizes\.collective/
const ofIncidents = /^publication\.incidents/
const ofComplaints = /^publication\.complaints/

const those = (clauses: readonly RulebookClause[], of: RegExp): readonly RulebookClause[] => clauses.filter(({ id }) => of.test(id))
const others = (clauses: readonly RulebookClause[], ...elsewhere: readonly RegExp[]): readonly RulebookClause[] =>
  clauses.filter(({ id }) => !elsewhere.some((of) => of.test(id)))

/** Six sentences for the landing page. */
export function rulebookBullets(rules: ContestRules): readonly Bilingual[] {
  const word = roundWordOf(rules)
  return sixSentences(rules).map((sentence) => inRoundWord(word, sentence))
}

function sixSentences(rules: ContestRules): readonly Bilingual[] {
  const { prizes: given, collective } = rules
  const total = given.levels.reduce((sum, { count }) => sum + count, 0)
  const levels = (language: Language) =>
    given.levels
      .map(({ name, count }) => (language === 'vi' ? `${formatCount(count, 'vi')} ${prizeInSentence(name)}` : `${count} × ${name}`))
      .join(', ')
  const attempts = attemptsWords(rules.attempts)
  const referral = referralBullet(rules.referral)
  return [
    {
      vi: `Hội thi có ${rules.rounds.length} tuần thi. Trong mỗi tuần thi, ${attempts.vi}.`,
      en: `The contest has ${rules.rounds.length} rounds. In each round ${attempts.en}.`,
    },
    paperBullet(rules),
    timeLimitWords(rules.attempts),
    joined(floorWords(rules), orderWords(rules.ranking)),
    {
      vi: `Mỗi tuần thi có ${formatCount(total, 'vi')} giải cá nhân: ${levels('vi')}${referral.vi}.`,
      en: `Each round has ${total} individual prizes: ${levels('en')}${referral.en}.`,
    },
    collective === null ? capWords(given.capPerContest) : collectiveWords(collective),
  ]
}

function paperBullet({ paper: { questions, fixedSets }, prediction }: ContestRules): Bilingual {
  const and = prediction.asked ? { vi: ' và một câu dự đoán', en: ' and one prediction' } : { vi: '', en: '' }
  if (fixedSets === null)
    return {
      vi: `Mỗi đề thi có ${questions} câu hỏi trắc nghiệm rút từ bộ câu hỏi của Ban Tổ chức${and.vi}.`,
      en: `Each paper has ${questions} multiple-choice questions drawn from the organisers' bank${and.en}.`,
    }
  const { names, chosenBy } = fixedSets
  const chosen =
    chosenBy === 'contestant' ? { vi: 'thí sinh chọn', en: 'the contestant chooses' } : { vi: 'máy bốc thăm', en: 'a lot gives' }
  return {
    vi: `Mỗi đề thi có ${questions} câu hỏi trắc nghiệm${and.vi}; ${chosen.vi} một trong ${names.length} đề của Ban Tổ chức.`,
    en: `Each paper has ${questions} multiple-choice questions${and.en}; ${chosen.en} one of the ${names.length} sets of the organisers.`,
  }
}

const joined = (one: Bilingual, other: Bilingual): Bilingual => ({ vi: `${one.vi} ${other.vi}`, en: `${one.en} ${other.en}` })

/** A line of a list. */
const listed = ({ vi, en }: Bilingual, isLast: boolean): Bilingual => {
  const end = isLast ? '.' : ';'
  return { vi: vi + end, en: en + end }
}

function entrants({ organiser, audience, access }: ContestRules): readonly RulebookClause[] {
  const { name, superior, standingUnit } = organiser
  const who: Readonly<Record<ContestRules['access']['who'], Bilingual>> = {
    roster: {
      vi: 'Người dự thi phải có tên trong danh sách thí sinh do Ban Tổ chức lập.',
      en: "Only people on the organisers' roster may enter.",
    },
    'roster-or-registration': {
      vi: 'Người có tên trong danh sách thí sinh do Ban Tổ chức lập được dự thi; người chưa có tên được đăng ký và dự thi sau khi Ban Tổ chức duyệt.',
      en: "People on the organisers' roster may enter; others may register and enter once the organisers have approved them.",
    },
    open: { vi: 'Mọi người đều được dự thi.', en: 'Anyone may enter.' },
  }
  const clauses: RulebookClause[] = [
    {
      id: 'entrants.organiser',
      text: {
        vi: `Đơn vị tổ chức: ${name}${superior === null ? '' : `; cơ quan cấp trên: ${superior}`}${standingUnit === null ? '' : `; cơ quan thường trực: ${standingUnit}`}.`,
        en: `Held by ${name}${superior === null ? '' : `, under ${superior}`}${standingUnit === null ? '' : `; standing unit: ${standingUnit}`}.`,
      },
    },
    {
      id: 'entrants.audience',
      text: { vi: `Đối tượng dự thi: ${sentence(audience)}`, en: `Who the contest is for: ${sentence(audience)}` },
    },
    { id: 'entrants.access', text: who[access.who] },
  ]
  if (access.barredBoards.length > 0) {
    const boards = (language: Language) =>
      listWords(
        access.barredBoards.map((board) => boardName(board, language)),
        language,
      )
    clauses.push({
      id: 'entrants.barred',
      text: {
        vi: `Thành viên ${boards('vi')} không được dự thi. Bài dự thi của người trở thành thành viên sau khi đã dự thi không được xếp hạng, không tính vào số người trả lời đúng và không tính cho đơn vị.`,
        en: `Members of ${boards('en')} may not enter. The entry of somebody who joins one of them afterwards is not ranked, and counts neither in the actual number nor for the unit.`,
      },
    })
  }
  return clauses
}

/** In a sentence. */
const boardName = (board: BoardKind, language: Language): string =>
  language === 'vi' ? roleNames[board].vi : `the ${roleNames[board].en.toLowerCase()}`

function times({ rounds, zone }: ContestRules): readonly RulebookClause[] {
  return [
    ...rounds.map((round) => ({ id: `rounds.round.${round.key}`, text: roundWords(round, zone) })),
    {
      id: 'rounds.arrival',
      text: {
        vi: `Thời điểm nộp bài là thời điểm bài dự thi đến máy chủ, tính theo ${zoneName(zone, 'vi')}. Bài đến đúng thời điểm kết thúc hoặc muộn hơn không được nhận.`,
        en: `The submission instant is the arrival at the server, in ${zoneName(zone, 'en')}. An entry arriving at the closing instant or later is not accepted.`,
      },
    },
  ]
}

function paper(rules: ContestRules): readonly RulebookClause[] {
  const { questions, blueprint, fixedSets, shuffleQuestions, shuffleOptions, pinnedLast, apart } = rules.paper
  const anything = blueprint.every(({ topic, difficulty }) => topic === null && difficulty === null)
  const cells = (language: Language) =>
    anything ? '' : `: ${blueprint.map((cell) => cellWords(cell)[language]).join('; ')}${remainderWords(blueprint, questions)[language]}`
  const clauses: RulebookClause[] = []
  if (rules.documents.length > 0) {
    clauses.push({
      id: 'paper.documents',
      text: { vi: 'Nội dung thi tập trung vào các văn bản sau:', en: 'The subject is these documents:' },
    })
    clauses.push(
      ...rules.documents.map((document, index) => ({
        id: `paper.document.${index + 1}`,
        text: listed(documentWords(document), index === rules.documents.length - 1),
        of: 'paper.documents',
      })),
    )
  }
  if (fixedSets === null) {
    clauses.push({
      id: 'paper.questions',
      text: {
        vi: `Mỗi đề thi gồm ${questions} câu hỏi trắc nghiệm, được rút ngẫu nhiên riêng cho từng lượt thi từ bộ đề đã chốt${cells('vi')}.`,
        en: `A paper has ${questions} multiple-choice questions, drawn at random for each attempt from the locked set${cells('en')}.`,
      },
    })
  } else {
    const made = { vi: `${questions} câu hỏi trắc nghiệm${cells('vi')}`, en: `${questions} multiple-choice questions${cells('en')}` }
    clauses.push({ id: 'paper.questions', text: setsWords(fixedSets, rules.rounds.length, made) })
    clauses.push({ id: 'paper.set-choice', text: setChoiceWords(fixedSets, rules.attempts.perRound) })
  }
  rules.rounds.forEach((round, index) => {
    const text = roundDrawWords(round, index, questions)
    if (text !== null) clauses.push({ id: `paper.round.${round.key}`, text })
  })
  if (apart.length > 0) {
    clauses.push({
      id: 'paper.apart',
      text: {
        vi: `Bộ đề có ${apart.length} nhóm câu hỏi làm lộ đáp án của nhau; mỗi đề thi có nhiều nhất một câu của mỗi nhóm.`,
        en: `There are ${apart.length} groups of questions that give each other away; a paper has at most one of each group.`,
      },
    })
  }
  if (shuffleQuestions || shuffleOptions) {
    const shuffled: Bilingual = !shuffleOptions
      ? { vi: 'Thứ tự câu hỏi', en: 'The order of questions differs' }
      : shuffleQuestions
        ? { vi: 'Thứ tự câu hỏi và thứ tự phương án', en: 'The orders of questions and options differ' }
        : { vi: 'Thứ tự phương án', en: 'The order of options differs' }
    clauses.push({
      id: 'paper.shuffle',
      text:
        fixedSets === null
          ? { vi: `${shuffled.vi} khác nhau giữa các đề thi.`, en: `${shuffled.en} from paper to paper.` }
          : { vi: `${shuffled.vi} khác nhau giữa các lượt thi cùng một đề.`, en: `${shuffled.en} between attempts with the same set.` },
    })
  }
  if (shuffleOptions && pinnedLast.length > 0) {
    const quoted = pinnedLast.map((option) => `“${option}”`)
    clauses.push({
      id: 'paper.pinned',
      text: { vi: `Phương án ${quoted.join(' hoặc ')} luôn đứng cuối.`, en: `An option ${quoted.join(' or ')} always comes last.` },
    })
  }
  const attempts = attemptsWords(rules.attempts)
  clauses.push(
    { id: 'paper.attempts', text: { vi: `Trong mỗi tuần thi, ${attempts.vi}.`, en: `In each round ${attempts.en}.` } },
    { id: 'paper.time', text: timeLimitWords(rules.attempts) },
  )
  const extra = extraAttemptWords(rules.attempts)
  if (extra !== null) clauses.push({ id: 'paper.extra', text: extra })
  if (rules.attempts.timeLimitMs !== null) clauses.push({ id: 'paper.on-its-way', text: onItsWayWords })
  if (rules.prediction.asked) clauses.push({ id: 'paper.prediction', text: predictionWords(rules) })
  return clauses
}

function ranking(rules: ContestRules): readonly RulebookClause[] {
  const byHand = byHandWords(rules.ranking)
  return [
    {
      id: 'ranking.marking',
      text: {
        vi: 'Một câu hỏi được tính là đúng khi thí sinh chọn đúng và đủ các phương án đúng.',
        en: 'A question is right when exactly its right options are chosen.',
      },
    },
    { id: 'ranking.order', text: orderWords(rules.ranking) },
    ...(byHand === null ? [] : [{ id: 'ranking.by-hand', text: byHand }]),
    {
      id: 'ranking.floor',
      text: floorWords(rules),
    },
  ]
}

function prizes({
  prizes: { levels, capPerContest, shareOfParticipants, whenTooFew, whenRevoked },
  collective,
  referral,
  zone,
}: ContestRules): readonly RulebookClause[] {
  const clauses: RulebookClause[] = levels.map(({ id, name, count, amount }) => ({
    id: `prizes.level.${id}`,
    text: {
      vi: `${name}: ${formatCount(count, 'vi')} giải mỗi tuần thi${amount === null ? '' : `, mỗi giải ${formatMoney(amount, 'vi')}`}.`,
      en: `${name}: ${count} in each round${amount === null ? '' : `, ${formatMoney(amount, 'en')} each`}.`,
    },
  }))
  clauses.push({ id: 'prizes.cap', text: capWords(capPerContest) })
  if (shareOfParticipants !== null) {
    clauses.push({
      id: 'prizes.share',
      text: {
        vi: `Số giải trao trong một tuần thi không vượt quá ${shareOfParticipants}% số người dự thi được xếp hạng của tuần thi ấy, lẻ thì bỏ; vượt quá thì không trao các giải từ hạng thấp nhất trở lên.`,
        en: `The prizes of a round do not exceed ${shareOfParticipants}% of its ranked participants, fractions dropped; beyond that, prizes are left out from the lowest up.`,
      },
    })
  }
  clauses.push({
    id: 'prizes.too-few',
    text:
      whenTooFew === 'leave-unawarded'
        ? { vi: 'Nếu không đủ người được xét giải thì các giải còn lại không trao.', en: 'Prizes nobody qualifies for are not awarded.' }
        : {
            vi: 'Nếu không đủ người được xét giải thì các giải còn lại được trao cho những người xếp kế tiếp.',
            en: 'When too few qualify, the remaining prizes go to the next in the standings.',
          },
  })
  if (whenRevoked !== null) clauses.push({ id: 'prizes.revoked', text: revokedWords[whenRevoked] })
  if (collective !== null) clauses.push(...collectiveClauses(collective, zone))
  if (referral !== null) clauses.push(...referralClauses(referral))
  return clauses
}

const collectiveClauses = (rules: CollectiveRules, zone: string): readonly RulebookClause[] =>
  [
    { id: 'prizes.collective', text: collectiveWords(rules) },
    { id: 'prizes.collective-rate', text: rateWords(rules, zone) },
    { id: 'prizes.collective-entry', text: entryFloorWords(rules) },
    { id: 'prizes.collective-mean', text: meanWords(rules) },
  ].flatMap(({ id, text }) => (text === null ? [] : [{ id, text }]))

const capWords = (capPerContest: number | null): Bilingual => ({
  vi: `Mỗi người được nhận tối đa một giải trong một tuần thi${capPerContest === null ? '' : ` và ${capPerContest} giải trong cả hội thi`}.`,
  en: `One person wins at most one prize in a round${capPerContest === null ? '' : ` and ${capPerContest} in the whole contest`}.`,
})

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
