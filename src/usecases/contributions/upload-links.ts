/** One-time links by which a unit sends its questions without an account. */
import { randomBytes } from 'node:crypto'
import type { LinkHolderMe, MadeUploadLink, UploadLink } from '#contract/contributions.ts'
import { ContestError } from '#contest/errors.ts'
import type { LinkState } from '#contest/questions/contributed.ts'
import { cleanText } from '#contest/text.ts'
import type { Instant } from '#contest/values.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { endSessionsOf } from '#store/identity/sessions.ts'
import { listStaff } from '#store/identity/staff.ts'
import {
  insertUploadLink,
  revokeUploadLink,
  uploadLinkByTokenHash,
  uploadLinksOf,
  type UploadLinkRecord,
} from '#store/contributions/upload-links.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findUnit, requireContest, requireUnerased } from '../find.ts'
import type { Session, LinkHolder } from '#memory/sessions.ts'
import { newId, sha256 } from '../ids.ts'
import { unitDesk } from '../unit-desk.ts'

const day = 86_400_000

/**
 * A link for a unit. The token is in the answer and nowhere else.
 * @throws ContestError `unit-unknown`
 */
export async function makeUploadLink(
  app: App,
  who: Who,
  slug: string,
  wanted: { readonly unitCode: string; readonly label: string; readonly days: number },
): Promise<MadeUploadLink> {
  requireAccess(who, 'links.manage')
  const contest = await contestFor(app, who, slug)
  await requireUnerased(app.database.db, contest)
  const unit = await findUnit(app, contest.id, wanted.unitCode)
  const token = randomBytes(32).toString('base64url')
  const createdAt = app.clock.now()
  const link: UploadLinkRecord = {
    id: newId(),
    contestId: contest.id,
    unitId: unit.id,
    label: cleanText(wanted.label) || unit.name,
    createdBy: who.kind === 'staff' ? who.id : null,
    createdAt,
    expiresAt: createdAt + wanted.days * day,
    revokedAt: null,
    usedAt: null,
  }
  await inTransaction(app.database.db, async (db) => {
    await insertUploadLink(db, app.codec, sha256(Buffer.from(token)), link)
    await writeAudit(db, {
      at: createdAt,
      actor: actorOf(who),
      event: 'link.made',
      contestId: contest.id,
      data: { link: link.id, unit: unit.code, expiresAt: link.expiresAt },
    })
  })
  const shown = (await shownLinks(app, contest, [link]))[0]
  if (shown === undefined) throw new ContestError('not-found')
  return { link: shown, path: `/gui-cau-hoi/${token}` }
}

/** Newest first. */
export async function uploadLinks(app: App, who: Who, slug: string): Promise<readonly UploadLink[]> {
  requireAccess(who, 'links.manage')
  const contest = await contestFor(app, who, slug)
  return shownLinks(app, contest, await uploadLinksOf(app.database.db, app.codec, contest.id))
}

async function shownLinks(app: App, contest: ContestRecord, links: readonly UploadLinkRecord[]): Promise<readonly UploadLink[]> {
  const { db } = app.database
  const { byId: units } = await unitDesk(app, contest)
  const logins = new Map((await listStaff(db)).map(({ id, login }) => [id, login]))
  const now = app.clock.now()
  return links.map((link) => ({
    id: link.id,
    unitCode: units.get(link.unitId)?.code ?? '',
    unit: units.get(link.unitId)?.name ?? '',
    label: link.label,
    createdBy: logins.get(link.createdBy ?? '') ?? '',
    createdAt: link.createdAt,
    expiresAt: link.expiresAt,
    state: stateOf(link, now),
  }))
}

function stateOf({ usedAt, revokedAt, expiresAt }: UploadLinkRecord, now: Instant): LinkState {
  if (revokedAt !== null) return 'revoked'
  if (usedAt !== null) return 'used'
  return expiresAt <= now ? 'expired' : 'open'
}

/** Ends the sessions opened by it too. What it submitted stays. @throws ContestError `not-found` */
export async function revokeLink(app: App, who: Who, slug: string, id: string): Promise<void> {
  requireAccess(who, 'links.manage')
  const contest = await contestFor(app, who, slug)
  const known = (await uploadLinksOf(app.database.db, app.codec, contest.id)).some((link) => link.id === id)
  if (!known) throw new ContestError('not-found', { link: id })
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    await endSessionsOf(db, 'link-holder', [id], at)
    if (!(await revokeUploadLink(db, id, at))) return
    await writeAudit(db, { at, actor: actorOf(who), event: 'link.revoked', contestId: contest.id, data: { link: id } })
  })
}

/**
 * A session for whoever holds the token, until the link is over. A used link opens no new one.
 * @throws ContestError `link-ended`
 */
export async function openUploadLink(app: App, token: string): Promise<Session> {
  const { db } = app.database
  const link = await uploadLinkByTokenHash(db, app.codec, sha256(Buffer.from(token)))
  const now = app.clock.now()
  if (link === null || stateOf(link, now) !== 'open') throw new ContestError('link-ended')
  await writeAudit(db, { at: now, actor: { kind: 'link', id: link.id }, event: 'link.opened', contestId: link.contestId, data: {} })
  return app.sessions.start({ kind: 'link-holder', id: link.id, contestId: link.contestId, until: link.expiresAt }, now)
}

export async function linkHolderMe(app: App, { link }: LinkHolder): Promise<LinkHolderMe> {
  const contest = await requireContest(app.database.db, link.contestId)
  const unit = (await unitDesk(app, contest)).byId.get(link.unitId)
  return {
    contest: { slug: contest.slug, title: contest.rules.title, zone: contest.rules.zone },
    demo: contest.demo,
    unit: unit?.name ?? '',
    label: link.label,
    expiresAt: link.expiresAt,
    state: link.usedAt === null ? 'open' : 'used',
  }
}
