/** The tables behind the desks of the staff: the question bank with what is sent to it, changes to people, and results. */
import type { IdentityDoubt } from '#contest/sign-in/match.ts'
import type { BoardKind } from '#contest/roles.ts'
import type { PictureType } from '#contest/questions/question.ts'
import type { ChangeKind, QuestionState } from '#contest/questions/review.ts'

import type { ColumnType, Generated } from 'kysely'

/** A column of bytes. */
export type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>

/** Who wrote something of the bank: a staff account, an upload link, or the server's command line. */
export type AuthorKind = 'staff' | 'link' | 'command'

/** One row a contest, locked by every act on its bank: acts follow one another, and the revision tells readers to read again. */
export interface BankTable {
  contest_id: string
  revision: number
}

export interface QuestionTable {
  id: string
  contest_id: string
  code: string
  state: QuestionState
  /** The present version, of question_version. */
  version: number
  /** Keyed hash of the normalised stem, to find the same question imported twice. */
  stem_index: Bytes
  /** File and place it came from. */
  origin: string
  /** The unit that sent it; null: the organisers' own. */
  unit_id: string | null
  contribution_id: string | null
  assignee_id: string | null
  /** Rows of question_change, and how many of them are comments. */
  changes: number
  comments: number
  created_at: number
  changed_at: number
}

/** Never changed, never deleted. */
export interface QuestionVersionTable {
  question_id: string
  version: number
  /** Sealed JSON QuestionContent. */
  sealed: Bytes
  by_kind: AuthorKind
  by_id: string | null
  at: number
}

export interface QuestionChangeTable {
  question_id: string
  /** From 1 in each question. */
  number: number
  at: number
  by_kind: AuthorKind
  by_id: string | null
  kind: ChangeKind
  version: number
  /** Sealed text: the comment, the login it was given to, the other question's code. */
  sealed: Bytes | null
}

/** Two questions never drawn together, once: first_id is the smaller by code unit. */
export interface QuestionTieTable {
  contest_id: string
  first_id: string
  second_id: string
}

export interface PictureTable {
  contest_id: string
  /** Lower-case hex SHA-256 of the bytes. */
  digest: string
  media_type: PictureType
  sealed: Bytes
  /** 1 once the bank may name it; 0: it goes with the last that holds it. */
  kept: number
  added_at: number
}

export interface ContributionTable {
  id: string
  contest_id: string
  unit_id: string | null
  by_kind: 'staff' | 'link'
  by_id: string
  state: 'staged' | 'submitted'
  version: number
  /** Sealed JSON of the file's name, findings and items. */
  sealed: Bytes
  questions: number
  broken: number
  doubtful: number
  left_out: number
  created_at: number
  submitted_at: number | null
}

/** Who may look at a picture the bank does not hold yet. */
export interface PictureHolderTable {
  /** A contribution, or whoever sent it by itself: a staff account or an upload link. */
  holder_id: string
  contest_id: string
  digest: string
}

export interface UploadLinkTable {
  id: string
  contest_id: string
  unit_id: string
  /** SHA-256 of the token; the token itself is never stored. */
  token_hash: Bytes
  /** Sealed JSON {label}. */
  personal: Bytes
  /** Null: made at the command line. */
  created_by: string | null
  created_at: number
  expires_at: number
  revoked_at: number | null
  used_at: number | null
}

export interface LockedSetTable {
  id: string
  contest_id: string
  digest: string
  /** Sealed JSON LockedSet.questions. */
  sealed: Bytes
  questions: number
  locked_at: number
  locked_by: string
}

/** Changes to people that wait for a second person, or did. */
export interface PeopleRequestTable {
  id: string
  contest_id: string
  kind: 'roster' | 'boards' | 'units'
  file_name: string
  /** Sealed JSON: what was read of the file; null once it was decided. */
  personal: Bytes | null
  added: number
  updated: number
  removed: Generated<number>
  /** Null: at the command line. */
  asked_by: string | null
  asked_at: number
  state: 'asked' | 'applied' | 'refused' | 'withdrawn'
  decided_by: string | null
  decided_at: number | null
}

export interface BoardMemberTable {
  id: string
  contest_id: string
  board: BoardKind
  personal: Bytes
  role: string
  staff_code_index: Bytes | null
  phone_index: Bytes | null
  added_at: number
}

export interface UnitTable {
  id: string
  contest_id: string
  code: string
  name: string
  kind: string
  headcount: number
  /** JSON: a list of texts. */
  aliases: Generated<string>
  parent_code: Generated<string | null>
  /** The first and the last day, `2025-06-30`; null: open. */
  valid_from: Generated<string | null>
  valid_until: Generated<string | null>
}

