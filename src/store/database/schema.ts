/**
 * The tables as Kysely sees them; the statements that make them are in migrations/. One convention on both databases:
 * instants are integer milliseconds, flags are 0 or 1, JSON is text, bytes are Uint8Array.
 * Columns named `personal` or `sealed` hold AES-256-GCM ciphertext (codec.ts); columns ending in `_index` hold keyed
 * hashes for look-ups, so that neither a stolen file nor a dump names a person or shows an answer key.
 */
import type { Generated } from 'kysely'
import type { ContestRole } from '#contest/roles.ts'
import type { ClockSource } from '#contest/clock-doubt.ts'
import type {
  AwardTable,
  BankTable,
  BoardMemberTable,
  Bytes,
  ContestantRankTable,
  ContributionTable,
  ErasureRequestTable,
  ErasureTable,
  ExtraAttemptTable,
  LikelySameTable,
  LockedSetTable,
  PeopleRequestTable,
  PeopleUndoTable,
  PictureHolderTable,
  PictureTable,
  PracticeQuestionTable,
  PublicationTable,
  PrizeRevocationTable,
  QuestionChangeTable,
  QuestionTable,
  QuestionTieTable,
  QuestionVersionTable,
  RoundResultTable,
  SealedLinesTable,
  TieDecisionTable,
  ReferralTable,
  UnitTable,
  UploadLinkTable,
  ProviderAccountTable,
  ProviderDoubtTable,
  RecoveryCodeTable,
  SecondFactorTable,
  SessionMoveTable,
  UsedProofTable,
} from './schema-desk.ts'
import type { Departure, RoundStatus } from '#contest/round-life.ts'

interface KeyFingerprintTable {
  name: 'data.key' | 'ledger.pem'
  /** 16 bytes as hex. */
  fingerprint: string
}

interface ContestTable {
  id: string
  slug: string
  /** The ContestRules as canonical JSON. */
  rules: string
  rules_digest: string
  /** 1 on a throw-away contest; every page then says so. */
  demo: number
  created_at: number
  updated_at: number
  /** Of units, people and boards together: while it is the same, so is what was counted of them. */
  roster_revision: Generated<number>
  /** Null: being prepared, seen by its staff alone. */
  announced_at: Generated<number | null>
}

/** The rules as they were announced, and as they were changed since. */
interface RulesVersionTable {
  contest_id: string
  /** From 1. */
  number: number
  at: number
  rules: string
  rules_digest: string
  reason: string | null
}

interface ContestantTable {
  id: string
  contest_id: string
  unit_id: string
  /** Sealed JSON: the `Profile` of contest/person.ts. */
  personal: Bytes
  staff_code_index: Bytes
  phone_index: Bytes | null
  /** When the contestant confirmed name and unit and consented; null before. */
  consented_at: number | null
  created_at: number
}

interface RoundTable {
  id: string
  contest_id: string
  /** `RoundRules.key`, unique in the contest. */
  key: string
  ordinal: number
  name: string
  opens_at: number
  closes_at: number
  status: RoundStatus
  locked_set_id: string | null
  /** Sealed 32 bytes each; the seeds are committed to in the genesis leaf and published with the result. */
  paper_seed: Bytes
  lot_seed: Bytes
  /** Sealed 32-byte key under which this round's entries are sealed. */
  entry_key: Bytes
  opened_at: number | null
  closed_at: number | null
  tallied_at: number | null
  approved_at: number | null
  published_at: number | null
  /** Of the tally that may write this round's result: random, of the last one that was started. */
  tally_claim: string | null
  /** 1: the digests of its entries are still those of a version before they were keyed. */
  digests_plain: Generated<number>
  /** 1: its result was published by a version before results were sealed, and is not sealed yet. */
  result_plain: Generated<number>
  /** 1: was published before publications were kept. */
  publication_due: Generated<number>
}

interface AttemptTable {
  id: string
  round_id: string
  contestant_id: string
  number: number
  started_at: number
  deadline_at: number
  paper_set: number
}

interface EntryTable {
  /** Made by the client; makes the submission idempotent. */
  id: string
  round_id: string
  attempt_id: string
  contestant_id: string
  log_index: number
  submitted_at: number
  /** Keyed digest of the canonical body (`bodyDigestOf`), to tell a retry from another body. */
  body_digest: Bytes
  /** Salt and opening of the leaf's commitment, sealed under the round's entry key (entry-seal.ts). */
  sealed: Bytes
  /** The bytes of the log leaf. */
  leaf: Bytes
  /** Inclusion path in the tree of the batch, 32 bytes a node. */
  proof: Bytes
  /** Size of the tree the proof is against: the batch's signed head. */
  tree_size: number
  /** Ten characters, without the dash. */
  code: string
}

/** Leaves of the log that are not entries (`MarkerKind`). */
interface MarkerLeafTable {
  round_id: string
  log_index: number
  leaf: Bytes
  /** Inclusion path in the tree of its batch; null for those of the first versions, which only began and ended a log. */
  proof: Bytes | null
}

/** A time the data came back from a backup while this round was not published. Its heads speak for the latest epoch. */
interface LogEpochTable {
  round_id: string
  /** From 2 on. */
  epoch: number
  /** SHA-256 of the backup's database as hex. */
  backup: string
  backup_at: number
  restored_at: number
  /** Size of the log in the backup. */
  log_size: number
  /** 1 once its leaf is in the log. */
  logged: number
}

/** Whose session ended, or who was changed. */
interface SessionChangeTable {
  seq: Generated<number>
  subject_id: string
  at: number
}

