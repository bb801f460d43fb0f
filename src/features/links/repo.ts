import type { Tx } from '../../platform/db/open-database.ts'

export async function insertLinks(tx: Tx, links: { code: string; runId: string; url: string }[]): Promise<void> {
  await tx.countedLink.createMany({ data: links })
}

/** One statement, nothing beside the number: no time, no address, no order. */
export async function countClick(tx: Tx, code: string): Promise<string | undefined> {
  const rows = await tx.$queryRaw<{ url: string }[]>`
    UPDATE counted_link SET click_count = click_count + 1 WHERE code = ${code} RETURNING url`
  return rows[0]?.url
}

export async function findUrl(tx: Tx, code: string): Promise<string | undefined> {
  return (await tx.countedLink.findUnique({ where: { code }, select: { url: true } }))?.url
}

export async function listClicks(tx: Tx, runId: string): Promise<{ url: string; clicks: number }[]> {
  const rows = await tx.countedLink.findMany({ where: { runId }, orderBy: { url: 'asc' } })
  return rows.map(({ url, clickCount }) => ({ url, clicks: clickCount }))
}
