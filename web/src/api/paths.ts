/**
 * Every address of the API that pages ask for, in one place: callers say what they want, and what they put in is encoded here.
 * The framework-free scripts of contestants (web/contestant) write their own, which are cheaper than the module.
 */
import type { RoundAct } from '#contest/round-life.ts'

declare const built: unique symbol

/** A path of the API, with its query where it has one; only this file makes them. */
export type ApiPath = string & { readonly [built]: true }

const encoded = (texts: TemplateStringsArray, ...values: readonly string[]): string =>
  String.raw({ raw: texts }, ...values.map(encodeURIComponent))

const at = (texts: TemplateStringsArray, ...values: readonly string[]): ApiPath => encoded(texts, ...values) as ApiPath

const under = (path: ApiPath, rest: string): ApiPath => `${path}/${rest}` as ApiPath

/** @param query without the `?`; empty: none */
const asking = (path: ApiPath, query: string): ApiPath => (query === '' ? path : (`${path}?${query}` as ApiPath))

const versionQuery = (version: number | null): string => (version === null ? '' : `version=${String(version)}`)

/** What anybody may read. */
export const publicPaths = {
  contests: at`/api/contests`,
  contest: (slug: string) => at`/api/contests/${slug}`,
  waysIn: (slug: string) => at`/api/contests/${slug}/sign-in`,
  rulebook: (slug: string, language: string) => at`/api/contests/${slug}/rulebook?lang=${language}`,
  /** @param version from 1; null: the one in force */
  rulebookDocument: (slug: string, version: number | null = null) => asking(at`/api/contests/${slug}/rulebook.pdf`, versionQuery(version)),
  rulebookForWord: (slug: string, version: number | null = null) => asking(at`/api/contests/${slug}/rulebook.docx`, versionQuery(version)),
  /** @param paper from 1 */
  practice: (slug: string, paper = 1) => at`/api/contests/${slug}/practice?paper=${String(paper)}`,
  units: (slug: string, query: string) => asking(at`/api/contests/${slug}/units`, query),
  /** @param version from 1; null: the one that holds */
  results: (slug: string, key: string, version: number | null = null) =>
    asking(at`/api/contests/${slug}/rounds/${key}/results`, versionQuery(version)),
  conclusion: (slug: string, query: string) => asking(at`/api/contests/${slug}/conclusion`, query),
  checkpoint: (slug: string, key: string) => at`/api/contests/${slug}/rounds/${key}/checkpoint`,
  receipt: (code: string) => at`/api/receipts/${code}`,
  practicePicture: (slug: string, digest: string) => at`/api/contests/${slug}/practice/pictures/${digest}`,
  /** Found where it is a personal link of the contest. */
  invitation: (slug: string, invitation: string) => at`/api/contests/${slug}/invitations/${invitation}`,
}

/** A contestant's own. */
export const contestantPaths = {
  signIn: (slug: string) => at`/api/contests/${slug}/session`,
  session: at`/api/session`,
  beginAt: (slug: string, provider: string) => at`/api/contests/${slug}/sign-in/${provider}/begin`,
  arrive: (slug: string, provider: string) => at`/api/contests/${slug}/sign-in/${provider}/session`,
  moves: at`/api/moves`,
  move: (handle: string) => at`/api/moves/${handle}`,
  finishMove: (handle: string) => at`/api/moves/${handle}/session`,
  me: at`/api/me`,
  consent: at`/api/me/consent`,
  /** @param set number of a fixed set, where one was chosen */
  start: (roundId: string, set: string) =>
    set === '' ? at`/api/rounds/${roundId}/attempts` : at`/api/rounds/${roundId}/attempts?set=${set}`,
  attempt: (id: string) => at`/api/attempts/${id}`,
  picture: (attempt: string, digest: string) => at`/api/attempts/${attempt}/pictures/${digest}`,
  entry: (attempt: string) => at`/api/attempts/${attempt}/entry`,
  receipt: (attempt: string) => at`/api/attempts/${attempt}/receipt`,
  receiptText: (attempt: string) => at`/api/attempts/${attempt}/receipt.txt`,
  result: (attempt: string) => at`/api/attempts/${attempt}/result`,
}

/** Whoever came by an upload link. */
export const linkHolderPaths = {
  session: at`/api/link-holder/session`,
  me: at`/api/link-holder/me`,
  pictures: at`/api/link-holder/pictures`,
  contributions: at`/api/link-holder/contributions`,
}

