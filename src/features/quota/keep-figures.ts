import { describeError } from '../../platform/describe-error.ts'
import type { QuotaDeps } from './needs.ts'
import { type Figures, isOfSameMonth } from './rules.ts'

export const freshForMs = 5 * 60_000
// A person waits at the desk. An answer that comes later is kept for the next who asks.
const waitMs = 3_000
// A LINE that has kept one asker waiting is asked on, and nobody waits for it again within this time: a submit, its approval and the
// start of the run each stood for 3 s.
const patienceMs = 30_000

/** The last figures of LINE, in memory: they are LINE's to say, so there is nothing to store. */
export function keepFigures({ line, clock, log }: Pick<QuotaDeps, 'line' | 'clock' | 'log'>) {
  let last: Figures | undefined
  let asking: Promise<void> | undefined
  let silentSince: number | undefined

  async function ask(): Promise<void> {
    const asOf = clock.now()
    try {
      const [quota, consumption] = await Promise.all([line.getQuota(), line.getQuotaConsumption()])
      const limit = quota.type === 'limited' ? (quota.value ?? null) : null
      last = { limit, used: consumption.totalUsage, asOf }
      silentSince = undefined
    } catch (error) {
      // Nobody is kept from work by LINE being away: the last figures stand, with their time.
      log.warn(
        { reason: describeError(error), asOf: last?.asOf },
        'LINE did not tell its quota; the last figures stand',
      )
    }
  }

  /** Asks LINE where what is known is older than `maxAgeMs`. Never throws; takes 3 s at most. */
  async function refresh(maxAgeMs: number): Promise<void> {
    if (last && clock.now().getTime() - last.asOf.getTime() < maxAgeMs) return
    asking ??= ask().finally(() => {
      asking = undefined
    })
    if (silentSince !== undefined && clock.now().getTime() - silentSince < patienceMs) return
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, waitMs, 'late')
    })
    const isLate = (await Promise.race([asking, late])) === 'late'
    silentSince = isLate ? clock.now().getTime() : undefined
    clearTimeout(timer)
  }

  /** The last figures of this month; those of an earlier month say nothing of it. */
  function current(): Figures | undefined {
    return last && isOfSameMonth(last.asOf, clock.now()) ? last : undefined
  }

  return { refresh, current }
}
