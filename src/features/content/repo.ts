import { toSearchText } from '../../contracts/search-text.ts'
import type { Prisma } from '../../platform/db/generated/client.ts'
import type { Tx } from '../../platform/db/open-database.ts'

export type ContentRow = {
  id: string
  code: string | null
  title: string
  template: string
  data: Record<string, unknown>
  state: 'draft' | 'approved' | 'retired'
  basis: string | null
  itaItems: string[]
  kind: string | null
  owner: string | null
  reviewOn: Date | null
  tags: string[]
  authorId: string | null
  approvedAt: Date | null
}

/** A draft as its author gives it. */
export type NewContent = Pick<ContentRow, 'title' | 'template' | 'data' | 'itaItems'> & {
  basis?: string
  kind?: string
  owner?: string
  reviewOn?: string
  tags?: string[]
}

const toContent = (row: Prisma.ContentGetPayload<object>) => row as unknown as ContentRow

export async function insertContent(
  tx: Tx,
  content: NewContent & { authorId: string; searchText: string },
): Promise<ContentRow> {
  const { reviewOn, ...kept } = content
  const data = { ...kept, ...(reviewOn && { reviewOn: new Date(reviewOn) }) }
  return toContent(await tx.content.create({ data: data as Prisma.ContentUncheckedCreateInput }))
}

export async function findContent(tx: Tx, id: string): Promise<ContentRow | undefined> {
  const row = await tx.content.findUnique({ where: { id } })
  return row ? toContent(row) : undefined
}

/** False when somebody else has changed the state meanwhile. */
export async function approveContent(
  tx: Tx,
  id: string,
  approval: { approvedBy: string; approvedAt: Date },
): Promise<boolean> {
  const { count } = await tx.content.updateMany({
    where: { id, state: 'draft' },
    data: { state: 'approved', ...approval },
  })
  return count === 1
}

export async function listCards(tx: Tx, ids: string[]): Promise<{ id: string; title: string; isApproved: boolean }[]> {
  const rows = await tx.content.findMany({ where: { id: { in: ids } }, select: { id: true, title: true, state: true } })
  return rows.map(({ id, title, state }) => ({ id, title, isApproved: state === 'approved' }))
}

/** Approved cards of a template, in an order that stays as cards are added. */
export async function listDeck(tx: Tx, template: string): Promise<ContentRow[]> {
  const rows = await tx.content.findMany({
    where: { template, state: 'approved' },
    orderBy: [{ code: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toContent)
}

export async function listContents(
  tx: Tx,
  query: { cursor?: string; limit: number; state?: ContentRow['state']; template?: string; kind?: string; q?: string },
): Promise<ContentRow[]> {
  const { cursor, limit, state, template, kind, q } = query
  const terms = q === undefined ? [] : toSearchText(q).split(' ')
  const rows = await tx.content.findMany({
    where: {
      ...(cursor && { id: { lt: cursor } }),
      ...(state && { state }),
      ...(template && { template }),
      ...(kind && { kind }),
      AND: terms.map((term) => ({ searchText: { contains: term } })),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return rows.map(toContent)
}
