-- Generated from the migrations: UPDATE_SCHEMA=1 npx vitest run src/store/database/migrate.test.ts

CREATE TABLE attempt (
  id text not null primary key,
  round_id text not null references round (id),
  contestant_id text not null references contestant (id),
  number integer not null check (number >= 1),
  started_at integer not null,
  deadline_at integer not null check (deadline_at >= started_at), paper_set integer not null default 0 check (paper_set >= 0),
  unique (round_id, contestant_id, number)
) strict;

CREATE TABLE audit (
  id integer primary key autoincrement,
  at integer not null,
  actor_kind text not null check (actor_kind in ('staff', 'contestant', 'link', 'system', 'command')),
  actor_id text,
  event text not null,
  contest_id text references contest (id),
  data text not null
, subject_id text, counted text, times integer not null default 1 check (times >= 1)) strict;

CREATE INDEX audit_actor on audit (actor_id, id);

CREATE INDEX audit_contest on audit (contest_id, id);

CREATE UNIQUE INDEX audit_counted on audit (counted);

CREATE INDEX audit_subject on audit (subject_id, id);

CREATE TABLE award (
  round_id text not null references round_result (round_id),
  place integer not null check (place >= 1),
  sealed blob not null,
  primary key (round_id, place)
) strict;

CREATE TABLE bank (
  contest_id text not null primary key references contest (id),
  revision integer not null check (revision >= 0)
) strict;

CREATE TABLE board_member (
  id text not null primary key,
  contest_id text not null references contest (id),
  board text not null check (board in ('organiser', 'juror', 'assistant')),
  personal blob not null,
  role text not null,
  staff_code_index blob,
  phone_index blob,
  added_at integer not null,
  check (staff_code_index is not null or phone_index is not null)
) strict;

CREATE UNIQUE INDEX board_member_code on board_member (contest_id, board, staff_code_index);

CREATE INDEX board_member_phone on board_member (contest_id, phone_index);

CREATE TABLE clock_confirmation (
  source text not null primary key,
  value integer not null,
  confirmed_by text not null,
  confirmed_at integer not null
) strict;

CREATE TABLE contest (
  id text not null primary key,
  slug text not null unique check (length(slug) between 1 and 80),
  rules text not null,
  rules_digest text not null check (length(rules_digest) = 64),
  demo integer not null check (demo in (0, 1)),
  created_at integer not null,
  updated_at integer not null
, roster_revision integer not null default 0, announced_at integer) strict;

CREATE TABLE contestant (
  id text not null primary key,
  contest_id text not null references contest (id),
  unit_id text not null,
  personal blob not null,
  staff_code_index blob not null,
  phone_index blob,
  consented_at integer,
  created_at integer not null,
  unique (contest_id, staff_code_index),
  unique (contest_id, id),
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) strict;

CREATE INDEX contestant_phone on contestant (contest_id, phone_index);

CREATE INDEX contestant_unit on contestant (contest_id, unit_id);

CREATE TABLE contestant_rank (
  round_id text not null,
  contestant_index blob not null,
  rank integer not null check (rank >= 1),
  primary key (round_id, contestant_index)
) strict, without rowid;

CREATE TABLE contribution (
  id text not null primary key,
  contest_id text not null references contest (id),
  unit_id text,
  by_kind text not null check (by_kind in ('staff', 'link')),
  by_id text not null,
  state text not null check (state in ('staged', 'submitted')),
  version integer not null check (version >= 1),
  sealed blob not null,
  questions integer not null check (questions >= 0),
  broken integer not null check (broken >= 0),
  doubtful integer not null check (doubtful >= 0),
  left_out integer not null check (left_out >= 0),
  created_at integer not null,
  submitted_at integer,
  check ((state = 'submitted') = (submitted_at is not null)),
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) strict;

CREATE INDEX contribution_owner on contribution (contest_id, by_id);

