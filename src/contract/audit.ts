/** The audit as the staff reads it. */
import { Type, type Static } from 'typebox'
import { auditActorKinds } from '#contest/audit/sentence.ts'
import { Bilingual, Instant, Nullable, Page } from './values.ts'

/** `GET …/audit?kind=&person=&from=&to=&q=&page=`, and `GET /api/staff/audit` for what concerns no one contest. Days are the zone's. */
export const AuditPage = Type.Object({
  ...Page,
  zone: Type.String(),
  /** More lines than can be looked through for `q`: the oldest were not. */
  isCut: Type.Boolean(),
  items: Type.Array(
    Type.Object({
      at: Instant,
      actorKind: Type.Enum(auditActorKinds),
      /** A login, or the id of who is no account. */
      actor: Nullable(Type.String()),
      /** Whom it was done to. */
      subject: Nullable(Type.String()),
      event: Type.String(),
      /** JSON, as it is kept. */
      data: Type.String(),
      /** How often in its minute: refusals are counted. */
      times: Type.Integer(),
      /** At the head of the sentence: whoever did it. */
      who: Bilingual,
      /** What they did, without a full stop. */
      did: Bilingual,
      changes: Type.Array(Type.Object({ what: Bilingual, before: Nullable(Bilingual), after: Nullable(Bilingual) })),
      /** As somebody wrote it. */
      reason: Nullable(Type.String()),
      /** The page, or the command. */
      where: Bilingual,
    }),
  ),
})
export type AuditPage = Static<typeof AuditPage>
