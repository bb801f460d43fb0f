import type { CardSpec, MessageSpec } from '../../contracts/api/campaigns.ts'
import type { SeriesEnd, SeriesKind } from '../../contracts/api/series.ts'
import { pollInvitationTemplate } from '../../contracts/templates.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import * as repo from './repo.ts'

export type SeriesNeeds = {
  clock: Clock
  audit: Audit
  /** Of these cards, those that exist. */
  listCards(
    tx: Tx,
    contentIds: string[],
  ): Promise<{ id: string; title: string; template: string; isApproved: boolean }[]>
}

export type SeriesItem = repo.ItemRow & { title: string; isApproved: boolean }
export type SeriesView = repo.SeriesRow & { items: SeriesItem[] }

/** Cards in an order that may change at any time. What has been sent of them stands with the campaigns that sent it. */
export function createSeriesService(deps: SeriesNeeds) {
  async function create(
    tx: Tx,
    actor: Actor,
    draft: { name: string; kind: SeriesKind; atEnd: SeriesEnd; items: repo.ItemDraft[] },
  ): Promise<SeriesView> {
    const { items, ...rest } = draft
    await checkItems(tx, rest.kind, items, [])
    const series = await repo.insertSeries(tx, { ...rest, authorId: actor.userId })
    await repo.replaceItems(tx, series.id, items, deps.clock.now())
    await record(tx, actor, 'series.create', series.id, { cards: items.length })
    return get(tx, series.id)
  }

  async function update(
    tx: Tx,
    actor: Actor,
    id: string,
    change: {
      version: number
      name?: string | undefined
      atEnd?: SeriesEnd | undefined
      items?: repo.ItemDraft[] | undefined
    },
  ): Promise<SeriesView> {
    const before = await get(tx, id)
    if (change.items) await checkItems(tx, before.kind, change.items, before.items)
    // The one write that two editors compete for comes first: whoever is second sees that the version has gone.
    if (!(await repo.updateSeries(tx, id, change.version, change)))
      throw new AppError('CHANGED_MEANWHILE', 'Somebody has changed this series since it was read.', { status: 409 })
    if (change.items) await repo.replaceItems(tx, id, change.items, deps.clock.now())
    const after = await get(tx, id)
    await record(tx, actor, 'series.update', id, {
      before: before.items.map(({ contentId }) => contentId),
      after: after.items.map(({ contentId }) => contentId),
    })
    return after
  }

  async function checkItems(
    tx: Tx,
    kind: SeriesKind,
    items: repo.ItemDraft[],
    there: { id: string; contentId: string }[],
  ): Promise<void> {
    if (items.some(({ day }) => (day !== undefined) !== (kind === 'per_person')))
      throw new AppError('SERIES_DAYS_INVALID', 'Every card of a series per person has its day; no other has.', {
        status: 422,
      })
    const contentOf = new Map(there.map(({ id, contentId }) => [id, contentId]))
    const stranger = items.find(({ id, contentId }) => id !== undefined && contentOf.get(id) !== contentId)
    if (stranger)
      throw new AppError('NOT_FOUND', `The series has no item ${stranger.id} with this card.`, { status: 404 })
    const wanted = [...new Set(items.map(({ contentId }) => contentId))]
    const cards = await deps.listCards(tx, wanted)
    const known = new Set(cards.map(({ id }) => id))
    const unknown = wanted.find((id) => !known.has(id))
    if (unknown)
      throw new AppError('CONTENT_UNKNOWN', `There is no card ${unknown}.`, {
        status: 422,
        data: { contentId: unknown },
      })
    // Polls ask everybody in their audience alike: nobody is asked by the place of a card in a series.
    if (cards.some(({ template }) => template === pollInvitationTemplate))
      throw new AppError('POLL_INVITATION_ELSEWHERE', 'Invitations are drafted on the page of the poll.', {
        status: 422,
      })
  }

  async function get(tx: Tx, id: string): Promise<SeriesView> {
    const series = await find(tx, id)
    if (!series) throw new AppError('NOT_FOUND', `There is no series ${id}.`, { status: 404 })
    return series
  }

  async function find(tx: Tx, id: string): Promise<SeriesView | undefined> {
    const series = await repo.findSeries(tx, id)
    if (!series) return undefined
    const items = await repo.listItems(tx, id)
    const cards = await deps.listCards(
      tx,
      items.map(({ contentId }) => contentId),
    )
    const cardOf = new Map(cards.map((card) => [card.id, card]))
    return {
      ...series,
      items: items.map((item) => {
        const { title = '', isApproved = false } = cardOf.get(item.contentId) ?? {}
        return { ...item, title, isApproved }
      }),
    }
  }

  /** What a message of a campaign is made of; a series stands for its first approved card, or the first where none is. */
  async function resolveMessage<Resolved>(
    tx: Tx,
    spec: MessageSpec,
    resolveCard: (tx: Tx, spec: CardSpec) => Promise<Resolved>,
  ): Promise<Resolved> {
    if (!('seriesId' in spec)) return resolveCard(tx, spec)
    const series = await find(tx, spec.seriesId)
    if (!series) throw new AppError('SERIES_UNKNOWN', `There is no series ${spec.seriesId}.`, { status: 422 })
    const wanted = series.items.filter(({ isSkipped }) => !isSkipped)
    const card = wanted.find(({ isApproved }) => isApproved) ?? wanted[0]
    if (!card) throw new AppError('SERIES_EMPTY', 'There is no card in this series.', { status: 422 })
    return resolveCard(tx, { contentId: card.contentId })
  }

  const record = (tx: Tx, actor: Actor, action: string, subject: string, data: Record<string, unknown>) =>
    deps.audit.record(tx, { actorId: actor.userId, action, subject, data })

  /** The card at a place of a series, one that has been taken out of it included. */
  const findItem = async (tx: Tx, itemId: string) => repo.findItem(tx, itemId)

  return { create, update, get, find, findItem, resolveMessage, list: repo.listSeries }
}

export type SeriesService = ReturnType<typeof createSeriesService>