CREATE TABLE entry (
  id text not null primary key check (length(id) between 16 and 64),
  round_id text not null references round (id),
  attempt_id text not null unique references attempt (id),
  contestant_id text not null,
  log_index integer not null check (log_index >= 1),
  submitted_at integer not null,
  body_digest blob not null check (length(body_digest) = 32),
  sealed blob not null,
  leaf blob not null,
  proof blob not null,
  tree_size integer not null check (tree_size > log_index),
  code text not null check (length(code) = 10),
  unique (round_id, log_index)
) strict;

CREATE INDEX entry_code on entry (code);

CREATE TABLE erasure (
        contest_id text not null primary key references contest,
        sealed blob not null,
        begun_at integer not null,
        step text not null,
        after text not null,
        counts text not null,
        finished_at integer
      ) strict;

CREATE TABLE erasure_request (
        contest_id text not null primary key references contest,
        sealed blob not null,
        asked_by text references staff,
        asked_at integer not null
      ) strict;

CREATE TABLE extra_attempt (
        id text not null primary key,
        round_id text not null references round,
        contestant_id text not null references contestant,
        personal blob,
        asked_by text not null references staff,
        asked_at integer not null,
        agreed_by text references staff,
        agreed_at integer,
        check ((agreed_by is null) = (agreed_at is null)),
        check (agreed_by <> asked_by)
      ) strict;

CREATE INDEX extra_attempt_contestant on extra_attempt (contestant_id);

CREATE UNIQUE INDEX extra_attempt_waiting on extra_attempt (round_id, contestant_id) where agreed_at is null;

CREATE TABLE key_fingerprint (
  name text not null primary key check (name in ('data.key', 'ledger.pem')),
  fingerprint text not null check (length(fingerprint) = 32)
) strict;

CREATE TABLE likely_same (
  contest_id text not null references contest (id),
  contestant_id text not null references contestant (id),
  other_kind text not null check (other_kind in ('contestant', 'board', 'staff')),
  other_id text not null,
  grounds text not null,
  certain integer not null check (certain in (0, 1)),
  decision text check (decision in ('same', 'different')),
  decided_by text references staff (id),
  decided_at integer, proposed text check (proposed in ('same', 'different')), proposed_by text references staff (id), proposed_at integer,
  primary key (contestant_id, other_kind, other_id),
  check ((decision is null) = (decided_at is null))
) strict;

CREATE INDEX likely_same_contest on likely_same (contest_id);

CREATE TABLE lock_release (
  round_id text not null primary key references round (id),
  locked_set_id text not null references locked_set (id),
  asked_by text not null references staff (id),
  reason text not null check (length(reason) between 1 and 1000),
  asked_at integer not null
) strict;

CREATE TABLE locked_set (
  id text not null primary key,
  contest_id text not null references contest (id),
  digest text not null check (length(digest) = 64),
  sealed blob not null,
  questions integer not null check (questions > 0),
  locked_at integer not null,
  locked_by text not null,
  unique (contest_id, digest),
  unique (contest_id, id)
) strict;

CREATE TABLE log_checkpoint (
  round_id text not null references round (id),
  size integer not null check (size >= 1),
  checkpoint text not null,
  signed_at integer not null,
  primary key (round_id, size)
) strict;

CREATE TABLE log_epoch (
  round_id text not null references round,
  epoch integer not null,
  backup text not null,
  backup_at integer not null,
  restored_at integer not null,
  log_size integer not null,
  logged integer not null,
  primary key (round_id, epoch)
) strict;

CREATE TABLE log_head (
  round_id text not null primary key references round (id),
  size integer not null check (size >= 1),
  root blob not null check (length(root) = 32),
  frontier blob not null,
  checkpoint text not null,
  closed integer not null check (closed in (0, 1))
) strict;

CREATE TABLE marker_leaf (
  round_id text not null references round (id),
  log_index integer not null check (log_index >= 0),
  leaf blob not null, proof blob,
  primary key (round_id, log_index)
) strict;

