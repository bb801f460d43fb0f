import { may } from '../../contracts/roles.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { createCampaignBook } from './campaign-book.ts'
import { createCardService, markAsTest, maxMessages } from './card-service.ts'
import { type CampaignDeps, startRunRequest } from './needs.ts'
import { insertRecipients, lockPlanning } from './recipient-repo.ts'
import { insertBeside } from './run-repo.ts'

export function createTestSendService(deps: CampaignDeps) {
  const { lock, record } = createCampaignBook(deps)
  const cardsOf = createCardService(deps)

  /**
   * A copy to named people now, or to the officer who asks: a run of its own, marked as a test and counted nowhere. Names of staff
   * are shown to owners alone, so others are theirs to choose.
   */
  async function sendTest(tx: Tx, actor: Actor, id: string, peopleIds: string[] | undefined): Promise<number> {
    if (peopleIds && !may(actor.role, 'staff.read'))
      throw new AppError('TEST_OTHERS_NOT_ALLOWED', 'Only an owner chooses who else gets a test.', { status: 403 })
    const campaign = await lock(tx, id)
    if (campaign.state === 'cancelled' || campaign.state === 'completed') {
      throw new AppError('WRONG_STATE', `A ${campaign.state} campaign is not tested any more.`, {
        status: 409,
        data: { state: campaign.state },
      })
    }
    // Rendered now, while its author is at the desk: what cannot be sent says why.
    const { messages } = await cardsOf.preview(tx, campaign)
    if (markAsTest(messages).length > maxMessages) {
      throw new AppError('TEST_NEEDS_ROOM', 'The mark of a test is a message of its own. Leave one of the five free.', {
        status: 422,
      })
    }
    const now = deps.clock.now()
    // Before the lock, under which nobody may leave: weighing the quota waits for others who weigh it.
    await deps.checkQuota(tx, { needs: (await findChats(tx, actor, peopleIds)).length, at: now, rank: 'alert' })
    await lockPlanning(tx)
    const chatIds = await findChats(tx, actor, peopleIds)
    const run = await insertBeside(tx, { campaignId: campaign.id, scheduledFor: now, dueAt: now, isTest: true })
    await insertRecipients(
      tx,
      run.id,
      chatIds.map((chatId) => ({ kind: 'person', chatId, state: 'planned', reason: null })),
    )
    await deps.enqueue(tx, [startRunRequest(run.id, now)])
    await record(tx, actor, 'campaign.test', id, { people: peopleIds ?? 'self' })
    return chatIds.length
  }

  async function findChats(tx: Tx, actor: Actor, peopleIds: string[] | undefined): Promise<string[]> {
    if (!peopleIds) return [await findOwnChat(tx, actor)]
    const chatIds = await deps.findPeopleChats(tx, peopleIds)
    if (chatIds.length > 0) return chatIds
    throw new AppError('AUDIENCE_EMPTY', 'None of these people can be reached.', { status: 422 })
  }

  async function findOwnChat(tx: Tx, actor: Actor): Promise<string> {
    const chatId = await deps.findOfficerChat(tx, actor.userId)
    if (chatId) return chatId
    throw new AppError('OWN_CHAT_NEEDED', 'A test to oneself goes to the LINE chat linked to the account. Link one.', {
      status: 409,
    })
  }

  return { sendTest }
}

export type TestSendService = ReturnType<typeof createTestSendService>
