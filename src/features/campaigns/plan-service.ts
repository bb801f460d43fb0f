import type { Tx } from '../../platform/db/open-database.ts'
import { areCardsChanged } from './approval-rules.ts'
import type { ApprovalService } from './approval-service.ts'
import { createBeginService } from './begin-service.ts'
import { type CampaignRow, findCampaign } from './campaign-repo.ts'
import { createCapService } from './cap-service.ts'
import { createCardService, type PreparedCards } from './card-service.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import { countPlanned, nobody, sizeOfRun, toRecipient, withPage } from './cost-rules.ts'
import type { CampaignDeps, SeriesOfCards } from './needs.ts'
import { lockPlanning, planAlone } from './recipient-repo.ts'
import { createRecipientReader } from './recipient-service.ts'
import { isTooLate } from './rules.ts'
import type { RunRow } from './run-repo.ts'
import * as runRows from './run-repo.ts'
import type { ScheduleService } from './schedule-service.ts'
import { createSeriesSteps, type Step } from './series-service.ts'
import { createUnwillingService } from './unwilling-service.ts'

/** Turning a due run into recipients and deliveries. */
export function createPlanService(
  deps: CampaignDeps,
  { schedules, approvals }: { schedules: ScheduleService; approvals: Pick<ApprovalService, 'askAnew'> },
) {
  const corrected = createCorrectedRun(deps)
  const cardsOf = createCardService(deps)
  const steps = createSeriesSteps(deps)
  const spareChats = createCapService(deps)
  const findUnwilling = createUnwillingService(deps)
  const readRecipients = createRecipientReader(deps)
  const { begin, beginTest, hold } = createBeginService(deps)

  /**
   * Plans a due run in one transaction: who, what, and one delivery per LINE request. Called again for the same run, or
   * too early, it changes nothing, so a doubled job is harmless.
   */
  async function start(runId: string): Promise<void> {
    await deps.refreshQuota({ maxAgeMs: 0 })
    await deps.database.transaction(
      async (tx) => {
        const locked = await runRows.lockRunAndCampaign(tx, runId)
        if (!locked) return
        const { run: found, campaign } = locked
        if (!['planned', 'deferred'].includes(found.state) || found.dueAt > deps.clock.now()) return
        if (!found.isTest && campaign.state !== 'scheduled') return
        const run = await schedules.settle(tx, found, campaign)
        if (!run) return
        await (isTooLate(run, deps.clock.now()) ? hold(tx, run, 'late') : plan(tx, run, campaign))
        const after = await findCampaign(tx, campaign.id)
        if (!run.isTest && after) await schedules.goOn(tx, after)
      },
      // A million recipients take a minute or two to write; each page of them is bounded on its own.
      { timeoutMs: 600_000 },
    )
  }

  async function plan(tx: Tx, run: RunRow, campaign: CampaignRow): Promise<void> {
    const series = await steps.find(tx, campaign.messages)
    if (series?.kind === 'per_person' && !run.isTest) return planAlone(tx, () => planSteps(tx, run, campaign, series))
    const next = series?.kind === 'playlist' ? await steps.next(tx, campaign, series) : undefined
    const place = next?.kind === 'item' ? next : undefined
    if (next?.kind === 'waiting' && !run.isTest) return hold(tx, run, 'content_not_approved')
    if (next?.kind === 'ended' && !run.isTest) return endSeries(tx, run)
    const cards = await cardsOf.prepare(tx, campaign, place?.item.contentId)
    if ('problem' in cards) return hold(tx, run, cards.problem)
    if (!run.isTest && !cards.isApproved) return hold(tx, run, 'content_not_approved')
    if (!run.isTest && (await isOther(tx, campaign, cards))) return approvals.askAnew(tx, campaign, run, cards.versions)
    if (run.isTest) {
      await lockPlanning(tx)
      return beginTest(tx, run, campaign, cards)
    }
    await planAlone(tx, async () => {
      const { chats, messages } = sizeOfRun(await corrected.measureMembers(tx, campaign), cards.isPublic)
      // What waits for a word asks for the quota when it has waited, and only for the rest.
      if (campaign.rideMinutes === null && (await isQuotaShort(tx, run.id, campaign, cards, messages)))
        return hold(tx, run, 'quota_short')
      await begin(tx, run, campaign, {
        cards,
        chats,
        pages: readRecipients(tx, run.id, campaign, cards),
        ...(place && { seriesItemId: place.item.id, seriesRound: place.round }),
      })
    })
  }

  /**
   * Never half an audience: what LINE would refuse in the middle waits for a person before the first message. Caps may leave
   * less to be paid for; that is counted only where the whole does not fit, since it takes reading everybody.
   */
  async function isQuotaShort(
    tx: Tx,
    runId: string,
    campaign: CampaignRow,
    cards: PreparedCards,
    messages: number,
  ): Promise<boolean> {
    const { rank } = cards
    if (!(await deps.isQuotaShort(tx, { needs: messages, rank }))) return false
    let needs = 0
    for await (const { cost } of readRecipients(tx, runId, campaign, cards)) needs += cost
    return deps.isQuotaShort(tx, { needs, rank })
  }

  /** What the approver has seen is what goes out. */
  const isOther = async (tx: Tx, { cardVersions }: CampaignRow, { versions }: PreparedCards) =>
    areCardsChanged(cardVersions, versions) && (await deps.isApprovalRequired(tx))

  /** A firing of a series per person: a run for each step that is due to somebody, all of them or none. */
  async function planSteps(tx: Tx, run: RunRow, campaign: CampaignRow, series: SeriesOfCards): Promise<void> {
    const due = await steps.listSteps(tx, campaign, series, corrected.readMembers(tx, campaign))
    const planned: { cards: PreparedCards; step: Step }[] = []
    for (const step of due) {
      const cards = await cardsOf.prepare(tx, campaign, step.item.contentId)
      if ('problem' in cards) return hold(tx, run, cards.problem)
      // Asked of what was rendered: a card may have been rewritten since its step was found due.
      if (!cards.isApproved) return hold(tx, run, 'content_not_approved')
      if (await isOther(tx, campaign, cards)) return approvals.askAnew(tx, campaign, run, cards.versions)
      planned.push({ cards, step })
    }
    if (await areStepsShort(tx, run, campaign, planned)) return hold(tx, run, 'quota_short')
    const now = deps.clock.now()
    if (planned.length === 0) await runRows.updateRun(tx, run.id, { state: 'done', startedAt: now, finishedAt: now })
    for (const [index, { cards, step }] of planned.entries()) {
      // Beside it may stand steps of the same firing, planned when this one was held: each is a run of its own.
      const own = index === 0 ? run : await runRows.insertBeside(tx, run)
      const meant = step.members.map((member) => toRecipient(member, cards.isPublic))
      const willing = (await findUnwilling(tx, campaign, cards.templates))(meant)
      // Asked step by step: the cap counts what the step before has just planned, and the rest is caught up tomorrow.
      const recipients = await spareChats(tx, { runId: own.id, campaign }, willing)
      const pages = [{ recipients }]
      await begin(tx, own, campaign, { cards, chats: recipients.length, pages, seriesItemId: step.item.id })
    }
  }

  /** As `isQuotaShort`: who wants none, or has had enough, is left out of the count only where the whole does not fit. */
  async function areStepsShort(
    tx: Tx,
    run: RunRow,
    campaign: CampaignRow,
    planned: { cards: PreparedCards; step: Step }[],
  ): Promise<boolean> {
    const rank = planned[0]?.cards.rank ?? 'card'
    const atMost = planned.reduce((sum, { cards, step }) => sum + costOf(step, cards), 0)
    if (!(await deps.isQuotaShort(tx, { needs: atMost, rank }))) return false
    let needs = 0
    for (const { cards, step } of planned) {
      const meant = step.members.map((member) => toRecipient(member, cards.isPublic))
      const willing = (await findUnwilling(tx, campaign, cards.templates))(meant)
      needs += countPlanned(step.members, await spareChats(tx, { runId: run.id, campaign }, willing))
    }
    return deps.isQuotaShort(tx, { needs, rank })
  }

  async function endSeries(tx: Tx, run: RunRow): Promise<void> {
    await runRows.updateRun(tx, run.id, { state: 'cancelled', reason: 'series_ended', finishedAt: deps.clock.now() })
  }

  const listDue = () => runRows.listDueRuns(deps.database.prisma, deps.clock.now())

  return { start, listDue }
}

export type PlanService = ReturnType<typeof createPlanService>

const costOf = (step: Step, { isPublic }: PreparedCards): number =>
  sizeOfRun(withPage(nobody, step.members), isPublic).messages