const contest = (slug: string): ApiPath => at`/api/staff/contests/${slug}`
const round = (slug: string, key: string): ApiPath => under(contest(slug), encoded`rounds/${key}`)
const question = (slug: string, code: string): ApiPath => under(contest(slug), encoded`questions/${code}`)

/** One act on a question. */
export type QuestionAct = 'state' | 'comments' | 'assignee' | 'apart'

/** The staff area. Queries come from the page's own address. */
export const staffPaths = {
  session: at`/api/staff/session`,
  first: at`/api/first-administrator`,
  password: at`/api/staff/password`,
  sessions: at`/api/staff/sessions`,
  endSessions: at`/api/staff/sessions/end`,
  enterSecondStep: at`/api/staff/session/second-step`,
  secondStep: at`/api/staff/second-step`,
  recoveryCodes: at`/api/staff/second-step/recovery-codes`,
  removeSecondStep: at`/api/staff/second-step/remove`,
  me: at`/api/staff/me`,
  serverAudit: (query: string) => asking(at`/api/staff/audit`, query),
  serverAuditExport: (query: string) => asking(at`/api/staff/audit/export`, query),

  contests: at`/api/staff/contests`,
  contest,
  rules: (slug: string) => under(contest(slug), 'rules'),
  rulesFile: (slug: string) => under(contest(slug), 'rules.yaml'),
  announcement: (slug: string) => under(contest(slug), 'announcement'),
  rehearsal: (slug: string) => under(contest(slug), 'rehearsal'),
  eraseRehearsal: (slug: string) => under(contest(slug), 'rehearsal/erase'),
  clock: (slug: string) => under(contest(slug), 'clock'),
  audit: (slug: string, query: string) => asking(under(contest(slug), 'audit'), query),
  auditExport: (slug: string, query: string) => asking(under(contest(slug), 'audit/export'), query),

  /** The list says where each is asked for. */
  documents: (slug: string) => under(contest(slug), 'documents'),

  accounts: at`/api/staff/accounts`,
  account: (login: string, act: 'password' | 'disable' | 'enable' | 'roles' | 'second-step/remove') =>
    under(at`/api/staff/accounts/${login}`, act),

  contestants: (slug: string, query: string) => asking(under(contest(slug), 'contestants'), query),
  rosterImport: (slug: string) => under(contest(slug), 'roster/import'),
  boardsImport: (slug: string) => under(contest(slug), 'boards/import'),
  unitsImport: (slug: string) => under(contest(slug), 'units/import'),
  rosterExport: (slug: string, query: string) => asking(under(contest(slug), 'contestants/export'), query),
  rosterEdit: (slug: string) => under(contest(slug), 'roster/edit'),
  contestant: (slug: string, code: string) => under(contest(slug), encoded`contestants/${code}`),
  contestantAct: (slug: string, code: string, act: 'phone' | 'unlock') => under(contest(slug), encoded`contestants/${code}/${act}`),
  accountsOf: (slug: string, code: string) => under(contest(slug), encoded`contestants/${code}/accounts`),
  providerTrial: (slug: string, provider: string) => under(contest(slug), encoded`sign-in/${provider}/trial`),
  extraAttempts: (slug: string) => under(contest(slug), 'extra-attempts'),
  extraAttempt: (slug: string, code: string) => under(contest(slug), encoded`contestants/${code}/extra-attempts`),
  extraAttemptAct: (slug: string, code: string, act: 'agree' | 'withdraw') =>
    under(contest(slug), encoded`contestants/${code}/extra-attempts/${act}`),
  unitList: (slug: string, query: string) => asking(under(contest(slug), 'units/list'), query),
  unitNames: (slug: string, asked: Readonly<Record<string, string>>) =>
    asking(under(contest(slug), 'units/names'), new URLSearchParams(asked).toString()),
  unitsExport: (slug: string, query: string) => asking(under(contest(slug), 'units/export'), query),
  unit: (slug: string, code: string) => under(contest(slug), encoded`units/${code}`),
  unitsEdit: (slug: string) => under(contest(slug), 'units/edit'),
  boards: (slug: string) => under(contest(slug), 'boards'),
  boardsEdit: (slug: string) => under(contest(slug), 'boards/edit'),
  lastChange: (slug: string) => under(contest(slug), 'people/last-change'),
  undoPeople: (slug: string) => under(contest(slug), 'people/undo'),

  peopleRequests: (slug: string) => under(contest(slug), 'people-requests'),
  peopleRequest: (slug: string, id: string) => under(contest(slug), encoded`people-requests/${id}`),
  peopleRequestAct: (slug: string, id: string, act: 'approve' | 'refuse') => under(contest(slug), encoded`people-requests/${id}/${act}`),
  doubts: (slug: string, query = '') => asking(under(contest(slug), 'doubts'), query),

  questions: (slug: string, query = '') => asking(under(contest(slug), 'questions'), query),
  bulk: (slug: string) => under(contest(slug), 'questions/bulk'),
  similar: (slug: string, page: string) => under(contest(slug), encoded`questions/similar?page=${page}`),
  questionTemplate: (slug: string) => under(contest(slug), 'questions/template.xlsx'),
  questionExport: (slug: string, query: string) => asking(under(contest(slug), 'questions/export'), query),
  question,
  questionAct: (slug: string, code: string, act: QuestionAct) => under(question(slug, code), act),
  pictures: (slug: string) => under(contest(slug), 'pictures'),

  contributions: (slug: string) => under(contest(slug), 'contributions'),
  uploadLinks: (slug: string) => under(contest(slug), 'upload-links'),
  uploadLink: (slug: string, id: string) => under(contest(slug), encoded`upload-links/${id}`),

  blueprints: (slug: string) => under(contest(slug), 'blueprints'),
  blueprint: (slug: string, key: string) => under(round(slug, key), 'blueprint'),
  lock: (slug: string, key: string) => under(round(slug, key), 'lock'),
  release: (slug: string, key: string) => under(round(slug, key), 'release'),
  agreeRelease: (slug: string, key: string) => under(round(slug, key), 'release/agree'),
  departure: (slug: string, key: string) => under(round(slug, key), 'departure'),
  /** @param place of the prize whose revocation is looked at; null: the one that waits */
  personalData: (slug: string) => at`/api/staff/contests/${slug}/personal-data`,
  agreeErasure: (slug: string) => at`/api/staff/contests/${slug}/personal-data/agree`,
  revocation: (slug: string, key: string, place: number | null = null) =>
    asking(under(round(slug, key), 'revocation'), place === null ? '' : `place=${String(place)}`),
  agreeRevocation: (slug: string, key: string) => under(round(slug, key), 'revocation/agree'),
  agreeDeparture: (slug: string, key: string) => under(round(slug, key), 'departure/agree'),
  live: (slug: string, key: string) => under(round(slug, key), 'live'),
  liveUnits: (slug: string, key: string, query: string) => asking(under(round(slug, key), 'live/units'), query),
  /** A step in the life of a round. */
  roundAct: (slug: string, key: string, act: RoundAct) => under(round(slug, key), act),
  standings: (slug: string, key: string, query: string) => asking(under(round(slug, key), 'standings'), query),
  ties: (slug: string, key: string) => under(round(slug, key), 'ties'),
  agreeTie: (slug: string, key: string) => under(round(slug, key), 'ties/agree'),
  awards: (slug: string, key: string) => under(round(slug, key), 'awards'),
  conclusion: (slug: string, query: string) => asking(under(contest(slug), 'conclusion'), query),
  standingsExport: (slug: string, key: string, format: 'csv' | 'xlsx') => under(round(slug, key), `export?format=${format}`),
  analysis: (slug: string, key: string) => under(round(slug, key), 'analysis'),
  analysisWorkbook: (slug: string, key: string) => under(round(slug, key), 'analysis.xlsx'),
}

/** What staff and senders of questions both have, below the one's or the other's collection. */
export const pictureAt = (pictures: ApiPath, digest: string): ApiPath => under(pictures, encoded`${digest}`)
export const contributionPaths = {
  one: (contributions: ApiPath, id: string) => under(contributions, encoded`${id}`),
  item: (contribution: ApiPath, index: string) => under(contribution, encoded`items/${index}`),
  submit: (contribution: ApiPath) => under(contribution, 'submit'),
}

/** A change that was looked at, by its digest. */
export const asSeen = (path: ApiPath, digest: string): ApiPath => asking(path, encoded`seen=${digest}`)

/** An import, first as a rehearsal. */
export const importing = (path: ApiPath, dryRun: boolean): ApiPath => asking(path, `dryRun=${String(dryRun)}`)
