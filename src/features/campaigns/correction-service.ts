import type { MessageSpec } from '../../contracts/api/campaigns.ts'
import { shorten } from '../../line/flex/words.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { orBusy } from './campaign-lock.ts'
import type { CampaignRow } from './campaign-repo.ts'
import * as campaignRows from './campaign-repo.ts'
import { createCardService } from './card-service.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import { checkNoInvitation } from './invitation-rules.ts'
import type { CampaignDeps } from './needs.ts'
import * as runRows from './run-repo.ts'
import type { RunService } from './run-service.ts'

type Cost = { groups: number; people: number; messages: number; groupsWithoutCount: number }
export type Correction = { campaign: CampaignRow; cost: Cost }

/** ส่งฉบับแก้ไข: LINE lets no bot unsend, so whoever got the wrong message gets the right one, as soon as somebody approves it. */
export function createCorrectionService(deps: CampaignDeps, runs: Pick<RunService, 'stop'>) {
  const { readMembers } = createCorrectedRun(deps)
  const cardsOf = createCardService(deps)

  /**
   * Stops what is left of a run and drafts a correction to the chats it reached.
   * @throws WRONG_STATE (409) when the run has not begun; AUDIENCE_EMPTY (422) when it reached nobody who can be told.
   */
  async function correct(
    tx: Tx,
    actor: Actor,
    runId: string,
    draft: { name?: string | undefined; messages: MessageSpec[] },
  ): Promise<Correction> {
    const locked = await orBusy(runRows.lockRunAndCampaign(tx, runId))
    if (!locked) throw new AppError('NOT_FOUND', `There is no run ${runId}.`, { status: 404 })
    const { run, campaign: original } = locked
    if (run.isTest || !run.startedAt) {
      throw new AppError('WRONG_STATE', 'Nothing of this run has been sent. Cancel it instead.', {
        status: 409,
        data: { state: run.state },
      })
    }
    const { templates, isPublic } = await cardsOf.check(tx, draft.messages)
    checkNoInvitation(templates, original.messages)
    const isStopped = run.state === 'sending' || run.state === 'paused'
    if (isStopped) await runs.stop(tx, run, original)
    const campaign = await campaignRows.insertCampaign(tx, {
      name: draft.name ?? shorten(`ฉบับแก้ไข: ${original.name}`, 200),
      messages: draft.messages,
      audience: { via: 'both' },
      schedule: { kind: 'now' },
      isUrgent: false,
      notify: !run.isSilent,
      correctsRunId: runId,
      authorId: actor.userId,
    })
    const cost = await costOf(tx, campaign, isPublic)
    if (cost.groups + cost.people === 0)
      throw new AppError('AUDIENCE_EMPTY', 'This run reached nobody who can be told. Cancel it instead.', {
        status: 422,
      })
    // Last: from the first entry on, everybody else's waits for this transaction.
    if (isStopped) await deps.audit.record(tx, { actorId: actor.userId, action: 'run.cancel', subject: runId })
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'run.correct',
      subject: runId,
      data: { campaignId: campaign.id, ...cost },
    })
    return { campaign, cost }
  }

  /** At most: what is in LINE's hands at this moment may still be refused. */
  async function costOf(tx: Tx, campaign: CampaignRow, isPublic: boolean): Promise<Cost> {
    const cost = { groups: 0, people: 0, messages: 0, groupsWithoutCount: 0 }
    for await (const page of readMembers(tx, campaign)) {
      for (const { kind, isPublicOnly, messages } of page) {
        if (isPublicOnly && !isPublic) continue
        cost[kind === 'group' ? 'groups' : 'people'] += 1
        cost.messages += messages ?? 0
        if (messages === null) cost.groupsWithoutCount += 1
      }
    }
    return cost
  }

  return { correct }
}

export type CorrectionService = ReturnType<typeof createCorrectionService>