CREATE TABLE people_request (
  id text not null primary key,
  contest_id text not null references contest (id),
  kind text not null check (kind in ('roster', 'boards', 'units')),
  file_name text not null,
  personal blob,
  added integer not null check (added >= 0),
  updated integer not null check (updated >= 0),
  asked_by text references staff (id),
  asked_at integer not null,
  state text not null check (state in ('asked', 'applied', 'refused', 'withdrawn')),
  decided_by text references staff (id),
  decided_at integer, removed integer not null default 0 check (removed >= 0),
  check ((state = 'asked') = (personal is not null)),
  check ((state = 'asked') = (decided_at is null))
) strict;

CREATE INDEX people_request_contest on people_request (contest_id, asked_at);

CREATE TABLE people_undo (
        contest_id text not null primary key references contest,
        kind text not null check (kind in ('roster', 'boards', 'units')),
        file_name text not null,
        personal blob not null,
        revision integer not null,
        added integer not null,
        updated integer not null,
        removed integer not null,
        done_by text references staff,
        done_at integer not null
      ) strict;

CREATE TABLE picture (
  contest_id text not null references contest (id),
  digest text not null check (length(digest) = 64),
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
  sealed blob not null,
  kept integer not null check (kept in (0, 1)),
  added_at integer not null,
  primary key (contest_id, digest)
) strict;

CREATE TABLE picture_holder (
  holder_id text not null,
  contest_id text not null,
  digest text not null,
  primary key (holder_id, contest_id, digest),
  foreign key (contest_id, digest) references picture (contest_id, digest)
) strict;

CREATE INDEX picture_holder_digest on picture_holder (contest_id, digest);

CREATE TABLE practice_question (
        question_id text not null primary key references question,
        contest_id text not null references contest,
        released_at integer not null,
        withdrawn_at integer
      ) strict;

CREATE INDEX practice_question_contest on practice_question (contest_id);

CREATE TABLE prize_revocation (
        id text not null primary key,
        round_id text not null references round,
        sealed blob not null,
        asked_by text not null references staff,
        asked_at integer not null,
        agreed_by text references staff,
        agreed_at integer,
        version integer,
        check ((agreed_by is null) = (agreed_at is null)),
        check ((agreed_by is null) = (version is null)),
        check (agreed_by is null or agreed_by <> asked_by)
      ) strict;

CREATE INDEX prize_revocation_round on prize_revocation (round_id);

CREATE UNIQUE INDEX prize_revocation_waiting on prize_revocation (round_id) where agreed_at is null;

CREATE TABLE provider_account (
        account_index blob not null primary key,
        contest_id text not null references contest,
        provider text not null,
        contestant_id text not null references contestant on delete cascade,
        bound_at integer not null,
        tag blob not null,
        unique (contestant_id, provider)
      ) strict;

CREATE TABLE provider_doubt (
        account_index blob not null,
        contestant_id text not null references contestant on delete cascade,
        contest_id text not null references contest,
        provider text not null,
        why text not null check (why in ('several', 'name-differs', 'code-differs', 'bound')),
        seen_at integer not null,
        primary key (account_index, contestant_id)
      ) strict;

CREATE INDEX provider_doubt_contest on provider_doubt (contest_id, contestant_id);

CREATE TABLE publication (
          contest_id text not null references contest (id),
          subject text not null,
          version integer not null check (version >= 1),
          published_at integer not null,
          sealed blob not null,
          primary key (subject, version)
        ) strict;

CREATE TABLE question (
  id text not null primary key,
  contest_id text not null references contest (id),
  code text not null,
  state text not null check (state in ('draft', 'submitted', 'approved', 'retired')),
  version integer not null check (version >= 1),
  stem_index blob not null,
  origin text not null,
  unit_id text,
  contribution_id text references contribution (id),
  assignee_id text references staff (id),
  changes integer not null check (changes >= 1),
  comments integer not null check (comments between 0 and changes),
  created_at integer not null,
  changed_at integer not null,
  unique (contest_id, code),
  unique (contest_id, id),
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) strict;

CREATE INDEX question_state on question (contest_id, state);

CREATE INDEX question_stem on question (contest_id, stem_index);

