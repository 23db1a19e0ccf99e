/**
 * Files of questions on their way into the bank. An upload is read and kept as it was understood; its owner mends it in
 * place, leaves things out, comes back to it, and at last submits it whole. Staff and contributors with an account use
 * `/api/staff/contests/:slug/contributions…`; who came by an upload link uses `/api/link-holder/contributions…` with the
 * same shapes.
 */
import { mostLinkDays, textLimits } from '#contest/limits.ts'
import { contributionStates, heldLinkStates, linkStates } from '#contest/questions/contributed.ts'
import { Type, type Static } from 'typebox'
import { Person } from './questions.ts'
import { Finding } from './problem.ts'
import { QuestionContent } from './question.ts'
import { closed, Instant, Nullable } from './values.ts'

export const ContributionLine = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  format: Nullable(Type.String()),
  by: Person,
  /** Name of the unit it is from; null for the organisers' own. */
  unit: Nullable(Type.String()),
  state: Type.Enum(contributionStates),
  questions: Type.Integer(),
  /** Questions with an error, that would be refused as they are. */
  broken: Type.Integer(),
  /** Questions somebody should look at. */
  doubtful: Type.Integer(),
  leftOut: Type.Integer(),
  createdAt: Instant,
  submittedAt: Nullable(Instant),
})
export type ContributionLine = Static<typeof ContributionLine>

/** `GET /contributions`, newest first. */
export const ContributionList = Type.Object({ items: Type.Array(ContributionLine) })
export type ContributionList = Static<typeof ContributionList>

export const ContributionItem = Type.Object({
  index: Type.Integer(),
  place: Type.String(),
  content: QuestionContent,
  findings: Type.Array(Finding),
  leftOut: Type.Boolean(),
  /** Somebody changed it after it was read. */
  mended: Type.Boolean(),
  /**
   * Code of the question of the bank that says the same; such a one does not enter again. With another key it does, so that
   * the desk shows both in red. Null for whoever may not see the bank: it tells nobody else whether a guess is in it.
   */
  repeats: Nullable(Type.String()),
})
export type ContributionItem = Static<typeof ContributionItem>

/** `POST /contributions` (the file as raw body, its name in `x-file-name`) and `GET /contributions/:id`. Damage refuses the upload: 422 `file-invalid` with the findings. */
export const Contribution = Type.Intersect([
  ContributionLine,
  Type.Object({
    version: Type.Integer(),
    /** What concerns the file as a whole. */
    findings: Type.Array(Finding),
    items: Type.Array(ContributionItem),
    /** How many questions submitting would add now. */
    adds: Type.Integer(),
    /** Something can be submitted; what is broken stays behind to be mended or left out. */
    ready: Type.Boolean(),
  }),
])
export type Contribution = Static<typeof Contribution>

/** `PUT /contributions/:id/items/:index`: what was mended, or left out. Answers with the whole contribution. */
export const ItemChange = Type.Object(
  { version: Type.Integer(), content: Type.Optional(QuestionContent), leftOut: Type.Optional(Type.Boolean()) },
  closed,
)
export type ItemChange = Static<typeof ItemChange>

/** `POST /contributions/:id/submit`. Answers with `Submitted`; `DELETE /contributions/:id` throws a staged one away. */
export const SubmitContribution = Type.Object({ version: Type.Integer() }, closed)
export const Submitted = Type.Object({
  added: Type.Integer(),
  /** Codes of the new questions, for those who see the bank; to others the gaps between them would tell what is in it. */
  codes: Type.Array(Type.String()),
  repeated: Type.Integer(),
  leftOut: Type.Integer(),
  /** Questions that could not enter as they are: they stay in this contribution, which stays staged. */
  toMend: Type.Integer(),
})
export type Submitted = Static<typeof Submitted>

/** `GET /upload-links`, `POST /upload-links`, `DELETE /upload-links/:id`: one-time links by which a unit sends its questions. */
export const UploadLink = Type.Object({
  id: Type.String(),
  unitCode: Type.String(),
  unit: Type.String(),
  label: Type.String(),
  createdBy: Type.String(),
  createdAt: Instant,
  expiresAt: Instant,
  state: Type.Enum(linkStates),
})
export type UploadLink = Static<typeof UploadLink>
export const UploadLinkList = Type.Object({ items: Type.Array(UploadLink) })
export type UploadLinkList = Static<typeof UploadLinkList>
export const NewUploadLink = Type.Object(
  {
    unitCode: Type.String({ maxLength: textLimits.unitCode }),
    label: Type.String({ maxLength: textLimits.label }),
    days: Type.Integer({ minimum: 1, maximum: mostLinkDays }),
  },
  closed,
)
/** The path (`/gui-cau-hoi/<token>`) is shown once; only its hash is kept. */
export const MadeUploadLink = Type.Object({ link: UploadLink, path: Type.String() })
export type MadeUploadLink = Static<typeof MadeUploadLink>

/** `POST /api/link-holder/session {token}` opens a link (cookie), `GET /api/link-holder/me` says whose it is. */
export const LinkHolderSignIn = Type.Object({ token: Type.String({ minLength: 20, maxLength: 200 }) }, closed)
export const LinkHolderMe = Type.Object({
  contest: Type.Object({ slug: Type.String(), title: Type.String(), zone: Type.String() }),
  demo: Type.Boolean(),
  unit: Type.String(),
  label: Type.String(),
  expiresAt: Instant,
  state: Type.Enum(heldLinkStates),
})
export type LinkHolderMe = Static<typeof LinkHolderMe>
