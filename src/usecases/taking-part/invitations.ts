/**
 * Personal links of contestants. A link holds the id of its contestant, enciphered under keys of the server, with a tag over it: it tells
 * nothing of whose it is, the same person has the same for ever, and nobody else can make one. Nothing is stored until one is used.
 */
import { timingSafeEqual } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import { invitationLength } from '#contract/taking-part.ts'
import type { Codec } from '#store/database/codec.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { contestantById } from '#store/people/contestants.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { attemptsOf } from '#store/taking-part/attempts.ts'
import { insertReferral } from '#store/taking-part/referrals.ts'
import type { App } from '../app.ts'
import { findAnnounced } from '../find.ts'

const idBytes = 16
const tagBytes = 12

const tagOf = (codec: Codec, id: Uint8Array): Buffer =>
  Buffer.from(codec.index('invitation', Buffer.from(id).toString('base64url')).subarray(0, tagBytes))

/** The tag is what the id is hidden by: no two ids are hidden by the same. */
const hide = (codec: Codec, id: Uint8Array, tag: Buffer): Buffer => {
  const pad = codec.index('invitation pad', tag.toString('base64url'))
  return Buffer.from(id.map((byte, at) => byte ^ (pad[at] as number)))
}

/** The last part of the address of a personal link. */
export function invitationOf(codec: Codec, contestantId: string): string {
  const id = Buffer.from(contestantId, 'base64url')
  const tag = tagOf(codec, id)
  return Buffer.concat([tag, hide(codec, id, tag)]).toString('base64url')
}

/** Whose link this is; null: nobody's. */
export function invitedBy(codec: Codec, invitation: string): string | null {
  const bytes = Buffer.from(invitation, 'base64url')
  if (invitation.length !== invitationLength || bytes.length !== tagBytes + idBytes) return null
  const tag = bytes.subarray(0, tagBytes)
  const id = hide(codec, bytes.subarray(tagBytes), tag)
  return timingSafeEqual(tagOf(codec, id), tag) ? id.toString('base64url') : null
}

/**
 * Somebody signs in who came by a personal link: the first one counts, and none once they have begun an attempt in the contest, which the
 * tally looks at once more. What is no link of the contest is passed over: nobody is kept out by one.
 */
export async function keepInvitation(
  app: App,
  { id, rules }: ContestRecord,
  contestantId: string,
  invitation: string | undefined,
): Promise<void> {
  const { codec } = app
  const { db } = app.database
  const referrerId = rules.referral === null || invitation === undefined ? null : invitedBy(codec, invitation)
  if (referrerId === null || referrerId === contestantId) return
  const referrer = await contestantById(db, codec, referrerId)
  if (referrer?.contestId !== id) return
  const rounds = await roundsOf(db, id)
  const begun = await attemptsOf(
    db,
    contestantId,
    rounds.map((round) => round.id),
  )
  if (begun.length > 0) return
  await insertReferral(db, codec, { contestId: id, contestantId, referrerId, usedAt: app.clock.now() })
}

/** Whether it is a link of somebody of the contest, where links count. @throws ContestError `not-found` when it is none */
export async function requireInvitation(app: App, slug: string, invitation: string): Promise<{ readonly known: true }> {
  const { id, rules } = await findAnnounced(app, slug)
  const referrerId = rules.referral === null ? null : invitedBy(app.codec, invitation)
  const referrer = referrerId === null ? null : await contestantById(app.database.db, app.codec, referrerId)
  if (referrer?.contestId !== id) throw new ContestError('not-found', { contest: slug })
  return { known: true }
}
