/**
 * What a contestant has done in one attempt, and its text on this device. Plain data: kept in localStorage, read back
 * after a reload, a killed tab, or from another tab.
 */
export interface Progress {
  /** How far it has come; the member has the name under which phones have kept it from the first. */
  readonly phase: 'answering' | 'sending' | 'accepted'
  /** For each question the shown positions ticked, ascending. */
  readonly answers: readonly (readonly number[])[]
  /** Positions of flagged questions, ascending. */
  readonly flagged: readonly number[]
  readonly prediction: number | null
  /** Made once, stored before the first send, reused on every retry. */
  readonly entryId: string | null
  /** Keeps the place in time when the server was too busy; sent back with the retry. */
  readonly ticket: string | null
  /** Milliseconds each question was on screen; absent when the paper was begun before they were counted. */
  readonly spent?: readonly number[]
}

export interface PaperShape {
  readonly paper: readonly { readonly options: readonly string[]; readonly several: boolean }[]
  readonly prediction: {
    readonly asked: boolean
    readonly required: boolean
    readonly maximum: number
    readonly decimals?: number | undefined
  }
}

export function emptyProgress({ paper }: PaperShape): Progress {
  return {
    phase: 'answering',
    answers: paper.map(() => []),
    flagged: [],
    prediction: null,
    entryId: null,
    ticket: null,
    spent: paper.map(() => 0),
  }
}

const dayMs = 86_400_000

/** Counts time for the question that was on screen, until submitting starts: from then on every try sends the same. */
export function spend(progress: Progress, question: number, milliseconds: number): Progress {
  const { phase, spent } = progress
  if (phase !== 'answering' || spent === undefined) return progress
  return {
    ...progress,
    spent: spent.map((before, index) => (index === question ? Math.min(dayMs, before + Math.round(milliseconds)) : before)),
  }
}

/** Ticks an option: replaces on a question with one answer, toggles on one with several. */
export function tick(progress: Progress, question: number, option: number, ticked: boolean, several: boolean): Progress {
  const before = progress.answers[question] ?? []
  const others = several ? before.filter((chosen) => chosen !== option) : []
  const after = ticked ? [...others, option].sort((a, b) => a - b) : others
  return { ...progress, answers: progress.answers.map((answer, index) => (index === question ? after : answer)) }
}

export function toggleFlag(progress: Progress, question: number): Progress {
  const flagged = progress.flagged.includes(question)
    ? progress.flagged.filter((index) => index !== question)
    : [...progress.flagged, question].sort((a, b) => a - b)
  return { ...progress, flagged }
}

export function unanswered(progress: Progress): readonly number[] {
  return progress.answers.flatMap((answer, index) => (answer.length === 0 ? [index] : []))
}

/**
 * The number typed in the prediction field: digits, with the marks people put between thousands and nowhere else; where there are decimals,
 * at most so many after a comma or a point, in units of the last of them.
 */
export function readPrediction(
  typed: string,
  { maximum, decimals = 0 }: Pick<PaperShape['prediction'], 'maximum' | 'decimals'>,
): { readonly number: number | null; readonly valid: boolean } {
  const text = typed.trim()
  if (text === '') return { number: null, valid: true }
  const [form, plain] =
    decimals > 0
      ? [`^\\d{1,3}([.,]\\d{1,${decimals}})?$`, text.replace(',', '.')]
      : ['^(\\d{1,10}|\\d{1,3}([\\s.,]\\d{3})+)$', text.replace(/\D/g, '')]
  const number = Math.round(Number(plain) * 10 ** decimals)
  const valid = number <= maximum && RegExp(form).test(text)
  return { number: valid ? number : null, valid }
}

/** Why the entry cannot be sent yet; null when it can. */
export function blocksSubmission(progress: Progress, { prediction }: PaperShape): 'prediction-missing' | null {
  return prediction.asked && prediction.required && progress.prediction === null ? 'prediction-missing' : null
}

/** Reads back what was stored, or null when it does not fit the paper: stored text may be of any age or hand. */
export function parseProgress(text: string | null, shape: PaperShape): Progress | null {
  if (text === null) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const stored: Partial<Progress> = value
  return isSound(stored, shape) ? stored : null
}

function isSound(progress: Partial<Progress>, { paper, prediction }: PaperShape): progress is Progress {
  const { phase, answers, flagged, entryId, ticket, spent } = progress
  return (
    (phase === 'answering' || ((phase === 'sending' || phase === 'accepted') && entryId !== null)) &&
    fits(answers, paper, (answer, index) => isAnswer(answer, paper[index]?.options.length ?? 0)) &&
    Array.isArray(flagged) &&
    flagged.every((index) => isPosition(index, paper.length)) &&
    (progress.prediction === null || isPosition(progress.prediction, prediction.maximum + 1)) &&
    isTextOrNull(entryId) &&
    isTextOrNull(ticket) &&
    (spent === undefined || fits(spent, paper, (one) => isPosition(one, dayMs + 1)))
  )
}

/** One sound value for each question. */
function fits(values: unknown, { length }: PaperShape['paper'], isOne: (value: unknown, index: number) => boolean): boolean {
  return Array.isArray(values) && values.length === length && values.every(isOne)
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}

function isAnswer(answer: unknown, options: number): boolean {
  return (
    Array.isArray(answer) &&
    answer.every((position, index) => isPosition(position, options) && (index === 0 || answer[index - 1] < position))
  )
}

function isPosition(value: unknown, below: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < below
}
