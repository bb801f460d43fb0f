import type { AudienceSpec } from '../../contracts/api/campaigns.ts'
import type { Picture, PictureFormat } from '../../contracts/api/pictures.ts'
import { shortenTo } from '../../contracts/templates/fields.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { LateService } from './late-service.ts'
import { draftResultRequest, type PollDeps } from './needs.ts'
import * as repo from './poll-repo.ts'
import { isUnderWay, wrongState } from './poll-rules.ts'
import { labelOfLevel } from './promise-rules.ts'
import { toCardQuestion } from './result-card.ts'
import { createResultDrafts } from './result-draft-service.ts'
import { countsOf, createResultMessages } from './result-messages.ts'
import type { ResultService } from './result-service.ts'
import type { PollService } from './service.ts'

const mostPictured = 6 // questions: what a tall picture holds
/** What somebody types, or LINE types for them, to be asked the open polls of the chat. */
export const chatWord = 'ตอบแบบสำรวจ'

/** Asking people in and telling them what came of it: both as campaigns, approved and sent as any other. */
export function createAnswerBackService(
  deps: PollDeps,
  { polls, results, late }: { polls: PollService; results: ResultService; late: LateService },
) {
  const { checkReason, whyLate } = late
  const told = createResultMessages(deps, results)
  const { draftCard, draftByItself, listUndrafted } = createResultDrafts(deps, { polls, told })

  /**
   * Drafts the invitation. The same card, link and words for everybody, and a reminder too goes to the whole audience: nobody
   * here knows who has answered. @throws POLL_PART_OF_AUDIENCE (422)
   */
  async function invite(
    tx: Tx,
    actor: Actor,
    id: string,
    request: { audience?: AudienceSpec | undefined; isReminder: boolean },
  ): Promise<{ campaignId: string }> {
    const poll = await polls.find(tx, id)
    if (poll.state !== 'published' && poll.state !== 'open') {
      throw wrongState('People are invited to a published or open poll.', poll.state)
    }
    const audience = request.audience ?? poll.audience
    if (request.audience) await checkWhole(tx, id, request.audience)
    const campaign = await deps.createCampaign(tx, actor, {
      name: `${request.isReminder ? 'เตือน' : 'เชิญ'}ตอบแบบสำรวจ: ${poll.title}`,
      messages: [{ template: 'poll-invite', data: await inviteCard(tx, poll, request) }],
      audience,
      schedule: { kind: 'now' },
      urgent: false,
      notify: false,
    })
    await polls.record(tx, actor, 'poll.invite', id, { campaignId: campaign.id, isReminder: request.isReminder })
    return { campaignId: campaign.id }
  }

  async function checkWhole(tx: Tx, id: string, audience: AudienceSpec): Promise<void> {
    const { staffIds } = await deps.listStaffOf(tx, audience)
    const asked = new Set(staffIds)
    const eligible = await repo.listEligible(tx, id)
    if (eligible.some((staffId) => !asked.has(staffId))) {
      throw new AppError('POLL_PART_OF_AUDIENCE', 'Everybody in the audience is asked alike.', { status: 422 })
    }
  }

  async function inviteCard(
    tx: Tx,
    poll: repo.PollRow,
    { isReminder }: { isReminder: boolean },
  ): Promise<Record<string, unknown>> {
    const level = poll.level ?? 'ballot_interim'
    return {
      language: poll.language,
      agency: shortenTo(80, await deps.agencyName(tx)),
      title: poll.title,
      ...(isReminder && { reminder: words[poll.language].reminder }),
      levelLabel: labelOfLevel(level, poll.language),
      promises: poll.promise,
      ...(poll.opensAt && poll.state === 'published' && { opensAt: poll.opensAt.toISOString() }),
      ...(poll.closesAt && { closesAt: poll.closesAt.toISOString() }),
      ...(poll.returnsOn && { returnsOn: poll.returnsOn }),
      ...(poll.fingerprint && { fingerprint: poll.fingerprint.slice(0, 16) }),
      link: { label: words[poll.language].answer, url: await linkOf(poll) },
    }
  }

  /** One address for all, without anything of a person in it. */
  async function linkOf(poll: repo.PollRow): Promise<string> {
    if (poll.anonymity === 'ballot') return deps.ballotUrl({ id: poll.id, fingerprint: poll.fingerprint ?? '' })
    return deps.chatUrl(chatWord)
  }

  /** @throws RESULT_NOT_RELEASED, RESULT_CARD_EXISTS (409): who may read campaigns reads the figures on the card's draft. */
  async function answerBack(
    tx: Tx,
    actor: Actor,
    id: string,
    { nextStep, reason }: { nextStep: string; reason?: string | undefined },
  ): Promise<repo.PollRow> {
    const found = await polls.lock(tx, id)
    const due = found.outcome === 'lost' ? found : released(found)
    const said = { nextStep, holdReason: whyLate(due, reason) }
    const poll = { ...due, ...said }
    const { messages, cards } = await told.write(tx, poll)
    const draftId = await findDraft(tx, poll)
    if (draftId) await deps.reviseCampaign(tx, actor, draftId, { messages })
    const campaignId = draftId ?? (await draftCard(tx, actor, poll, messages))
    for (const card of cards) await deps.makeHero(tx, card)
    const row = await repo.updatePoll(tx, id, { ...said, resultCampaignId: campaignId, cardHasResult: true })
    await polls.record(tx, actor, 'poll.result_card', id, {
      campaignId,
      ...(said.holdReason && { reason: said.holdReason }),
    })
    return row
  }

  /** A card whose words were not right is worded anew, unless it is under way. */
  async function findDraft(tx: Tx, { resultCampaignId }: repo.PollRow): Promise<string | undefined> {
    const state = resultCampaignId && (await deps.findCampaignStates(tx, [resultCampaignId])).get(resultCampaignId)
    if (!state || state === 'cancelled') return undefined
    if (state === 'draft') return resultCampaignId
    throw new AppError('RESULT_CARD_EXISTS', 'The result card is under way already.', {
      status: 409,
      data: { campaignId: resultCampaignId },
    })
  }

  /** A picture of one question, or of all as far as they fit. */
  async function makePicture(
    tx: Tx,
    actor: Actor,
    id: string,
    order: { question?: string | undefined; format: PictureFormat },
  ): Promise<Picture> {
    const poll = released(await polls.lock(tx, id))
    const chosen = (await results.readForCard(tx, poll)).filter(
      ({ key }) => order.question === undefined || key === order.question,
    )
    // Of several questions on one picture each has a line or two.
    const wordsAtMost = order.question === undefined ? 3 : 10
    const questions = chosen.map((result) => toCardQuestion(result, poll.language, wordsAtMost))
    const data = {
      ...(await told.head(tx, poll)),
      ...countsOf(poll),
      questions: questions.slice(0, mostPictured),
      more: questions.length > mostPictured ? questions.length - mostPictured : null,
      ita: await told.itaOf(tx, poll),
    }
    return deps.makePicture(tx, actor, { template: 'poll-result', data, format: order.format })
  }

  async function hold(tx: Tx, actor: Actor, id: string, reason: string): Promise<repo.PollRow> {
    const poll = withResult(await polls.lock(tx, id))
    if (poll.resultReleasedAt) throw wrongState('The result has been shown already.', poll.state)
    checkReason(reason)
    const row = await repo.updatePoll(tx, id, { holdReason: reason })
    await polls.record(tx, actor, 'poll.hold', id, { reason })
    return row
  }

  async function release(tx: Tx, actor: Actor, id: string, given?: string): Promise<repo.PollRow> {
    const poll = withResult(await polls.lock(tx, id))
    if (poll.resultReleasedAt) return poll
    const reason = whyLate(poll, given)
    const row = await repo.updatePoll(tx, id, { resultReleasedAt: deps.clock.now(), holdReason: reason })
    await polls.record(tx, actor, 'poll.release', id, reason === null ? undefined : { reason })
    await deps.enqueue(tx, [draftResultRequest(id)])
    return row
  }

  /** Polls of whose outcome people were to hear before `today`, and neither have nor are about to. A card on the desk tells nobody. */
  async function countOverdue(tx: Tx, today: string): Promise<number> {
    const promised = await repo.listPromised(tx, today)
    const states = await deps.findCampaignStates(
      tx,
      promised.flatMap((campaignId) => campaignId ?? []),
    )
    return promised.filter((campaignId) => !isUnderWay(states.get(campaignId ?? ''))).length
  }

  /** The address of the chat is LINE's to tell: asked before the transaction, it is known inside. */
  const warmLink = () => deps.chatUrl(chatWord)

  return {
    invite,
    answerBack,
    draftByItself,
    listUndrafted,
    makePicture,
    hold,
    release,
    countOverdue,
    warmLink,
  }
}

