import { type Planner, type Quota, QuotaPlans } from '../../contracts/api/quota.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { endOfMonth } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { defaultPlans } from './default-plans.ts'
import { freshForMs, keepFigures } from './keep-figures.ts'
import type { QuotaDeps } from './needs.ts'
import { planYear } from './plan-rules.ts'
import * as repo from './repo.ts'
import {
  type ComingCosts,
  findShortage,
  isOfSameMonth,
  type Precedence,
  spokenForBefore,
  sumDownTo,
  summarizeQuota,
  underWay,
} from './rules.ts'

/** LINE's monthly messages: what is used, what is spoken for, and whether a run still fits. */
export function createQuotaService(deps: QuotaDeps) {
  const figures = keepFigures(deps)
  let warnedOf: string | undefined

  /** Before the transaction that asks `checkFits` or `isShortFor`: LINE is never waited for inside one. */
  const refresh = (options: { maxAgeMs?: number } = {}) => figures.refresh(options.maxAgeMs ?? freshForMs)

  const view = async (tx: Tx): Promise<Quota> => summarizeQuota(figures.current(), await lookAhead(tx))

  async function lookAhead(tx: Tx): Promise<ComingCosts> {
    const coming = await deps.countComingCosts(tx, endOfMonth(deps.clock.now()))
    const summary = summarizeQuota(figures.current(), coming)
    if (summary.warnsAt80) warnOnce(summary)
    return coming
  }

  /**
   * Refuses what does not fit whole into this month beside all that goes before it or with it; what goes after it (a card,
   * for a poll) then waits when its time comes. A later month's quota is not known, and a LINE that is away keeps
   * nobody from work: both pass.
   * @throws QUOTA_SHORT (409) with needs, left and limit.
   */
  async function checkFits(tx: Tx, run: { needs: number; at: Date; rank: Precedence }): Promise<void> {
    const now = deps.clock.now()
    if (!isOfSameMonth(run.at, now) || figures.current() === undefined) return
    await repo.lockReservations(tx)
    const coming = await lookAhead(tx)
    const reserved = underWay(coming) + sumDownTo(run.rank, coming.planned)
    const shortage = findShortage(figures.current(), reserved, run.needs)
    if (!shortage) return
    throw new AppError('QUOTA_SHORT', 'The run does not fit into this month’s quota. Buy messages or choose fewer.', {
      status: 409,
      data: shortage,
    })
  }

  /** Whether a run that is about to start would reach only half its audience, or take what goes before it this month. */
  async function isShortFor(tx: Tx, run: { needs: number; rank: Precedence }): Promise<boolean> {
    if (figures.current()?.limit == null) return false
    const coming = await lookAhead(tx)
    return findShortage(figures.current(), spokenForBefore(run.rank, coming), run.needs) !== undefined
  }

  /** Whether what is used and spoken for comes to 80 % of the month. Asks LINE when the figures are old, so never in a transaction. */
  async function isNearlyUsed(tx: Tx): Promise<boolean> {
    await refresh()
    return (await view(tx)).warnsAt80
  }

  /** Once a month and process: every campaign after the first would say it again. */
  function warnOnce(summary: Quota): void {
    const month = endOfMonth(deps.clock.now()).toISOString()
    if (warnedOf === month) return
    warnedOf = month
    const { limit, used, forecast } = summary
    deps.log.warn(
      { limit, used, forecast },
      'the month’s LINE messages will be used to 80 % or more: buy, or send less',
    )
  }

  async function getPlans(tx: Tx): Promise<QuotaPlans> {
    const set = await repo.readPlans(tx)
    return set === undefined ? defaultPlans : QuotaPlans.parse(set)
  }

  async function setPlans(tx: Tx, actor: Actor, plans: QuotaPlans): Promise<QuotaPlans> {
    const before = await getPlans(tx)
    await repo.writePlans(tx, plans)
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'quota.plans',
      data: { before, after: plans },
    })
    return plans
  }

  async function plan(tx: Tx): Promise<Planner> {
    return planYear(await getPlans(tx), {
      viaGroups: await deps.countEveryone(tx, 'groups'),
      viaPeople: await deps.countEveryone(tx, 'people'),
    })
  }

  return { refresh, view, checkFits, isShortFor, isNearlyUsed, getPlans, setPlans, plan }
}

export type QuotaService = ReturnType<typeof createQuotaService>
