import type { AudienceSpec, MessageSpec } from '../../contracts/api/campaigns.ts'
import type { Picture, PictureFormat } from '../../contracts/api/pictures.ts'
import { shorten } from '../../line/flex/words.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { calendarDay, fiscalYearOfDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { PollDeps } from './needs.ts'
import * as repo from './poll-repo.ts'
import { wrongState } from './poll-rules.ts'
import { labelOfLevel } from './promise-rules.ts'
import { dealCards, toCardQuestion } from './result-card.ts'
import type { ResultService } from './result-service.ts'
import { noteWords } from './result-words.ts'
import type { PollService } from './service.ts'

const mostPictured = 6 // questions: what a tall picture holds
/** What somebody types, or LINE types for them, to be asked the open polls of the chat. */
export const chatWord = 'ตอบแบบสำรวจ'

/** Asking people in and telling them what came of it: both as campaigns, approved and sent as any other. */
export function createAnswerBackService(
  deps: PollDeps,
  { polls, results }: { polls: PollService; results: ResultService },
) {
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
      agency: (await deps.agencyName(tx)).slice(0, 80),
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
  async function answerBack(tx: Tx, actor: Actor, id: string, nextStep: string): Promise<repo.PollRow> {
    const poll = await polls.lock(tx, id)
    const told = poll.outcome === 'lost' ? [] : await resultCards(tx, released(poll), nextStep)
    const messages = poll.outcome === 'lost' ? [lostCard(poll, nextStep)] : told
    await dropDraft(tx, actor, poll)
    const campaign = await deps.createCampaign(tx, actor, {
      name: `ผลแบบสำรวจ: ${poll.title}`,
      messages,
      audience: poll.audience,
      schedule: { kind: 'now' },
      urgent: false,
      notify: false,
    })
    for (const card of told) await deps.makeHero(tx, card)
    const row = await repo.updatePoll(tx, id, { nextStep, resultCampaignId: campaign.id })
    await polls.record(tx, actor, 'poll.result_card', id, { campaignId: campaign.id })
    return row
  }

  /** A card whose words were not right makes way for the next, unless it is under way. */
  async function dropDraft(tx: Tx, actor: Actor, { resultCampaignId }: repo.PollRow): Promise<void> {
    if (resultCampaignId === null) return
    const state = (await deps.findCampaignStates(tx, [resultCampaignId])).get(resultCampaignId)
    if (state === 'draft') await deps.cancelCampaign(tx, actor, resultCampaignId)
    else if (state !== undefined && state !== 'cancelled') {
      throw new AppError('RESULT_CARD_EXISTS', 'The result card is under way already.', {
        status: 409,
        data: { campaignId: resultCampaignId },
      })
    }
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
      ...(await resultHead(tx, poll)),
      ...countsOf(poll),
      questions: questions.slice(0, mostPictured),
      more: questions.length > mostPictured ? questions.length - mostPictured : null,
    }
    return deps.makePicture(tx, actor, { template: 'poll-result', data, format: order.format })
  }

  /** All questions, on as many cards as they need: counts on the first, what the office will do on the last. */
  async function resultCards(tx: Tx, poll: repo.PollRow, nextStep: string) {
    const shown = await results.readForCard(tx, poll)
    const { cards, more } = dealCards(shown.map((result) => toCardQuestion(result, poll.language, 10)))
    const head = await resultHead(tx, poll)
    return cards.map((questions, place) => ({
      template: 'poll-result' as const,
      data: {
        ...head,
        questions,
        ...(cards.length > 1 && { series: { no: place + 1, of: cards.length } }),
        ...(place === 0 && { ...countsOf(poll), listHash: poll.boardHash }),
        ...(place === cards.length - 1 && { nextStep, more: more === 0 ? null : more }),
      },
    }))
  }

  async function resultHead(tx: Tx, poll: repo.PollRow) {
    return {
      language: poll.language,
      agency: (await deps.agencyName(tx)).slice(0, 80),
      title: poll.title,
      levelLabel: labelOfLevel(poll.level ?? 'ballot_interim', poll.language),
      threshold: poll.threshold,
      source: words[poll.language].source,
      ...(poll.closedAt && { fiscalYear: fiscalYearOfDay(calendarDay(poll.closedAt)) }),
    }
  }

  async function hold(tx: Tx, actor: Actor, id: string, reason: string): Promise<repo.PollRow> {
    const poll = withResult(await polls.lock(tx, id))
    if (poll.resultReleasedAt) throw wrongState('The result has been shown already.', poll.state)
    const row = await repo.updatePoll(tx, id, { holdReason: reason })
    await polls.record(tx, actor, 'poll.hold', id, { reason })
    return row
  }

  async function release(tx: Tx, actor: Actor, id: string): Promise<repo.PollRow> {
    const poll = withResult(await polls.lock(tx, id))
    if (poll.resultReleasedAt) return poll
    const row = await repo.updatePoll(tx, id, { resultReleasedAt: deps.clock.now(), holdReason: null })
    await polls.record(tx, actor, 'poll.release', id)
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

  return { invite, answerBack, makePicture, hold, release, countOverdue, warmLink }
}

export type AnswerBackService = ReturnType<typeof createAnswerBackService>

const isUnderWay = (campaign: string | undefined) =>
  campaign !== undefined && !['draft', 'pending_approval', 'cancelled'].includes(campaign)

/** @throws WRONG_STATE (409) while it is counted, and where all is lost: there is nothing to show or to hold back. */
function withResult(poll: repo.PollRow): repo.PollRow {
  if (poll.outcome === null) throw wrongState('The answers are not counted yet.', poll.state)
  if (poll.outcome === 'lost') throw wrongState('There is no result: the answers are lost.', poll.state)
  return poll
}

/** @throws WRONG_STATE, RESULT_NOT_RELEASED (409) */
function released(poll: repo.PollRow): repo.PollRow {
  if (withResult(poll).resultReleasedAt) return poll
  throw new AppError('RESULT_NOT_RELEASED', 'An approver releases the result first.', { status: 409 })
}

/** Whoever answered was promised to hear of it: that nothing came of it too, and not that it is kept confidential. */
const lostCard = ({ title, language }: repo.PollRow, nextStep: string): MessageSpec => ({
  template: 'notice',
  data: {
    title: shorten(title, 100),
    text: `${noteWords.lostToPeople[language]}\n\n${noteWords.nextStep[language]}: ${nextStep}`,
  },
})

/** How many might answer, drew a ballot and answered, where that was published. */
function countsOf({ anonymity, eligibleCount, issuedCount, castCount }: repo.PollRow) {
  if (anonymity !== 'ballot' || eligibleCount === null || issuedCount === null || castCount === null) return {}
  return { counts: { eligible: eligibleCount, issued: issuedCount, cast: castCount } }
}

const words = {
  th: {
    answer: 'ตอบแบบสำรวจ',
    source: 'แบบสำรวจภายใน ไม่ใช่แบบวัด IIT',
    // True because nobody who sends can read who has voted.
    reminder: 'ข้อความนี้ส่งถึงทุกคนในกลุ่มเหมือนกัน ระบบไม่ได้ตรวจสอบว่าท่านใดตอบแล้วหรือยังไม่ได้ตอบ หากท่านตอบแล้ว ไม่ต้องดำเนินการใด',
  },
  en: {
    answer: 'Answer the poll',
    source: 'an internal poll, not the IIT form',
    reminder:
      'This goes to everybody alike: the system has not looked at who has answered and who has not. If you have, there is nothing to do.',
  },
} as const