/** How the last change of a contest's units, people and boards is taken back. */
export interface PeopleUndoTable {
  contest_id: string
  kind: 'roster' | 'boards' | 'units'
  /** Empty: by hand. */
  file_name: string
  /** Sealed JSON: the change that undoes it. */
  personal: Bytes
  /** Of the roster after it: at another somebody changed something since. */
  revision: number
  added: number
  updated: number
  removed: number
  done_by: string | null
  done_at: number
}

/** Who on the roster may be one person with a board member, a staff account or another of the roster. */
export interface LikelySameTable {
  contest_id: string
  contestant_id: string
  other_kind: 'contestant' | 'board' | 'staff'
  other_id: string
  /** Names of what both share, with blanks between. */
  grounds: string
  /** 1: bars without anybody deciding. */
  certain: number
  decision: 'same' | 'different' | null
  decided_by: string | null
  decided_at: number | null
  /** What one person said after standings were seen, until another says the same. */
  proposed: 'same' | 'different' | null
  proposed_by: string | null
  proposed_at: number | null
}

/** Beyond those of the rules, to one contestant. */
export interface ExtraAttemptTable {
  id: string
  round_id: string
  contestant_id: string
  /** Why; null once the personal data of the contest is erased. */
  personal: Uint8Array | null
  asked_by: string
  asked_at: number
  agreed_by: string | null
  agreed_at: number | null
}

/** Questions anybody may practise with, or could once. */
export interface PracticeQuestionTable {
  question_id: string
  contest_id: string
  released_at: number
  /** Null: it is released. */
  withdrawn_at: number | null
}

export interface TieDecisionTable {
  id: string
  round_id: string
  sealed: Uint8Array
  asked_by: string
  asked_at: number
  agreed_by: string | null
  agreed_at: number | null
}

export interface RoundResultTable {
  round_id: string
  participants: number
  digest: string
  computed_at: number
  /** [actual number of all-correct, summary (usecases/results/summary.ts)] */
  sealed: Bytes
}

/** Lines of a result a block at a time (store/results/sealed-lines.ts). */
export interface SealedLinesTable {
  round_id: string
  /** From 0 on, without a gap. */
  block: number
  sealed: Bytes
}

export interface ContestantRankTable {
  round_id: string
  /** Keyed hash of round and contestant, 16 bytes. */
  contestant_index: Bytes
  rank: number
}

export interface AwardTable {
  round_id: string
  place: number
  sealed: Bytes
}

/** What was published, of a round or of the whole contest. */
export interface PublicationTable {
  contest_id: string
  /** Id of the round, or of the contest. */
  subject: string
  version: number
  published_at: number
  /** What everybody reads, JSON of the contract. */
  sealed: Bytes
}

/** By whose personal link a contestant came: sealed JSON of the other's id and the instant. */
export interface ReferralTable {
  contestant_id: string
  contest_id: string
  sealed: Bytes
}

/** A prize taken back after publication, or to be. */
export interface PrizeRevocationTable {
  id: string
  round_id: string
  sealed: Uint8Array
  asked_by: string
  asked_at: number
  agreed_by: string | null
  agreed_at: number | null
  /** Of the publication it made. */
  version: number | null
}

/** A contest whose personal data somebody asked to erase ahead of the schedule. */
export interface ErasureRequestTable {
  contest_id: string
  /** Sealed JSON: what was asked, and by whom. */
  sealed: Bytes
  /** Null: the command line. */
  asked_by: string | null
  asked_at: number
}

/** A contest whose personal data is being erased, or is. */
export interface ErasureTable {
  contest_id: string
  /** Sealed JSON: why it began. */
  sealed: Bytes
  begun_at: number
  step: string
  after: string
  /** JSON: by kind, how many so far. */
  counts: string
  finished_at: number | null
}

export interface ProviderAccountTable {
  /** Keyed hash of contest, provider and its subject. */
  account_index: Bytes
  contest_id: string
  provider: string
  contestant_id: string
  bound_at: number
  /** Of everything the row says, under a key that is not in the database. */
  tag: Bytes
}

export interface ProviderDoubtTable {
  account_index: Bytes
  /** Whom the account may be. */
  contestant_id: string
  contest_id: string
  provider: string
  why: IdentityDoubt
  seen_at: number
}

export interface UsedProofTable {
  /** Keyed hash. */
  mark: Bytes
  forgotten_at: number
}

export interface SessionMoveTable {
  handle_index: Bytes
  contestant_id: string
  contest_id: string
  /** Under a key that is not in the database, of everything the row says but the tries. */
  code_mac: Bytes
  tries_left: number
  expires_at: number
}

export interface SecondFactorTable {
  staff_id: string
  /** Sealed. */
  secret: Bytes
  /** Null until its owner has shown a code of it. */
  confirmed_at: number | null
  /** Number of the thirty seconds whose code was used last. */
  last_step: number
  made_at: number
}

export interface RecoveryCodeTable {
  staff_id: string
  /** Keyed hash of account and code. */
  code_index: Bytes
}
