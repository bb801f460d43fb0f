import { advisoryLocks } from '../../platform/db/advisory-locks.ts'
import type { Tx } from '../../platform/db/open-database.ts'

const plansKey = 'quota.plans'

export async function readPlans(tx: Tx): Promise<unknown> {
  return (await tx.setting.findUnique({ where: { key: plansKey } }))?.value
}

export async function writePlans(tx: Tx, value: object): Promise<void> {
  await tx.setting.upsert({ where: { key: plansKey }, create: { key: plansKey, value }, update: { value } })
}

/** One at a time until the transaction ends: two campaigns that each fit alone must not both take what is left. */
export async function lockReservations(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.quota}::bigint)`
}