CREATE TABLE question_change (
  question_id text not null references question (id),
  number integer not null check (number >= 1),
  at integer not null,
  by_kind text not null check (by_kind in ('staff', 'link', 'command')),
  by_id text,
  kind text not null check (kind in ('created', 'edited', 'submitted', 'sent-back', 'approved', 'retired', 'restored', 'assigned', 'commented', 'tied', 'untied')),
  version integer not null,
  sealed blob,
  primary key (question_id, number),
  foreign key (question_id, version) references question_version (question_id, version),
  check ((by_kind = 'command') = (by_id is null))
) strict;

CREATE TABLE question_tie (
  contest_id text not null references contest (id),
  first_id text not null,
  second_id text not null,
  primary key (first_id, second_id),
  check (first_id <> second_id),
  foreign key (contest_id, first_id) references question (contest_id, id),
  foreign key (contest_id, second_id) references question (contest_id, id)
) strict;

CREATE INDEX question_tie_contest on question_tie (contest_id);

CREATE TABLE question_version (
  question_id text not null references question (id),
  version integer not null check (version >= 1),
  sealed blob not null,
  by_kind text not null check (by_kind in ('staff', 'link', 'command')),
  by_id text,
  at integer not null,
  primary key (question_id, version),
  check ((by_kind = 'command') = (by_id is null))
) strict;

CREATE TABLE recovery_code (
          staff_id text not null references staff (id),
          code_index blob not null,
          primary key (staff_id, code_index)
        ) strict;

CREATE TABLE referral (
        contestant_id text not null primary key references contestant on delete cascade,
        contest_id text not null references contest,
        sealed blob not null
      ) strict;

CREATE INDEX referral_contest on referral (contest_id, contestant_id);

CREATE TABLE round (
  id text not null primary key,
  contest_id text not null references contest (id),
  key text not null,
  ordinal integer not null check (ordinal >= 1),
  name text not null,
  opens_at integer not null,
  closes_at integer not null,
  status text not null check (status in ('scheduled', 'open', 'closing', 'closed', 'tallied', 'approved', 'published')),
  locked_set_id text,
  paper_seed blob not null,
  lot_seed blob not null,
  entry_key blob not null,
  opened_at integer,
  closed_at integer,
  tallied_at integer,
  approved_at integer,
  published_at integer, tally_claim text, digests_plain integer not null default 0 check (digests_plain in (0, 1)), result_plain integer not null default 0, publication_due integer not null default 0,
  unique (contest_id, key),
  unique (contest_id, ordinal),
  check (closes_at > opens_at),
  check (status = 'scheduled' or (opened_at is not null and locked_set_id is not null)),
  check (status in ('scheduled', 'open', 'closing') or closed_at is not null),
  check (status <> 'published' or published_at is not null),
  foreign key (contest_id, locked_set_id) references locked_set (contest_id, id)
) strict;

CREATE INDEX round_due on round (status, opens_at, closes_at);

CREATE TABLE round_approval (
  round_id text not null references round (id),
  staff_id text not null references staff (id),
  digest text not null check (length(digest) = 64),
  approved_at integer not null,
  at_command_line integer not null check (at_command_line in (0, 1)),
  primary key (round_id, staff_id)
) strict;

CREATE TABLE round_departure (
        id text not null primary key,
        round_id text not null references round,
        kind text not null check (kind in ('open', 'close', 'reopen')),
        reason text not null,
        closes_at integer,
        asked_by text references staff,
        asked_at integer not null,
        agreed_by text references staff,
        agreed_at integer,
        planned_at integer,
        done_at integer
      ) strict;

CREATE INDEX round_departure_round on round_departure (round_id);

CREATE UNIQUE INDEX round_departure_waiting on round_departure (round_id) where done_at is null;

CREATE TABLE round_lock (
  round_id text not null primary key references round (id),
  locked_at integer not null,
  locked_by text not null,
  opening_begun_at integer
) strict;

CREATE TABLE round_result (
  round_id text not null primary key references round (id),
  participants integer not null check (participants >= 0),
  digest text not null check (length(digest) = 64),
  computed_at integer not null,
  sealed blob not null
) strict;

