import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { DigestDeps } from './needs.ts'
import { isEmpty, periodOf, toDigest } from './rules.ts'

/** The summary of a month. It goes out like any campaign: its card is approved, then its sending, each by a second person. */
export function createDigestService(deps: DigestDeps) {
  /** @throws MONTH_NOT_OVER, DIGEST_EMPTY (409) */
  async function create(tx: Tx, actor: Actor, month: string): Promise<{ contentId: string; campaignId: string }> {
    const period = periodOf(month)
    if (period.to > deps.clock.now())
      throw new AppError('MONTH_NOT_OVER', `The month ${month} is not over yet.`, { status: 409 })
    const polls = await deps.listPollsOf(tx, period)
    const told = {
      month,
      agency: await deps.agencyName(tx),
      runsDone: await deps.countRunsDone(tx, period),
      ...polls,
      updates: await deps.listMeasureUpdates(tx, period),
    }
    if (isEmpty(told)) throw new AppError('DIGEST_EMPTY', `Nothing is known of ${month}.`, { status: 409 })
    const data = toDigest(told)
    const title = `สรุปประจำเดือน ${data.period}`
    const card = await deps.createCard(tx, actor, {
      title,
      template: 'digest',
      data,
      kind: 'digest',
      itaItems: [],
      tags: ['สรุปประจำเดือน'],
    })
    const campaign = await deps.createCampaign(tx, actor, {
      name: title,
      messages: [{ contentId: card.id }],
      audience: { everyone: true, via: 'groups' },
      schedule: { kind: 'now' },
      urgent: false,
      notify: false,
    })
    return { contentId: card.id, campaignId: campaign.id }
  }

  return { create }
}

export type DigestService = ReturnType<typeof createDigestService>
