import type { Tx } from '../../platform/db/open-database.ts'

export type AlertRow = { code: string; detail: string | null; since: Date; looks: number; toldAt: Date | null }

type Noted = { detail?: string | null; lastAt?: Date }

export function listAlerts(tx: Tx): Promise<AlertRow[]> {
  return tx.alert.findMany({ orderBy: { since: 'asc' } })
}

/** Seen once more. Two workers that look at the same moment count one look each, which only tells a little sooner. */
export async function noteAlert(tx: Tx, code: string, { detail = null, lastAt }: Noted, now: Date): Promise<void> {
  if (lastAt)
    await tx.alert.updateMany({
      where: { code, since: { lt: lastAt } },
      data: { since: lastAt, looks: 0, toldAt: null },
    })
  await tx.alert.upsert({
    where: { code },
    create: { code, detail, since: lastAt ?? now },
    update: { detail, looks: { increment: 1 } },
  })
}

/** False: another process was faster and tells it. */
export async function markTold(tx: Tx, code: string, now: Date): Promise<boolean> {
  return (await tx.alert.updateMany({ where: { code, toldAt: null }, data: { toldAt: now } })).count === 1
}

export async function deleteAlert(tx: Tx, code: string): Promise<void> {
  await tx.alert.deleteMany({ where: { code } })
}