export type AnswerBackService = ReturnType<typeof createAnswerBackService>

/** @throws WRONG_STATE, POLL_NEVER_OPENED (409) while it is counted, and where there is nothing to show or to hold back. */
function withResult(poll: repo.PollRow): repo.PollRow {
  if (poll.outcome === null) throw wrongState('The answers are not counted yet.', poll.state)
  if (poll.outcome === 'lost') throw wrongState('There is no result: the answers are lost.', poll.state)
  if (poll.openedAt === null)
    throw new AppError('POLL_NEVER_OPENED', 'There is no result: it was closed before it opened.', { status: 409 })
  return poll
}

/** @throws WRONG_STATE, POLL_NEVER_OPENED, RESULT_NOT_RELEASED (409) */
function released(poll: repo.PollRow): repo.PollRow {
  if (withResult(poll).resultReleasedAt) return poll
  throw new AppError('RESULT_NOT_RELEASED', 'An approver releases the result first.', { status: 409 })
}

const words = {
  th: {
    answer: 'ตอบแบบสำรวจ',
    // True because nobody who sends can read who has voted.
    reminder: 'ข้อความนี้ส่งถึงทุกคนในกลุ่มเหมือนกัน ระบบไม่ได้ตรวจสอบว่าท่านใดตอบแล้วหรือยังไม่ได้ตอบ หากท่านตอบแล้ว ไม่ต้องดำเนินการใด',
  },
  en: {
    answer: 'Answer the poll',
    reminder:
      'This goes to everybody alike: the system has not looked at who has answered and who has not. If you have, there is nothing to do.',
  },
} as const
