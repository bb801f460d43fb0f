import type { SeriesEnd, SeriesKind } from '../../contracts/api/series.ts'
import type { Tx } from '../../platform/db/open-database.ts'

export type SeriesRow = {
  id: string
  name: string
  kind: SeriesKind
  atEnd: SeriesEnd
  version: number
  createdAt: Date
}
export type ItemRow = { id: string; contentId: string; position: number; day: number | null; isSkipped: boolean }
export type ItemDraft = { id?: string | undefined; contentId: string; isSkipped: boolean; day?: number | undefined }

export async function insertSeries(
  tx: Tx,
  series: Pick<SeriesRow, 'name' | 'kind' | 'atEnd'> & { authorId: string },
): Promise<SeriesRow> {
  return tx.series.create({ data: series })
}

export async function findSeries(tx: Tx, id: string): Promise<SeriesRow | undefined> {
  return (await tx.series.findUnique({ where: { id } })) ?? undefined
}

/** False when somebody has changed it since it was read. */
export async function updateSeries(
  tx: Tx,
  id: string,
  version: number,
  change: { name?: string | undefined; atEnd?: SeriesEnd | undefined },
): Promise<boolean> {
  const { name, atEnd } = change
  const { count } = await tx.series.updateMany({
    where: { id, version },
    data: { ...(name && { name }), ...(atEnd && { atEnd }), version: { increment: 1 } },
  })
  return count === 1
}

export function listSeries(tx: Tx, query: { cursor?: string; limit: number }): Promise<SeriesRow[]> {
  return tx.series.findMany({
    where: query.cursor ? { id: { lt: query.cursor } } : {},
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
}

/** In the order of `ids`; an id named twice, or of no series, is left out. */
export async function listNames(tx: Tx, ids: string[]): Promise<Pick<SeriesRow, 'id' | 'name'>[]> {
  const rows = await tx.series.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return [...new Set(ids)].flatMap((id) => rows.find((row) => row.id === id) ?? [])
}

export function listItems(tx: Tx, seriesId: string): Promise<ItemRow[]> {
  return tx.seriesItem.findMany({ where: { seriesId, removedAt: null }, orderBy: [{ position: 'asc' }, { id: 'asc' }] })
}

export async function findItem(tx: Tx, id: string): Promise<ItemRow | undefined> {
  return (await tx.seriesItem.findUnique({ where: { id } })) ?? undefined
}

/** The items as they are to be, in this order. What is no longer named stays for the runs that sent it. */
export async function replaceItems(tx: Tx, seriesId: string, items: ItemDraft[], now: Date): Promise<void> {
  const kept = items.flatMap(({ id }) => id ?? [])
  await tx.seriesItem.updateMany({
    where: { seriesId, removedAt: null, id: { notIn: kept } },
    data: { removedAt: now },
  })
  for (const [position, { id, contentId, isSkipped, day = null }] of items.entries()) {
    const place = { position, isSkipped, day }
    if (id) await tx.seriesItem.update({ where: { id }, data: place })
    else await tx.seriesItem.create({ data: { seriesId, contentId, ...place } })
  }
}
