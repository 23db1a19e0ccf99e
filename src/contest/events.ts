/** The one catalogue of audit events: each is written in the transaction of its act. Data never holds personal data. */
export const auditEvents = {
  'contest.applied': 'Rules of a contest were set or changed',
  'units.imported': 'Units were imported',
  'roster.imported': 'People were added to the roster or changed',
  'boards.imported': 'Members were added to a board',
  'questions.imported': 'Questions were added to the bank',
  'blueprint.changed': 'What the papers of a round are made of was changed',
  'questions.locked': 'A question set was locked and given to one round',
  'lock.release-asked': 'Somebody asked to release the locked set of a round',
  'lock.release-withdrawn': 'A request to release the locked set of a round was withdrawn or refused',
  'lock.released': 'A second person agreed and the locked set was taken from its round',
  'questions.printed': 'The answers of a locked set, or a sample paper, were printed',
  'round.rescheduled': 'A round was opened before its time or closed before its end',
  'round.opened': 'A round opened',
  'round.closing': 'A round stopped accepting entries',
  'round.closed': 'The log of a round was closed',
  'round.tallied': 'Standings and awards of a round were computed',
  'round.approved': 'The standings of a round were approved',
  'round.published': 'The results of a round were published',
  'results.exported': 'Results of a round were exported',
  'staff.added': 'A staff account was made',
  'staff.disabled': 'A staff account was disabled',
  'staff.signed-in': 'Somebody signed in to a staff account',
  'staff.sign-in-refused': 'A sign-in to a staff account was refused',
  'contestant.sign-in-limited': 'Sign-ins were limited after too many wrong tries',
} as const

export type AuditEvent = keyof typeof auditEvents
