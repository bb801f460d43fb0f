import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { DigestDeps } from './needs.ts'
import { writeDigestNews } from './news.ts'
import { takeMonth } from './repo.ts'
import { isEmpty, monthBefore, periodOf, toDigest } from './rules.ts'

/** The summary of a month. It goes out like any campaign: its card is approved, then its sending, each by a second person. */
export function createDigestService(deps: DigestDeps) {
  async function draft(tx: Tx, actor: Actor, month: string) {
    const period = periodOf(month)
    if (period.to > deps.clock.now())
      throw new AppError('MONTH_NOT_OVER', `The month ${month} is not over yet.`, { status: 409 })
    const polls = await deps.listPollsOf(tx, period)
    const told = {
      month,
      agency: await deps.agencyName(tx),
      runsDone: await deps.countRunsDone(tx, period),
      sent: await deps.listSent(tx, period),
      ...polls,
      updates: await deps.listMeasureUpdates(tx, period),
    }
    if (isEmpty(told)) throw new AppError('DIGEST_EMPTY', `Nothing is known of ${month}.`, { status: 409 })
    const data = toDigest(told, deps.keepsRules)
    const title = `สรุปประจำเดือน ${data.period}`
    const card = await deps.createCard(tx, actor, {
      title,
      template: 'digest',
      data,
      kind: 'digest',
      owner: told.agency,
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
    return { contentId: card.id, campaignId: campaign.id, title, counts: data.counts }
  }

  /** On request. @throws MONTH_NOT_OVER, DIGEST_EMPTY (409) */
  async function create(tx: Tx, actor: Actor, month: string): Promise<{ contentId: string; campaignId: string }> {
    const { contentId, campaignId } = await draft(tx, actor, month)
    await takeMonth(tx, month)
    return { contentId, campaignId }
  }

  /**
   * The month that has just ended, once: a draft in the name of the first who prepares cards, so that somebody else approves
   * it; in the audit chain it is the system's. All who prepare cards are told. A month in which nothing happened is passed over.
   */
  async function makeMonthly(): Promise<void> {
    await deps.database.transaction(async (tx) => {
      const month = monthBefore(deps.clock.now())
      const editors = await deps.listEditors(tx)
      const [author] = editors
      if (author === undefined || !(await takeMonth(tx, month))) return
      const made = await draft(tx, { userId: author, role: 'editor', via: 'system' }, month).catch(passEmpty)
      if (!made) return
      const { contentId, campaignId } = made
      const data = { month, contentId, campaignId, inTheNameOf: author }
      await deps.audit.record(tx, { actorId: null, action: 'digest.make', subject: campaignId, data })
      const news = writeDigestNews(deps, { month, ...made })
      for (const editor of editors) await deps.tellOfficer(tx, editor, news)
    })
  }

  return { create, makeMonthly }
}

export type DigestService = ReturnType<typeof createDigestService>

/** Thrown before anything is written, so that the month can still be marked. */
function passEmpty(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'DIGEST_EMPTY') throw error
}
