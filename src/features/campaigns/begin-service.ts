import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { CampaignRow } from './campaign-repo.ts'
import { createCardService, markAsTest, type PreparedCards } from './card-service.ts'
import { type CampaignDeps, drainRequest } from './needs.ts'
import { createRequestPlan } from './pace-rules.ts'
import * as recipientRows from './recipient-repo.ts'
import { endOfRide } from './ride-rules.ts'
import { addPlanned, type PlannedRecipient, planDeliveries } from './rules.ts'
import type { RunRow } from './run-repo.ts'
import * as runRows from './run-repo.ts'
import { statsUnitOf } from './statistics-rules.ts'

/** Writing down a run that goes out now, or why it does not. */
export function createBeginService(deps: CampaignDeps) {
  const cardsOf = createCardService(deps)

  /**
   * Writes who gets it page by page, so that a million people need no more memory than ten thousand, freezes what goes out, and
   * asks for it to be sent. `chats`: about how many, which decides how they are spread.
   */
  async function begin(
    tx: Tx,
    run: RunRow,
    campaign: CampaignRow,
    plan: {
      cards: PreparedCards
      chats: number
      pages: AsyncIterable<{ recipients: PlannedRecipient[] }> | Iterable<{ recipients: PlannedRecipient[] }>
      seriesItemId?: string
      seriesRound?: number
    },
  ): Promise<void> {
    const { cards, chats, pages, ...place } = plan
    const messages = await cardsOf.asSent(campaign, run.id, cards.messages)
    if ('problem' in messages) return hold(tx, run, messages.problem)
    const requests = createRequestPlan(campaign, chats)
    const now = deps.clock.now()
    const ridesUntil = endOfRide(campaign, now, await deps.officeCalendar(tx))
    const dueFrom = ridesUntil ?? now
    let planned = { groups: 0, people: 0 }
    for await (const { recipients } of pages) {
      await recipientRows.insertPlan(tx, run.id, recipients, requests.add(recipients), dueFrom)
      planned = addPlanned(planned, recipients)
    }
    await freeze(tx, run, campaign, {
      messages: await cardsOf.withLinks(tx, run.id, planned, messages),
      batchMs: requests.batchMs,
      ridesUntil,
      isPublic: cards.isPublic,
      statsUnit: statsUnitOf(run.id, planned),
      ...place,
    })
  }

  async function beginTest(tx: Tx, run: RunRow, campaign: CampaignRow, cards: PreparedCards): Promise<void> {
    const messages = await cardsOf.asSent(campaign, run.id, cards.messages)
    if ('problem' in messages) return hold(tx, run, messages.problem)
    await recipientRows.insertDeliveries(tx, run.id, planDeliveries(await listTesters(tx, run.id)), deps.clock.now())
    await freeze(tx, run, campaign, {
      messages: markAsTest(messages),
      batchMs: null,
      ridesUntil: null,
      isPublic: cards.isPublic,
      statsUnit: null,
    })
  }

  async function freeze(
    tx: Tx,
    run: RunRow,
    campaign: CampaignRow,
    sent: {
      messages: OutgoingMessage[]
      batchMs: number | null
      ridesUntil: Date | null
      isPublic: boolean
      statsUnit: string | null
    },
  ): Promise<void> {
    await runRows.updateRun(tx, run.id, {
      state: 'sending',
      reason: null,
      startedAt: deps.clock.now(),
      isSilent: !campaign.notify && !campaign.isUrgent,
      ...sent,
    })
    await deps.enqueue(tx, [drainRequest(run.id)])
  }

  async function hold(tx: Tx, run: RunRow, reason: string): Promise<void> {
    await runRows.updateRun(tx, run.id, { state: 'held', reason })
    deps.log.warn({ runId: run.id, reason }, 'a run waits for a person to release it')
  }

  async function listTesters(tx: Tx, runId: string): Promise<PlannedRecipient[]> {
    return (await recipientRows.listPlannedChats(tx, runId)).map((chatId) => ({
      kind: 'person',
      chatId,
      state: 'planned',
      reason: null,
    }))
  }

  return { begin, beginTest, hold }
}
