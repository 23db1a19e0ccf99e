/** How a question comes from a draft into the sets: its states, who may move it, and the rule of the second person. */

/** draft → submitted → approved → retired */
export const questionStates = ['draft', 'submitted', 'approved', 'retired'] as const
export type QuestionState = (typeof questionStates)[number]

/** As what questions enter the bank from the server's command line. */
export const enteringStates = ['submitted', 'approved'] as const satisfies readonly QuestionState[]
export type EnteringState = (typeof enteringStates)[number]

export type Move = 'submit' | 'send-back' | 'approve' | 'retire' | 'restore'

/** What the timeline of a question tells. */
export const changeKinds = [
  'created',
  'edited',
  'submitted',
  'sent-back',
  'approved',
  'retired',
  'restored',
  'assigned',
  'commented',
  'tied',
  'untied',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/**
 * A restored question is a draft or submitted, never approved: what it rests on may have changed while it lay aside.
 */
const moves: Readonly<Record<QuestionState, Readonly<Partial<Record<QuestionState, Move>>>>> = {
  draft: { submitted: 'submit', retired: 'retire' },
  submitted: { draft: 'send-back', approved: 'approve', retired: 'retire' },
  approved: { retired: 'retire' },
  retired: { draft: 'restore', submitted: 'restore' },
}

/** Null when a question cannot go this way. */
export const moveBetween = (from: QuestionState, to: QuestionState): Move | null => moves[from][to] ?? null

/** Whether a move can be made from here. */
export const canMove = (from: QuestionState, move: Move): boolean => Object.values(moves[from]).includes(move)

/** A new version has been approved by nobody: an approved question is submitted again. */
export const stateAfterEdit = (state: QuestionState): QuestionState => (state === 'approved' ? 'submitted' : state)

export const changeOf = {
  submit: 'submitted',
  'send-back': 'sent-back',
  approve: 'approved',
  retire: 'retired',
  restore: 'restored',
} as const satisfies Record<Move, ChangeKind>