CREATE TABLE rules_version (
        contest_id text not null references contest,
        number integer not null,
        at integer not null,
        rules text not null,
        rules_digest text not null,
        reason text,
        primary key (contest_id, number)
      ) strict;

CREATE TABLE second_factor (
          staff_id text not null primary key references staff (id),
          secret blob not null,
          confirmed_at integer,
          last_step integer not null,
          made_at integer not null
        ) strict;

CREATE TABLE session (
  token_hash blob not null primary key check (length(token_hash) = 32),
  kind text not null check (kind in ('contestant', 'staff', 'contributor')),
  subject_id text not null,
  contest_id text references contest (id),
  created_at integer not null,
  expires_at integer not null
, tag blob) strict;

CREATE INDEX session_expiry on session (expires_at);

CREATE INDEX session_subject on session (subject_id);

CREATE TABLE session_change (seq integer primary key autoincrement, subject_id text not null, at integer not null) strict;

CREATE INDEX session_change_at on session_change (at);

CREATE TABLE session_move (
        handle_index blob not null primary key,
        contestant_id text not null references contestant on delete cascade,
        contest_id text not null references contest,
        code_mac blob not null,
        tries_left integer not null check (tries_left >= 0),
        expires_at integer not null
      ) strict;

CREATE TABLE set_aside (
  round_id text not null references round_result (round_id),
  block integer not null check (block >= 0),
  sealed blob not null,
  primary key (round_id, block)
) strict;

CREATE TABLE sign_in_failure (
  bucket text not null primary key,
  failures integer not null check (failures >= 0),
  resets_at integer not null
, next_at integer not null default 0) strict;

CREATE TABLE staff (
  id text not null primary key,
  login text not null unique check (length(login) between 1 and 80),
  name text not null,
  administrator integer not null check (administrator in (0, 1)),
  password_hash text not null,
  disabled_at integer,
  created_at integer not null
, personal blob, password_given integer not null default 0 check (password_given in (0, 1))) strict;

CREATE TABLE staff_role (
  staff_id text not null references staff (id),
  contest_id text not null references contest (id),
  role text not null check (role in ('organiser', 'juror', 'assistant', 'contributor')),
  unit_id text,
  given_at integer not null,
  primary key (staff_id, contest_id),
  check ((role = 'contributor') = (unit_id is not null)),
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) strict;

CREATE INDEX staff_role_contest on staff_role (contest_id);

CREATE TABLE standing (
  round_id text not null references round_result (round_id),
  block integer not null check (block >= 0),
  sealed blob not null,
  primary key (round_id, block)
) strict;

CREATE TABLE tie_decision (
        id text not null primary key,
        round_id text not null references round,
        sealed blob not null,
        asked_by text not null references staff,
        asked_at integer not null,
        agreed_by text references staff,
        agreed_at integer,
        check ((agreed_by is null) = (agreed_at is null)),
        check (agreed_by <> asked_by)
      ) strict;

CREATE INDEX tie_decision_round on tie_decision (round_id);

CREATE UNIQUE INDEX tie_decision_waiting on tie_decision (round_id) where agreed_at is null;

CREATE TABLE unit (
  id text not null primary key,
  contest_id text not null references contest (id),
  code text not null,
  name text not null,
  kind text not null,
  headcount integer not null check (headcount >= 0), aliases text not null default '[]', parent_code text, valid_from text, valid_until text,
  unique (contest_id, code),
  unique (contest_id, id)
) strict;

CREATE TABLE upload_link (
  id text not null primary key,
  contest_id text not null references contest (id),
  unit_id text not null,
  token_hash blob not null unique check (length(token_hash) = 32),
  personal blob not null,
  created_by text references staff (id),
  created_at integer not null,
  expires_at integer not null check (expires_at > created_at),
  revoked_at integer,
  used_at integer,
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) strict;

CREATE INDEX upload_link_contest on upload_link (contest_id, created_at);

CREATE TABLE used_proof (
        mark blob not null primary key,
        forgotten_at integer not null
      ) strict;
