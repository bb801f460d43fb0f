import type { CardSpec } from '../../contracts/api/campaigns.ts'
import { toSearchText } from '../../contracts/search-text.ts'
import type { TemplateName } from '../../contracts/templates.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { chooseAuthority } from '../../platform/auth/choose-authority.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { pickOfTheDay } from '../../platform/pick-of-the-day.ts'
import { lintCard } from './lint-rules.ts'
import * as repo from './repo.ts'

export type ContentNeeds = {
  clock: Clock
  audit: Audit
  /** Throws TEMPLATE_UNKNOWN, TEMPLATE_DATA_INVALID or MESSAGE_OVER_LIMIT. */
  renderCard(template: string, data: unknown): OutgoingMessage
  /** Has the picture of an approved card drawn. */
  makeHero(tx: Tx, card: repo.ContentRow): Promise<void>
  /** Address of that picture, once it is drawn. */
  findHero(tx: Tx, card: repo.ContentRow): Promise<string | undefined>
}

/** Cards: drafted by one person, approved by another. */
export function createContentService(deps: ContentNeeds) {
  async function create(tx: Tx, actor: Actor, draft: repo.NewContent): Promise<repo.ContentRow> {
    const findings = lintCard(draft)
    if (findings.length > 0)
      throw new AppError('CONTENT_RULES', `The card breaks ${findings.map(({ rule }) => rule).join(', ')}.`, {
        status: 422,
        data: { findings },
      })
    deps.renderCard(draft.template, draft.data)
    const content = await repo.insertContent(tx, {
      ...draft,
      authorId: actor.userId,
      searchText: toSearchText(draft.title, draft.data, draft.basis, draft.tags),
    })
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
    const standsFor = chooseAuthority(actor, [content.authorId])
    if (!(await repo.approveContent(tx, id, { approvedBy: actor.userId, approvedAt: deps.clock.now() }))) {
      throw new AppError('WRONG_STATE', `Only a draft can be approved, not ${content.state}.`, {
        status: 409,
        data: { state: content.state },
      })
    }
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'content.approve',
      subject: id,
      ...(standsFor !== undefined && { data: { standsFor } }),
    })
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
    spec: CardSpec,
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

  /** เรื่องวันนี้: the approved Dos & Don’ts card of this day, free for anybody to see; undefined while none is approved. */
  async function findTodaysCard(tx: Tx): Promise<OutgoingMessage | undefined> {
    const card = pickOfTheDay(await repo.listDeck(tx, 'dos-donts' satisfies TemplateName), deps.clock.now())
    return card && deps.renderCard(card.template, card.data)
  }

  return { create, findTodaysCard, approve, get, resolveMessage, list: repo.listContents, listCards: repo.listCards }
}

export type ContentView = repo.ContentRow
export type ContentService = ReturnType<typeof createContentService>
