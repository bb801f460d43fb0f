import type { Tx } from '../../platform/db/open-database.ts'

export type AlertRow = {
  code: string
  detail: string | null
  since: Date
  looks: number
  toldAt: Date | null
  mailTo: string[]
  mailAt: Date | null
}

type Noted = { detail?: string | null; lastAt?: Date }

export function listAlerts(tx: Tx): Promise<AlertRow[]> {
  return tx.alert.findMany({ orderBy: { since: 'asc' } })
}

/** Seen once more. Two workers that look at the same moment count one look each, which only tells a little sooner. */
export async function noteAlert(tx: Tx, code: string, { detail = null, lastAt }: Noted, now: Date): Promise<void> {
  if (lastAt)
    await tx.alert.updateMany({
      where: { code, since: { lt: lastAt } },
      data: { since: lastAt, looks: 0, toldAt: null, mailTo: [] },
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

export async function askForMails(tx: Tx, code: string, mailTo: string[], now: Date): Promise<void> {
  await tx.alert.update({ where: { code }, data: { mailTo, mailAt: now } })
}

/** False: there is nobody left to mail, it is not time for it, or another process does it. */
export async function takeMails(tx: Tx, code: string, { now, nextAt }: { now: Date; nextAt: Date }): Promise<boolean> {
  const where = { code, mailTo: { isEmpty: false }, mailAt: { lte: now } }
  return (await tx.alert.updateMany({ where, data: { mailAt: nextAt } })).count === 1
}

/** Of the occasion that was mailed: it may be over, or have come again, since. */
export async function setUnmailed(tx: Tx, { code, since }: AlertRow, mailTo: string[]): Promise<void> {
  await tx.alert.updateMany({ where: { code, since }, data: { mailTo } })
}

export async function deleteAlert(tx: Tx, code: string): Promise<void> {
  await tx.alert.deleteMany({ where: { code } })
}
