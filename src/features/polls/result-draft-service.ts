import type { MessageSpec } from '../../contracts/api/campaigns.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { daysBefore } from '../../platform/retention.ts'
import type { PollDeps } from './needs.ts'
import * as repo from './poll-repo.ts'
import type { ResultMessages } from './result-messages.ts'
import type { PollService } from './service.ts'

const undraftedDays = 60

// What only an officer can put right. Whatever else is in the way passes: the sweeper asks again.
const forOfficers = new Set([
  'AUDIENCE_UNKNOWN',
  'CONTENT_RULES',
  'MESSAGE_OVER_LIMIT',
  'TEMPLATE_DATA_INVALID',
  'URGENT_NOT_ALLOWED',
])

/**
 * The result card as a draft that nobody has to ask for. In the author's name, so that another person approves it; in the audit
 * chain it is the system's, and not the approver's who released the result: they could not approve it then.
 */
export function createResultDrafts(deps: PollDeps, { polls, told }: { polls: PollService; told: ResultMessages }) {
  // An officer drafts the card on the poll's page, and the sweeper asks no more.
  const undraftable = new Set<string>()

  async function draftCard(tx: Tx, actor: Actor, poll: repo.PollRow, messages: MessageSpec[]): Promise<string> {
    const { id } = await deps.createCampaign(tx, actor, {
      name: `ผลแบบสำรวจ: ${poll.title}`,
      messages,
      audience: poll.audience,
      schedule: { kind: 'now' },
      urgent: false,
      notify: false,
    })
    return id
  }

  /** Drafts the card once the outcome is known, and fills it in once that is released and anew with themes written since; each once, whoever asks and however often. */
  async function draftByItself(id: string): Promise<void> {
    try {
      await deps.database.transaction((tx) => draftIn(tx, id))
    } catch (error) {
      if (!(error instanceof AppError) || !forOfficers.has(error.code)) throw error
      if (!undraftable.has(id)) deps.log.warn({ pollId: id, code: error.code }, 'a result card could not be drafted')
      undraftable.add(id)
    }
  }

  async function draftIn(tx: Tx, id: string): Promise<void> {
    const poll = await repo.lockPoll(tx, id)
    if (!poll || poll.outcome === null) return
    if (poll.resultCampaignId === null) await draft(tx, poll)
    else if (poll.resultReleasedAt && !poll.cardHasResult) await fill(tx, poll, poll.resultCampaignId)
  }

  async function draft(tx: Tx, poll: repo.PollRow): Promise<void> {
    const actor = systemFor(poll)
    const campaignId = await draftCard(tx, actor, poll, (await told.write(tx, poll)).messages)
    await repo.updatePoll(tx, poll.id, {
      resultCampaignId: campaignId,
      cardHasResult: poll.resultReleasedAt !== null,
    })
    await polls.record(tx, actor, 'poll.result_card', poll.id, { campaignId, inTheNameOf: poll.authorId })
  }

  /**
   * Before the release the card had no figures. Not in the transaction of the release: a result is out even where the card is not
   * right, or somebody has it in hand.
   */
  async function fill(tx: Tx, poll: repo.PollRow, campaignId: string): Promise<void> {
    const state = (await deps.findCampaignStates(tx, [campaignId])).get(campaignId)
    if (state === 'draft') {
      const { messages, cards } = await told.write(tx, poll)
      await deps.reviseCampaign(tx, systemFor(poll), campaignId, { messages })
      // One that says already what the office will do has its picture too: themes were written since.
      if (poll.nextStep !== null) for (const card of cards) await deps.makeHero(tx, card)
    }
    await repo.updatePoll(tx, poll.id, { cardHasResult: true })
  }

  /** Polls whose card is to be drafted or filled in. Of long ago none: an office that never told will not begin with it. */
  async function listUndrafted(): Promise<string[]> {
    const ids = await repo.listUndrafted(deps.database.prisma, daysBefore(deps.clock.now(), undraftedDays))
    return ids.filter((id) => !undraftable.has(id))
  }

  return { draftCard, draftByItself, listUndrafted }
}

const systemFor = ({ authorId }: repo.PollRow): Actor => ({ userId: authorId, role: 'editor', via: 'system' })
