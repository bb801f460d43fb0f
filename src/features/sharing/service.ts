import { createHash } from 'node:crypto'
import { may } from '../../contracts/roles.ts'
import { type SharedCard, ShareRecord, type ShareSettings } from '../../contracts/sharing.ts'
import { pollInvitationTemplate } from '../../contracts/templates.ts'
import { writePlain } from '../../line/flex/write-plain.ts'
import { checkShareable } from '../../line/messages/check-shareable.ts'
import { sayAlone } from '../../line/messages/say-alone.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { needsSecondFactor } from '../../platform/auth/session-rules.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { findKeptAnswer, keepAnswer } from '../../platform/http/kept-answers.ts'
import type { LinkedOfficer, SharingDeps } from './needs.ts'

/**
 * ส่งเองด้วย LINE ของฉัน: an approved card goes out as an officer's own message, by LINE's share target picker. The picker tells
 * nobody whom it reached, so the officer says which groups it was.
 */
export function createSharingService(deps: SharingDeps) {
  const { database } = deps

  async function settings(): Promise<ShareSettings> {
    return { agency: await deps.agencyName(database.prisma), liff: deps.liff ?? null }
  }

  /** For the console: what to copy, and where LINE's picker opens. @throws CONTENT_NOT_APPROVED (409); POLL_INVITATION_ELSEWHERE (422) */
  async function prepare(tx: Tx, contentId: string, campaignId: string | undefined) {
    const { text, isShareable, pictureUrl } = await readCard(tx, contentId)
    return { text, isShareable, pictureUrl, pageUrl: pageUrlOf(contentId, campaignId) }
  }

  function pageUrlOf(card: string, campaign: string | undefined): string | null {
    if (!deps.liff) return null
    const { url, id } = deps.liff
    return `${url}/${id}/share/?${new URLSearchParams({ card, ...(campaign && { campaign }) })}`
  }

  /** @throws OFFICER_NOT_LINKED, FORBIDDEN (403); CONTENT_NOT_APPROVED (409); POLL_INVITATION_ELSEWHERE (422) */
  async function see(idToken: string, asked: { card: string; campaign?: string | undefined }): Promise<SharedCard> {
    const officer = await findOfficer(database.prisma, await readToken(idToken))
    const card = await readCard(database.prisma, asked.card)
    if (owesSecondFactor(officer)) return { ...card, groups: [], recordUrl: consolePageOf(asked) }
    return { ...card, groups: await deps.listOpenGroups(database.prisma), recordUrl: null }
  }

  /** A repeated request records once, so that a lost answer makes no second run. @throws SHARE_IN_CONSOLE (403) */
  async function record(idToken: string, request: unknown): Promise<void> {
    const { key, card, campaign, groups } = ShareRecord.parse(request)
    const lineUserId = await readToken(idToken)
    await database.transaction(async (tx) => {
      const officer = await findOfficer(tx, lineUserId)
      if (owesSecondFactor(officer))
        throw new AppError('SHARE_IN_CONSOLE', 'This role records in the console, at a full login.', { status: 403 })
      const actor: Actor = { userId: officer.userId, role: officer.role, via: 'line' }
      const requestHash = createHash('sha256').update(JSON.stringify({ card, campaign, groups })).digest('hex')
      const asked = { actorId: actor.userId, key: `share-${key}`, requestHash }
      if (await findKeptAnswer(tx, asked)) return
      await deps.recordByHand(tx, actor, { contentId: card, groups, campaignId: campaign })
      await keepAnswer(tx, asked, {})
    })
  }

  async function readCard(tx: Tx, contentId: string) {
    const { template, data, isApproved } = await deps.resolveMessage(tx, { contentId })
    if (!isApproved) throw new AppError('CONTENT_NOT_APPROVED', 'Only an approved card is sent.', { status: 409 })
    if (template === pollInvitationTemplate)
      throw new AppError('POLL_INVITATION_ELSEWHERE', 'Invitations are sent from the page of the poll.', {
        status: 422,
      })
    const message = deps.renderCard(template, data)
    const text = writePlain(message, data)
    // The hero of an approved card is among its data by now.
    const { title = sayAlone(message, data), pictureUrl = null } = data as {
      title?: string
      pictureUrl?: string | null
    }
    return {
      title,
      text,
      pictureUrl,
      messages: [message],
      isShareable: checkShareable([message], { allowHttpLoopback: deps.isLineLocal }).length === 0,
    }
  }

  /** LINE says who it is, and the officer has joined that chat to the account. */
  async function findOfficer(tx: Tx, lineUserId: string): Promise<LinkedOfficer> {
    const officer = await deps.findLinkedOfficer(tx, lineUserId)
    if (!officer)
      throw new AppError('OFFICER_NOT_LINKED', 'This LINE account is joined to no officer.', { status: 403 })
    if (!may(officer.role, 'campaigns.edit'))
      throw new AppError('FORBIDDEN', `Role ${officer.role} lacks campaigns.edit.`, { status: 403 })
    return officer
  }

  function readToken(idToken: string): Promise<string> {
    if (!deps.readIdToken)
      throw new AppError('SHARING_NOT_SET', 'Set LIFF_ID and LINE_LOGIN_CHANNEL_ID.', { status: 503 })
    return deps.readIdToken(idToken)
  }

  return { settings, prepare, see, record }
}

export type SharingService = ReturnType<typeof createSharingService>

/**
 * An ID token is one factor. Whose password is enough elsewhere records with it too, which the audit log marks as done by LINE alone;
 * who owes a second factor gives it in the console, where an enrolled phone asks for its PIN, as for an approval.
 */
const owesSecondFactor = ({ role, isDemo }: LinkedOfficer) => needsSecondFactor(role) && !isDemo

const consolePageOf = ({ card, campaign }: { card: string; campaign?: string | undefined }) =>
  `/cards/${card}?${new URLSearchParams({ record: 'by-hand', ...(campaign && { campaign }) })}`
