-- Generated from the migrations: UPDATE_SCHEMA=1 npx vitest run src/store/database/migrate.test.ts

create table attempt (
  id text not null,
  round_id text not null,
  contestant_id text not null,
  number bigint not null,
  started_at bigint not null,
  deadline_at bigint not null,
  paper_set bigint not null default 0,
  constraint attempt_check CHECK ((deadline_at >= started_at)),
  constraint attempt_number_check CHECK ((number >= 1)),
  constraint attempt_paper_set_check CHECK ((paper_set >= 0)),
  constraint attempt_contestant_id_fkey FOREIGN KEY (contestant_id) REFERENCES contestant(id),
  constraint attempt_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint attempt_pkey PRIMARY KEY (id),
  constraint attempt_round_id_contestant_id_number_key UNIQUE (round_id, contestant_id, number)
);

create table audit (
  id bigint not null generated always as identity,
  at bigint not null,
  actor_kind text not null,
  actor_id text,
  event text not null,
  contest_id text,
  data text not null,
  subject_id text,
  counted text,
  times bigint not null default 1,
  constraint audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['staff'::text, 'contestant'::text, 'link'::text, 'system'::text, 'command'::text]))),
  constraint audit_times_check CHECK ((times >= 1)),
  constraint audit_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint audit_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_actor ON public.audit USING btree (actor_id, id);
CREATE INDEX audit_contest ON public.audit USING btree (contest_id, id);
CREATE UNIQUE INDEX audit_counted ON public.audit USING btree (counted);
CREATE INDEX audit_subject ON public.audit USING btree (subject_id, id);

create table award (
  round_id text not null,
  place bigint not null,
  sealed bytea not null,
  constraint award_place_check CHECK ((place >= 1)),
  constraint award_round_id_fkey FOREIGN KEY (round_id) REFERENCES round_result(round_id),
  constraint award_pkey PRIMARY KEY (round_id, place)
);

create table bank (
  contest_id text not null,
  revision bigint not null,
  constraint bank_revision_check CHECK ((revision >= 0)),
  constraint bank_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint bank_pkey PRIMARY KEY (contest_id)
);