/** Where a round leaves the times its rulebook announced. */
interface RoundDepartureTable {
  id: string
  round_id: string
  kind: Departure
  /** Everybody may read it. */
  reason: string
  /** Of one that goes on: when it is to end then. */
  closes_at: number | null
  /** Null: somebody at the command line of the server, who needs no second. */
  asked_by: string | null
  asked_at: number
  agreed_by: string | null
  /** From then on it is only to be carried out. */
  agreed_at: number | null
  /** The instant that it moved, as it was before; null until it is carried out. */
  planned_at: number | null
  done_at: number | null
}

/** What a person said about a reading that made the server's clock doubtful. */
interface ClockConfirmationTable {
  source: ClockSource
  /** Milliseconds: of `log` the last instant, of the others the offset. */
  value: number
  confirmed_by: string
  confirmed_at: number
}

/** The current head of each round's log: the one row a batch locks. */
interface LogHeadTable {
  round_id: string
  size: number
  root: Bytes
  frontier: Bytes
  /** C2SP signed note. */
  checkpoint: string
  /** 1 once the closing leaf is in: nothing is appended any more. */
  closed: number
}

/** Every head ever signed, so that any receipt can be shown again. */
interface LogCheckpointTable {
  round_id: string
  size: number
  checkpoint: string
  signed_at: number
}

interface StaffTable {
  id: string
  login: string
  name: string
  /** 1: runs the server, and holds no role in any contest. */
  administrator: number
  /** Sealed JSON: staff code and phone of whose it is; null when it does not say. */
  personal: Bytes | null
  password_hash: string
  /** 1: somebody else made it. */
  password_given: number
  disabled_at: number | null
  created_at: number
}

/** What an account is in a contest: one role at a time. */
interface StaffRoleTable {
  staff_id: string
  contest_id: string
  role: ContestRole
  /** Where a contributor belongs; null for everybody else. */
  unit_id: string | null
  given_at: number
}

interface SessionTable {
  /** SHA-256 of the opaque token; the token itself is never stored. */
  token_hash: Bytes
  kind: 'contestant' | 'staff' | 'contributor'
  /** Contestant, staff or upload link. */
  subject_id: string
  contest_id: string | null
  created_at: number
  expires_at: number
  /** HMAC of all of the row; a row without the right one is no session. */
  tag: Bytes | null
}

/** Tries at a secret, by account, device, address …, inside a window; those with the right one are taken back. */
interface SignInFailureTable {
  bucket: string
  failures: number
  resets_at: number
  /** From when on another try is looked at. */
  next_at: number
}

interface AuditTable {
  id: Generated<number>
  at: number
  actor_kind: 'staff' | 'contestant' | 'link' | 'system' | 'command'
  actor_id: string | null
  event: string
  contest_id: string | null
  /** JSON without personal data. */
  data: string
  /** Whom it was done to: a staff account or a contestant. */
  subject_id: string | null
  /** What is counted by the minute says here what it is and in which minute; null for everything else. */
  counted: string | null
  times: Generated<number>
}

/** A request to take the locked set from a round that has not opened; gone once somebody agreed or it was withdrawn. */
interface LockReleaseTable {
  round_id: string
  locked_set_id: string
  asked_by: string
  reason: string
  asked_at: number
}

/** A juror's approval of the result of this digest; gone with the result when the round is tallied again. */
interface RoundApprovalTable {
  round_id: string
  staff_id: string
  digest: string
  approved_at: number
  /** 1: written at the command line of the server, in the name of the juror. */
  at_command_line: number
}

/** Of every round that has a locked set: who gave it, and when. */
interface RoundLockTable {
  round_id: string
  locked_at: number
  /** Login, or `command`. */
  locked_by: string
  /** From then on the set stays with the round; null before its opening has begun. */
  opening_begun_at: number | null
}

export interface Schema {
  key_fingerprint: KeyFingerprintTable
  contest: ContestTable
  rules_version: RulesVersionTable
  unit: UnitTable
  contestant: ContestantTable
  board_member: BoardMemberTable
  bank: BankTable
  question: QuestionTable
  question_version: QuestionVersionTable
  question_change: QuestionChangeTable
  question_tie: QuestionTieTable
  picture: PictureTable
  contribution: ContributionTable
  picture_holder: PictureHolderTable
  upload_link: UploadLinkTable
  locked_set: LockedSetTable
  round: RoundTable
  referral: ReferralTable
  attempt: AttemptTable
  entry: EntryTable
  marker_leaf: MarkerLeafTable
  log_epoch: LogEpochTable
  round_departure: RoundDepartureTable
  extra_attempt: ExtraAttemptTable
  practice_question: PracticeQuestionTable
  tie_decision: TieDecisionTable
  clock_confirmation: ClockConfirmationTable
  log_head: LogHeadTable
  log_checkpoint: LogCheckpointTable
  round_result: RoundResultTable
  standing: SealedLinesTable
  contestant_rank: ContestantRankTable
  set_aside: SealedLinesTable
  award: AwardTable
  publication: PublicationTable
  prize_revocation: PrizeRevocationTable
  staff: StaffTable
  staff_role: StaffRoleTable
  second_factor: SecondFactorTable
  recovery_code: RecoveryCodeTable
  people_request: PeopleRequestTable
  people_undo: PeopleUndoTable
  likely_same: LikelySameTable
  erasure_request: ErasureRequestTable
  erasure: ErasureTable
  provider_account: ProviderAccountTable
  provider_doubt: ProviderDoubtTable
  used_proof: UsedProofTable
  session_move: SessionMoveTable
  session: SessionTable
  session_change: SessionChangeTable
  sign_in_failure: SignInFailureTable
  round_lock: RoundLockTable
  lock_release: LockReleaseTable
  round_approval: RoundApprovalTable
  audit: AuditTable
}
