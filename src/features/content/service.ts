import type { MessageSpec } from '../../contracts/api/campaigns.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import * as repo from './repo.ts'

export type ContentNeeds = {
  clock: Clock
  audit: Audit
  /** Throws TEMPLATE_UNKNOWN, TEMPLATE_DATA_INVALID or MESSAGE_OVER_LIMIT. */
  renderCard(template: string, data: unknown): unknown
  /** Has the picture of an approved card drawn. */
  makeHero(tx: Tx, card: repo.ContentRow): Promise<void>
  /** Address of that picture, once it is drawn. */
  findHero(tx: Tx, card: repo.ContentRow): Promise<string | undefined>
}

/** Cards: drafted by one person, approved by another. */
export function createContentService(deps: ContentNeeds) {
  async function create(
    tx: Tx,
    actor: Actor,
    draft: { title: string; template: string; data: Record<string, unknown>; basis?: string; itaItems: string[] },
  ): Promise<repo.ContentRow> {
    deps.renderCard(draft.template, draft.data)
    const content = await repo.insertContent(tx, { ...draft, authorId: actor.userId })
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'content.create',
      subject: content.id,
      data: { template: draft.template },
    })
    return content
  }

  async function approve(tx: Tx, actor: Actor, id: string): Promise<repo.ContentRow> {
    const content = await get(tx, id)
    if (content.authorId === actor.userId)
      throw new AppError('OWN_WORK', 'The author cannot approve their own card.', { status: 403 })
    if (!(await repo.approveContent(tx, id, { approvedBy: actor.userId, approvedAt: deps.clock.now() }))) {
      throw new AppError('WRONG_STATE', `Only a draft can be approved, not ${content.state}.`, {
        status: 409,
        data: { state: content.state },
      })
    }
    await deps.audit.record(tx, { actorId: actor.userId, action: 'content.approve', subject: id })
    const approved = await get(tx, id)
    await deps.makeHero(tx, approved)
    return approved
  }

  async function get(tx: Tx, id: string): Promise<repo.ContentRow> {
    const content = await repo.findContent(tx, id)
    if (!content) throw new AppError('NOT_FOUND', `There is no card ${id}.`, { status: 404 })
    return content
  }

  /** What a message of a campaign is made of. Words written into the campaign itself are approved with it. */
  async function resolveMessage(
    tx: Tx,
    spec: MessageSpec,
  ): Promise<{ template: string; data: unknown; isApproved: boolean }> {
    if ('template' in spec) return { template: spec.template, data: spec.data, isApproved: true }
    const content = await repo.findContent(tx, spec.contentId)
    if (!content)
      throw new AppError('CONTENT_UNKNOWN', `There is no card ${spec.contentId}.`, {
        status: 422,
        data: { contentId: spec.contentId },
      })
    // The picture is of the approved card: a draft would go out with its band.
    const isApproved = content.state === 'approved'
    const hero = isApproved && content.data.pictureUrl == null ? await deps.findHero(tx, content) : undefined
    return { template: content.template, data: { ...content.data, ...(hero && { pictureUrl: hero }) }, isApproved }
  }

  /** What people may be shown when they ask. */
  async function listApprovedCards(tx: Tx) {
    const cards = await repo.listApproved(tx)
    return cards.map(({ id, code, title, template, data }) => ({
      id,
      code,
      title,
      template,
      data,
      tags: [] as string[],
    }))
  }

  return { create, approve, get, resolveMessage, listApprovedCards, list: repo.listContents }
}

export type ContentView = repo.ContentRow
export type ContentService = ReturnType<typeof createContentService>