create table board_member (
  id text not null,
  contest_id text not null,
  board text not null,
  personal bytea not null,
  role text not null,
  staff_code_index bytea,
  phone_index bytea,
  added_at bigint not null,
  constraint board_member_board_check CHECK ((board = ANY (ARRAY['organiser'::text, 'juror'::text, 'assistant'::text]))),
  constraint board_member_check CHECK (((staff_code_index IS NOT NULL) OR (phone_index IS NOT NULL))),
  constraint board_member_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint board_member_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX board_member_code ON public.board_member USING btree (contest_id, board, staff_code_index);
CREATE INDEX board_member_phone ON public.board_member USING btree (contest_id, phone_index);

create table clock_confirmation (
  source text not null,
  value bigint not null,
  confirmed_by text not null,
  confirmed_at bigint not null,
  constraint clock_confirmation_pkey PRIMARY KEY (source)
);

create table contest (
  id text not null,
  slug text not null,
  rules text not null,
  rules_digest text not null,
  demo bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  roster_revision bigint not null default 0,
  announced_at bigint,
  constraint contest_demo_check CHECK ((demo = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint contest_rules_digest_check CHECK ((length(rules_digest) = 64)),
  constraint contest_slug_check CHECK (((length(slug) >= 1) AND (length(slug) <= 80))),
  constraint contest_pkey PRIMARY KEY (id),
  constraint contest_slug_key UNIQUE (slug)
);

create table contestant (
  id text not null,
  contest_id text not null,
  unit_id text not null,
  personal bytea not null,
  staff_code_index bytea not null,
  phone_index bytea,
  consented_at bigint,
  created_at bigint not null,
  constraint contestant_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint contestant_contest_id_unit_id_fkey FOREIGN KEY (contest_id, unit_id) REFERENCES unit(contest_id, id),
  constraint contestant_pkey PRIMARY KEY (id),
  constraint contestant_contest_id_id_key UNIQUE (contest_id, id),
  constraint contestant_contest_id_staff_code_index_key UNIQUE (contest_id, staff_code_index)
);
CREATE INDEX contestant_phone ON public.contestant USING btree (contest_id, phone_index);
CREATE INDEX contestant_unit ON public.contestant USING btree (contest_id, unit_id);

create table contestant_rank (
  round_id text not null,
  contestant_index bytea not null,
  rank bigint not null,
  constraint contestant_rank_rank_check CHECK ((rank >= 1)),
  constraint contestant_rank_pkey PRIMARY KEY (round_id, contestant_index)
);

create table contribution (
  id text not null,
  contest_id text not null,
  unit_id text,
  by_kind text not null,
  by_id text not null,
  state text not null,
  version bigint not null,
  sealed bytea not null,
  questions bigint not null,
  broken bigint not null,
  doubtful bigint not null,
  left_out bigint not null,
  created_at bigint not null,
  submitted_at bigint,
  constraint contribution_broken_check CHECK ((broken >= 0)),
  constraint contribution_by_kind_check CHECK ((by_kind = ANY (ARRAY['staff'::text, 'link'::text]))),
  constraint contribution_check CHECK (((state = 'submitted'::text) = (submitted_at IS NOT NULL))),
  constraint contribution_doubtful_check CHECK ((doubtful >= 0)),
  constraint contribution_left_out_check CHECK ((left_out >= 0)),
  constraint contribution_questions_check CHECK ((questions >= 0)),
  constraint contribution_state_check CHECK ((state = ANY (ARRAY['staged'::text, 'submitted'::text]))),
  constraint contribution_version_check CHECK ((version >= 1)),
  constraint contribution_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint contribution_contest_id_unit_id_fkey FOREIGN KEY (contest_id, unit_id) REFERENCES unit(contest_id, id),
  constraint contribution_pkey PRIMARY KEY (id)
);
CREATE INDEX contribution_owner ON public.contribution USING btree (contest_id, by_id);

create table entry (
  id text not null,
  round_id text not null,
  attempt_id text not null,
  contestant_id text not null,
  log_index bigint not null,
  submitted_at bigint not null,
  body_digest bytea not null,
  sealed bytea not null,
  leaf bytea not null,
  proof bytea not null,
  tree_size bigint not null,
  code text not null,
  constraint entry_body_digest_check CHECK ((length(body_digest) = 32)),
  constraint entry_check CHECK ((tree_size > log_index)),
  constraint entry_code_check CHECK ((length(code) = 10)),
  constraint entry_id_check CHECK (((length(id) >= 16) AND (length(id) <= 64))),
  constraint entry_log_index_check CHECK ((log_index >= 1)),
  constraint entry_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES attempt(id),
  constraint entry_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint entry_pkey PRIMARY KEY (id),
  constraint entry_attempt_id_key UNIQUE (attempt_id),
  constraint entry_round_id_log_index_key UNIQUE (round_id, log_index)
);
CREATE INDEX entry_code ON public.entry USING btree (code);

create table erasure (
  contest_id text not null,
  sealed bytea not null,
  begun_at bigint not null,
  step text not null,
  after text not null,
  counts text not null,
  finished_at bigint,
  constraint erasure_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint erasure_pkey PRIMARY KEY (contest_id)
);

create table erasure_request (
  contest_id text not null,
  sealed bytea not null,
  asked_by text,
  asked_at bigint not null,
  constraint erasure_request_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff(id),
  constraint erasure_request_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint erasure_request_pkey PRIMARY KEY (contest_id)
);

create table extra_attempt (
  id text not null,
  round_id text not null,
  contestant_id text not null,
  personal bytea,
  asked_by text not null,
  asked_at bigint not null,
  agreed_by text,
  agreed_at bigint,
  constraint extra_attempt_check CHECK (((agreed_by IS NULL) = (agreed_at IS NULL))),
  constraint extra_attempt_check1 CHECK ((agreed_by <> asked_by)),
  constraint extra_attempt_agreed_by_fkey FOREIGN KEY (agreed_by) REFERENCES staff(id),
  constraint extra_attempt_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff(id),
  constraint extra_attempt_contestant_id_fkey FOREIGN KEY (contestant_id) REFERENCES contestant(id),
  constraint extra_attempt_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint extra_attempt_pkey PRIMARY KEY (id)
);
CREATE INDEX extra_attempt_contestant ON public.extra_attempt USING btree (contestant_id);
CREATE UNIQUE INDEX extra_attempt_waiting ON public.extra_attempt USING btree (round_id, contestant_id) WHERE (agreed_at IS NULL);

create table key_fingerprint (
  name text not null,
  fingerprint text not null,
  constraint key_fingerprint_fingerprint_check CHECK ((length(fingerprint) = 32)),
  constraint key_fingerprint_name_check CHECK ((name = ANY (ARRAY['data.key'::text, 'ledger.pem'::text]))),
  constraint key_fingerprint_pkey PRIMARY KEY (name)
);

create table likely_same (
  contest_id text not null,
  contestant_id text not null,
  other_kind text not null,
  other_id text not null,
  grounds text not null,
  certain bigint not null,
  decision text,
  decided_by text,
  decided_at bigint,
  proposed text,
  proposed_by text,
  proposed_at bigint,
  constraint likely_same_certain_check CHECK ((certain = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint likely_same_check CHECK (((decision IS NULL) = (decided_at IS NULL))),
  constraint likely_same_decision_check CHECK ((decision = ANY (ARRAY['same'::text, 'different'::text]))),
  constraint likely_same_other_kind_check CHECK ((other_kind = ANY (ARRAY['contestant'::text, 'board'::text, 'staff'::text]))),
  constraint likely_same_proposed_check CHECK ((proposed = ANY (ARRAY['same'::text, 'different'::text]))),
  constraint likely_same_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint likely_same_contestant_id_fkey FOREIGN KEY (contestant_id) REFERENCES contestant(id),
  constraint likely_same_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES staff(id),
  constraint likely_same_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES staff(id),
  constraint likely_same_pkey PRIMARY KEY (contestant_id, other_kind, other_id)
);
CREATE INDEX likely_same_contest ON public.likely_same USING btree (contest_id);

create table lock_release (
  round_id text not null,
  locked_set_id text not null,
  asked_by text not null,
  reason text not null,
  asked_at bigint not null,
  constraint lock_release_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000))),
  constraint lock_release_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff(id),
  constraint lock_release_locked_set_id_fkey FOREIGN KEY (locked_set_id) REFERENCES locked_set(id),
  constraint lock_release_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint lock_release_pkey PRIMARY KEY (round_id)
);

create table locked_set (
  id text not null,
  contest_id text not null,
  digest text not null,
  sealed bytea not null,
  questions bigint not null,
  locked_at bigint not null,
  locked_by text not null,
  constraint locked_set_digest_check CHECK ((length(digest) = 64)),
  constraint locked_set_questions_check CHECK ((questions > 0)),
  constraint locked_set_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint locked_set_pkey PRIMARY KEY (id),
  constraint locked_set_contest_id_digest_key UNIQUE (contest_id, digest),
  constraint locked_set_contest_id_id_key UNIQUE (contest_id, id)
);

create table log_checkpoint (
  round_id text not null,
  size bigint not null,
  checkpoint text not null,
  signed_at bigint not null,
  constraint log_checkpoint_size_check CHECK ((size >= 1)),
  constraint log_checkpoint_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint log_checkpoint_pkey PRIMARY KEY (round_id, size)
);

create table log_epoch (
  round_id text not null,
  epoch bigint not null,
  backup text not null,
  backup_at bigint not null,
  restored_at bigint not null,
  log_size bigint not null,
  logged bigint not null,
  constraint log_epoch_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint log_epoch_pkey PRIMARY KEY (round_id, epoch)
);

create table log_head (
  round_id text not null,
  size bigint not null,
  root bytea not null,
  frontier bytea not null,
  checkpoint text not null,
  closed bigint not null,
  constraint log_head_closed_check CHECK ((closed = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint log_head_root_check CHECK ((length(root) = 32)),
  constraint log_head_size_check CHECK ((size >= 1)),
  constraint log_head_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint log_head_pkey PRIMARY KEY (round_id)
);

create table marker_leaf (
  round_id text not null,
  log_index bigint not null,
  leaf bytea not null,
  proof bytea,
  constraint marker_leaf_log_index_check CHECK ((log_index >= 0)),
  constraint marker_leaf_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint marker_leaf_pkey PRIMARY KEY (round_id, log_index)
);

create table people_request (
  id text not null,
  contest_id text not null,
  kind text not null,
  file_name text not null,
  personal bytea,
  added bigint not null,
  updated bigint not null,
  asked_by text,
  asked_at bigint not null,
  state text not null,
  decided_by text,
  decided_at bigint,
  removed bigint not null default 0,
  constraint people_request_added_check CHECK ((added >= 0)),
  constraint people_request_check CHECK (((state = 'asked'::text) = (personal IS NOT NULL))),
  constraint people_request_check1 CHECK (((state = 'asked'::text) = (decided_at IS NULL))),
  constraint people_request_kind_check CHECK ((kind = ANY (ARRAY['roster'::text, 'boards'::text, 'units'::text]))),
  constraint people_request_removed_check CHECK ((removed >= 0)),
  constraint people_request_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'applied'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint people_request_updated_check CHECK ((updated >= 0)),
  constraint people_request_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff(id),
  constraint people_request_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint people_request_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES staff(id),
  constraint people_request_pkey PRIMARY KEY (id)
);
CREATE INDEX people_request_contest ON public.people_request USING btree (contest_id, asked_at);

create table people_undo (
  contest_id text not null,
  kind text not null,
  file_name text not null,
  personal bytea not null,
  revision bigint not null,
  added bigint not null,
  updated bigint not null,
  removed bigint not null,
  done_by text,
  done_at bigint not null,
  constraint people_undo_kind_check CHECK ((kind = ANY (ARRAY['roster'::text, 'boards'::text, 'units'::text]))),
  constraint people_undo_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint people_undo_done_by_fkey FOREIGN KEY (done_by) REFERENCES staff(id),
  constraint people_undo_pkey PRIMARY KEY (contest_id)
);

create table picture (
  contest_id text not null,
  digest text not null,
  media_type text not null,
  sealed bytea not null,
  kept bigint not null,
  added_at bigint not null,
  constraint picture_digest_check CHECK ((length(digest) = 64)),
  constraint picture_kept_check CHECK ((kept = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint picture_media_type_check CHECK ((media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/gif'::text, 'image/webp'::text]))),
  constraint picture_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint picture_pkey PRIMARY KEY (contest_id, digest)
);

create table picture_holder (
  holder_id text not null,
  contest_id text not null,
  digest text not null,
  constraint picture_holder_contest_id_digest_fkey FOREIGN KEY (contest_id, digest) REFERENCES picture(contest_id, digest),
  constraint picture_holder_pkey PRIMARY KEY (holder_id, contest_id, digest)
);
CREATE INDEX picture_holder_digest ON public.picture_holder USING btree (contest_id, digest);

create table practice_question (
  question_id text not null,
  contest_id text not null,
  released_at bigint not null,
  withdrawn_at bigint,
  constraint practice_question_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint practice_question_question_id_fkey FOREIGN KEY (question_id) REFERENCES question(id),
  constraint practice_question_pkey PRIMARY KEY (question_id)
);
CREATE INDEX practice_question_contest ON public.practice_question USING btree (contest_id);

create table prize_revocation (
  id text not null,
  round_id text not null,
  sealed bytea not null,
  asked_by text not null,
  asked_at bigint not null,
  agreed_by text,
  agreed_at bigint,
  version bigint,
  constraint prize_revocation_check CHECK (((agreed_by IS NULL) = (agreed_at IS NULL))),
  constraint prize_revocation_check1 CHECK (((agreed_by IS NULL) = (version IS NULL))),
  constraint prize_revocation_check2 CHECK (((agreed_by IS NULL) OR (agreed_by <> asked_by))),
  constraint prize_revocation_agreed_by_fkey FOREIGN KEY (agreed_by) REFERENCES staff(id),
  constraint prize_revocation_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff(id),
  constraint prize_revocation_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint prize_revocation_pkey PRIMARY KEY (id)
);
CREATE INDEX prize_revocation_round ON public.prize_revocation USING btree (round_id);
CREATE UNIQUE INDEX prize_revocation_waiting ON public.prize_revocation USING btree (round_id) WHERE (agreed_at IS NULL);

create table provider_account (
  account_index bytea not null,
  contest_id text not null,
  provider text not null,
  contestant_id text not null,
  bound_at bigint not null,
  tag bytea not null,
  constraint provider_account_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint provider_account_contestant_id_fkey FOREIGN KEY (contestant_id) REFERENCES contestant(id) ON DELETE CASCADE,
  constraint provider_account_pkey PRIMARY KEY (account_index),
  constraint provider_account_contestant_id_provider_key UNIQUE (contestant_id, provider)
);

create table provider_doubt (
  account_index bytea not null,
  contestant_id text not null,
  contest_id text not null,
  provider text not null,
  why text not null,
  seen_at bigint not null,
  constraint provider_doubt_why_check CHECK ((why = ANY (ARRAY['several'::text, 'name-differs'::text, 'code-differs'::text, 'bound'::text]))),
  constraint provider_doubt_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint provider_doubt_contestant_id_fkey FOREIGN KEY (contestant_id) REFERENCES contestant(id) ON DELETE CASCADE,
  constraint provider_doubt_pkey PRIMARY KEY (account_index, contestant_id)
);
CREATE INDEX provider_doubt_contest ON public.provider_doubt USING btree (contest_id, contestant_id);

create table publication (
  contest_id text not null,
  subject text not null,
  version bigint not null,
  published_at bigint not null,
  sealed bytea not null,
  constraint publication_version_check CHECK ((version >= 1)),
  constraint publication_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint publication_pkey PRIMARY KEY (subject, version)
);

create table question (
  id text not null,
  contest_id text not null,
  code text not null,
  state text not null,
  version bigint not null,
  stem_index bytea not null,
  origin text not null,
  unit_id text,
  contribution_id text,
  assignee_id text,
  changes bigint not null,
  comments bigint not null,
  created_at bigint not null,
  changed_at bigint not null,
  constraint question_changes_check CHECK ((changes >= 1)),
  constraint question_check CHECK (((comments >= 0) AND (comments <= changes))),
  constraint question_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'retired'::text]))),
  constraint question_version_check CHECK ((version >= 1)),
  constraint question_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES staff(id),
  constraint question_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint question_contest_id_unit_id_fkey FOREIGN KEY (contest_id, unit_id) REFERENCES unit(contest_id, id),
  constraint question_contribution_id_fkey FOREIGN KEY (contribution_id) REFERENCES contribution(id),
  constraint question_pkey PRIMARY KEY (id),
  constraint question_contest_id_code_key UNIQUE (contest_id, code),
  constraint question_contest_id_id_key UNIQUE (contest_id, id)
);
CREATE INDEX question_state ON public.question USING btree (contest_id, state);
CREATE INDEX question_stem ON public.question USING btree (contest_id, stem_index);

create table question_change (
  question_id text not null,
  number bigint not null,
  at bigint not null,
  by_kind text not null,
  by_id text,
  kind text not null,
  version bigint not null,
  sealed bytea,
  constraint question_change_by_kind_check CHECK ((by_kind = ANY (ARRAY['staff'::text, 'link'::text, 'command'::text]))),
  constraint question_change_check CHECK (((by_kind = 'command'::text) = (by_id IS NULL))),
  constraint question_change_kind_check CHECK ((kind = ANY (ARRAY['created'::text, 'edited'::text, 'submitted'::text, 'sent-back'::text, 'approved'::text, 'retired'::text, 'restored'::text, 'assigned'::text, 'commented'::text, 'tied'::text, 'untied'::text]))),
  constraint question_change_number_check CHECK ((number >= 1)),
  constraint question_change_question_id_fkey FOREIGN KEY (question_id) REFERENCES question(id),
  constraint question_change_question_id_version_fkey FOREIGN KEY (question_id, version) REFERENCES question_version(question_id, version),
  constraint question_change_pkey PRIMARY KEY (question_id, number)
);

create table question_tie (
  contest_id text not null,
  first_id text not null,
  second_id text not null,
  constraint question_tie_check CHECK ((first_id <> second_id)),
  constraint question_tie_contest_id_first_id_fkey FOREIGN KEY (contest_id, first_id) REFERENCES question(contest_id, id),
  constraint question_tie_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint question_tie_contest_id_second_id_fkey FOREIGN KEY (contest_id, second_id) REFERENCES question(contest_id, id),
  constraint question_tie_pkey PRIMARY KEY (first_id, second_id)
);
CREATE INDEX question_tie_contest ON public.question_tie USING btree (contest_id);

create table question_version (
  question_id text not null,
  version bigint not null,
  sealed bytea not null,
  by_kind text not null,
  by_id text,
  at bigint not null,
  constraint question_version_by_kind_check CHECK ((by_kind = ANY (ARRAY['staff'::text, 'link'::text, 'command'::text]))),
  constraint question_version_check1 CHECK (((by_kind = 'command'::text) = (by_id IS NULL))),
  constraint question_version_version_check CHECK ((version >= 1)),
  constraint question_version_question_id_fkey FOREIGN KEY (question_id) REFERENCES question(id),
  constraint question_version_pkey PRIMARY KEY (question_id, version)
);

create table recovery_code (
  staff_id text not null,
  code_index bytea not null,
  constraint recovery_code_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id),
  constraint recovery_code_pkey PRIMARY KEY (staff_id, code_index)
);

create table referral (
  contestant_id text not null,
  contest_id text not null,
  sealed bytea not null,
  constraint referral_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint referral_contestant_id_fkey FOREIGN KEY (contestant_id) REFERENCES contestant(id) ON DELETE CASCADE,
  constraint referral_pkey PRIMARY KEY (contestant_id)
);
CREATE INDEX referral_contest ON public.referral USING btree (contest_id, contestant_id);

create table round (
  id text not null,
  contest_id text not null,
  key text not null,
  ordinal bigint not null,
  name text not null,
  opens_at bigint not null,
  closes_at bigint not null,
  status text not null,
  locked_set_id text,
  paper_seed bytea not null,
  lot_seed bytea not null,
  entry_key bytea not null,
  opened_at bigint,
  closed_at bigint,
  tallied_at bigint,
  approved_at bigint,
  published_at bigint,
  tally_claim text,
  digests_plain bigint not null default 0,
  result_plain bigint not null default 0,
  publication_due bigint not null default 0,
  constraint round_check CHECK ((closes_at > opens_at)),
  constraint round_check1 CHECK (((status = 'scheduled'::text) OR ((opened_at IS NOT NULL) AND (locked_set_id IS NOT NULL)))),
  constraint round_check2 CHECK (((status = ANY (ARRAY['scheduled'::text, 'open'::text, 'closing'::text])) OR (closed_at IS NOT NULL))),
  constraint round_check3 CHECK (((status <> 'published'::text) OR (published_at IS NOT NULL))),
  constraint round_digests_plain_check CHECK ((digests_plain = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint round_ordinal_check CHECK ((ordinal >= 1)),
  constraint round_status_check CHECK ((status = ANY (ARRAY['scheduled'::text, 'open'::text, 'closing'::text, 'closed'::text, 'tallied'::text, 'approved'::text, 'published'::text]))),
  constraint round_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint round_contest_id_locked_set_id_fkey FOREIGN KEY (contest_id, locked_set_id) REFERENCES locked_set(contest_id, id),
  constraint round_pkey PRIMARY KEY (id),
  constraint round_contest_id_key_key UNIQUE (contest_id, key),
  constraint round_contest_id_ordinal_key UNIQUE (contest_id, ordinal)
);
CREATE INDEX round_due ON public.round USING btree (status, opens_at, closes_at);

create table round_approval (
  round_id text not null,
  staff_id text not null,
  digest text not null,
  approved_at bigint not null,
  at_command_line bigint not null,
  constraint round_approval_at_command_line_check CHECK ((at_command_line = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint round_approval_digest_check CHECK ((length(digest) = 64)),
  constraint round_approval_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint round_approval_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id),
  constraint round_approval_pkey PRIMARY KEY (round_id, staff_id)
);

create table round_departure (
  id text not null,
  round_id text not null,
  kind text not null,
  reason text not null,
  closes_at bigint,
  asked_by text,
  asked_at bigint not null,
  agreed_by text,
  agreed_at bigint,
  planned_at bigint,
  done_at bigint,
  constraint round_departure_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'close'::text, 'reopen'::text]))),
  constraint round_departure_agreed_by_fkey FOREIGN KEY (agreed_by) REFERENCES staff(id),
  constraint round_departure_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff(id),
  constraint round_departure_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint round_departure_pkey PRIMARY KEY (id)
);
CREATE INDEX round_departure_round ON public.round_departure USING btree (round_id);
CREATE UNIQUE INDEX round_departure_waiting ON public.round_departure USING btree (round_id) WHERE (done_at IS NULL);

create table round_lock (
  round_id text not null,
  locked_at bigint not null,
  locked_by text not null,
  opening_begun_at bigint,
  constraint round_lock_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint round_lock_pkey PRIMARY KEY (round_id)
);

create table round_result (
  round_id text not null,
  participants bigint not null,
  digest text not null,
  computed_at bigint not null,
  sealed bytea not null,
  constraint round_result_digest_check CHECK ((length(digest) = 64)),
  constraint round_result_participants_check CHECK ((participants >= 0)),
  constraint round_result_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint round_result_pkey PRIMARY KEY (round_id)
);

create table rules_version (
  contest_id text not null,
  number bigint not null,
  at bigint not null,
  rules text not null,
  rules_digest text not null,
  reason text,
  constraint rules_version_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint rules_version_pkey PRIMARY KEY (contest_id, number)
);

create table second_factor (
  staff_id text not null,
  secret bytea not null,
  confirmed_at bigint,
  last_step bigint not null,
  made_at bigint not null,
  constraint second_factor_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id),
  constraint second_factor_pkey PRIMARY KEY (staff_id)
);

create table session (
  token_hash bytea not null,
  kind text not null,
  subject_id text not null,
  contest_id text,
  created_at bigint not null,
  expires_at bigint not null,
  tag bytea,
  constraint session_kind_check CHECK ((kind = ANY (ARRAY['contestant'::text, 'staff'::text, 'contributor'::text]))),
  constraint session_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint session_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint session_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX session_expiry ON public.session USING btree (expires_at);
CREATE INDEX session_subject ON public.session USING btree (subject_id);

create table session_change (
  seq bigint not null generated always as identity,
  subject_id text not null,
  at bigint not null,
  constraint session_change_pkey PRIMARY KEY (seq)
);
CREATE INDEX session_change_at ON public.session_change USING btree (at);

create table session_move (
  handle_index bytea not null,
  contestant_id text not null,
  contest_id text not null,
  code_mac bytea not null,
  tries_left bigint not null,
  expires_at bigint not null,
  constraint session_move_tries_left_check CHECK ((tries_left >= 0)),
  constraint session_move_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint session_move_contestant_id_fkey FOREIGN KEY (contestant_id) REFERENCES contestant(id) ON DELETE CASCADE,
  constraint session_move_pkey PRIMARY KEY (handle_index)
);

create table set_aside (
  round_id text not null,
  block bigint not null,
  sealed bytea not null,
  constraint set_aside_block_check CHECK ((block >= 0)),
  constraint set_aside_round_id_fkey FOREIGN KEY (round_id) REFERENCES round_result(round_id),
  constraint set_aside_pkey PRIMARY KEY (round_id, block)
);

create table sign_in_failure (
  bucket text not null,
  failures bigint not null,
  resets_at bigint not null,
  next_at bigint not null default 0,
  constraint sign_in_failure_failures_check CHECK ((failures >= 0)),
  constraint sign_in_failure_pkey PRIMARY KEY (bucket)
);

create table staff (
  id text not null,
  login text not null,
  name text not null,
  password_hash text not null,
  disabled_at bigint,
  created_at bigint not null,
  administrator bigint not null,
  personal bytea,
  password_given bigint not null default 0,
  constraint staff_administrator_check CHECK ((administrator = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint staff_login_check CHECK (((length(login) >= 1) AND (length(login) <= 80))),
  constraint staff_password_given_check CHECK ((password_given = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
  constraint staff_pkey PRIMARY KEY (id),
  constraint staff_login_key UNIQUE (login)
);

create table staff_role (
  staff_id text not null,
  contest_id text not null,
  role text not null,
  unit_id text,
  given_at bigint not null,
  constraint staff_role_check1 CHECK (((role = 'contributor'::text) = (unit_id IS NOT NULL))),
  constraint staff_role_role_check CHECK ((role = ANY (ARRAY['organiser'::text, 'juror'::text, 'assistant'::text, 'contributor'::text]))),
  constraint staff_role_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint staff_role_contest_id_unit_id_fkey FOREIGN KEY (contest_id, unit_id) REFERENCES unit(contest_id, id),
  constraint staff_role_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id),
  constraint staff_role_pkey PRIMARY KEY (staff_id, contest_id)
);
CREATE INDEX staff_role_contest ON public.staff_role USING btree (contest_id);

create table standing (
  round_id text not null,
  block bigint not null,
  sealed bytea not null,
  constraint standing_block_check CHECK ((block >= 0)),
  constraint standing_round_id_fkey FOREIGN KEY (round_id) REFERENCES round_result(round_id),
  constraint standing_pkey PRIMARY KEY (round_id, block)
);

create table tie_decision (
  id text not null,
  round_id text not null,
  sealed bytea not null,
  asked_by text not null,
  asked_at bigint not null,
  agreed_by text,
  agreed_at bigint,
  constraint tie_decision_check CHECK (((agreed_by IS NULL) = (agreed_at IS NULL))),
  constraint tie_decision_check1 CHECK ((agreed_by <> asked_by)),
  constraint tie_decision_agreed_by_fkey FOREIGN KEY (agreed_by) REFERENCES staff(id),
  constraint tie_decision_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff(id),
  constraint tie_decision_round_id_fkey FOREIGN KEY (round_id) REFERENCES round(id),
  constraint tie_decision_pkey PRIMARY KEY (id)
);
CREATE INDEX tie_decision_round ON public.tie_decision USING btree (round_id);
CREATE UNIQUE INDEX tie_decision_waiting ON public.tie_decision USING btree (round_id) WHERE (agreed_at IS NULL);

create table unit (
  id text not null,
  contest_id text not null,
  code text not null,
  name text not null,
  kind text not null,
  headcount bigint not null,
  aliases text not null default '[]'::text,
  parent_code text,
  valid_from text,
  valid_until text,
  constraint unit_headcount_check CHECK ((headcount >= 0)),
  constraint unit_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint unit_pkey PRIMARY KEY (id),
  constraint unit_contest_id_code_key UNIQUE (contest_id, code),
  constraint unit_contest_id_id_key UNIQUE (contest_id, id)
);

create table upload_link (
  id text not null,
  contest_id text not null,
  unit_id text not null,
  token_hash bytea not null,
  personal bytea not null,
  created_by text,
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  used_at bigint,
  constraint upload_link_check CHECK ((expires_at > created_at)),
  constraint upload_link_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint upload_link_contest_id_fkey FOREIGN KEY (contest_id) REFERENCES contest(id),
  constraint upload_link_contest_id_unit_id_fkey FOREIGN KEY (contest_id, unit_id) REFERENCES unit(contest_id, id),
  constraint upload_link_created_by_fkey FOREIGN KEY (created_by) REFERENCES staff(id),
  constraint upload_link_pkey PRIMARY KEY (id),
  constraint upload_link_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX upload_link_contest ON public.upload_link USING btree (contest_id, created_at);

create table used_proof (
  mark bytea not null,
  forgotten_at bigint not null,
  constraint used_proof_pkey PRIMARY KEY (mark)
);
