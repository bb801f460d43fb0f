import { toSearchText } from '../../contracts/search-text.ts'
import { Prisma } from '../../platform/db/generated/client.ts'
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
  toConfirm: string[]
  version: number
  authorId: string | null
  approvedBy: string | null
  approvedAt: Date | null
}

/** A card as it was until it was changed. */
export type VersionRow = Omit<ContentRow, 'id' | 'code' | 'state' | 'toConfirm'> & { replacedAt: Date }

/** A draft as its author gives it. */
export type NewContent = Pick<ContentRow, 'title' | 'template' | 'data' | 'itaItems'> & {
  basis?: string
  kind?: string
  owner?: string
  reviewOn?: string
  tags?: string[]
}

const toContent = (row: Prisma.ContentGetPayload<object>) => row as unknown as ContentRow

type Written = NewContent & { authorId: string; searchText: string }

export async function insertContent(tx: Tx, content: Written & { code?: string }): Promise<ContentRow> {
  const { reviewOn, ...kept } = content
  const data = { ...kept, ...(reviewOn && { reviewOn: new Date(reviewOn) }) }
  return toContent(await tx.content.create({ data: data as Prisma.ContentUncheckedCreateInput }))
}

/** Changes of one card are taken one after the other: each sees the version that the one before has left. */
export async function lockContent(tx: Tx, id: string): Promise<ContentRow | undefined> {
  await tx.$queryRaw`SELECT id FROM content WHERE id = ${id}::uuid FOR UPDATE`
  return findContent(tx, id)
}

/** Puts other words in a card's place, as a draft; what it said before is kept beside it. */
export async function replaceContent(tx: Tx, before: ContentRow, after: Written, now: Date): Promise<ContentRow> {
  const { id, code: _code, state: _state, ...said } = pickVersion(before)
  await tx.contentVersion.create({
    data: { contentId: id, ...said, replacedAt: now } as Prisma.ContentVersionUncheckedCreateInput,
  })
  const { basis = null, kind = null, owner = null, reviewOn, tags = [], data, ...words } = after
  const changed = {
    ...words,
    ...{ basis, kind, owner, tags, data: data as Prisma.InputJsonValue },
    reviewOn: reviewOn === undefined ? null : new Date(reviewOn),
    ...{ state: 'draft' as const, approvedBy: null, approvedAt: null, version: { increment: 1 } },
  }
  return toContent(await tx.content.update({ where: { id }, data: changed }))
}

/** The columns that a card and its former versions share. */
function pickVersion(row: ContentRow) {
  const { id, code, state, version, title, template, data, basis, itaItems, kind, owner, reviewOn, tags } = row
  const { authorId, approvedBy, approvedAt } = row
  const words = { title, template, data, basis, itaItems, kind, owner, reviewOn, tags }
  return { id, code, state, version, ...words, authorId, approvedBy, approvedAt }
}

/** What a card said before, newest first. */
export async function listVersions(tx: Tx, contentId: string): Promise<VersionRow[]> {
  const rows = await tx.contentVersion.findMany({ where: { contentId }, orderBy: { version: 'desc' } })
  return rows as unknown as VersionRow[]
}

export async function setState(
  tx: Tx,
  id: string,
  change: { state: ContentRow['state']; approvedBy?: string | null; approvedAt?: Date | null },
): Promise<ContentRow> {
  return toContent(await tx.content.update({ where: { id }, data: change }))
}

export async function findContent(tx: Tx, id: string): Promise<ContentRow | undefined> {
  const row = await tx.content.findUnique({ where: { id } })
  return row ? toContent(row) : undefined
}

/** Changes with every approval, edit and withdrawal of a card. */
export async function readLibraryMark(tx: Tx): Promise<string> {
  const { _count, _max } = await tx.content.aggregate({
    where: { state: 'approved' },
    _count: true,
    _max: { updatedAt: true },
  })
  return `${_count} ${_max.updatedAt?.getTime() ?? 0}`
}

/** All approved cards, newest approval first. */
export async function listApproved(tx: Tx): Promise<ContentRow[]> {
  const rows = await tx.content.findMany({
    where: { state: 'approved' },
    orderBy: [{ approvedAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(toContent)
}

/** Approved cards of some templates, newest first, from the one before `before` on. */
export async function listApprovedOf(
  tx: Tx,
  { templates, before, limit = 1000 }: { templates: string[]; before?: string; limit?: number },
): Promise<ContentRow[]> {
  const where = { state: 'approved' as const, template: { in: templates }, ...(before && { id: { lt: before } }) }
  return (await tx.content.findMany({ where, orderBy: { id: 'desc' }, take: limit })).map(toContent)
}

export async function listCards(
  tx: Tx,
  ids: string[],
): Promise<{ id: string; title: string; template: string; isApproved: boolean }[]> {
  const select = { id: true, title: true, template: true, state: true }
  const rows = await tx.content.findMany({ where: { id: { in: ids } }, select })
  return rows.map(({ state, ...card }) => ({ ...card, isApproved: state === 'approved' }))
}

/** Who answers for the newest card of a kind that says so. */
export async function findOwner(tx: Tx, kind: string): Promise<string | undefined> {
  const where = { kind, owner: { not: null }, state: { not: 'retired' as const } }
  const row = await tx.content.findFirst({ where, orderBy: { id: 'desc' }, select: { owner: true } })
  return row?.owner ?? undefined
}

/** Titles by the stable codes that seed and imports give; unknown ones are left out. */
export async function listTitles(tx: Tx, codes: string[]): Promise<Map<string, string>> {
  const rows = await tx.content.findMany({ where: { code: { in: codes } }, select: { code: true, title: true } })
  return new Map(rows.map(({ code, title }) => [code as string, title]))
}

/** Approved cards of a template, in an order that stays as cards are added. */
export async function listDeck(tx: Tx, template: string): Promise<ContentRow[]> {
  const rows = await tx.content.findMany({
    where: { template, state: 'approved' },
    orderBy: [{ code: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toContent)
}

export function listContents(tx: Tx, query: ContentQuery & { cursor?: string; limit: number }): Promise<ContentRow[]> {
  const { cursor, limit, ...wanted } = query
  const conditions = [...conditionsOf(wanted), ...(cursor === undefined ? [] : [Prisma.sql`id < ${cursor}::uuid`])]
  return tx.$queryRaw`SELECT ${columns} FROM content WHERE ${allOf(conditions)} ORDER BY content.id DESC LIMIT ${limit + 1}::int`
}

export type ContentQuery = {
  state?: ContentRow['state']
  template?: string
  kind?: string
  q?: string
  tag?: string
  itaItem?: string
  /** Cards whose day of review is this one or an earlier one. */
  reviewBy?: Date
}

/**
 * What a query asks for, as SQL. Words are looked for with strpos, a search by Boyer, Moore and Horspool: Prisma's `contains` is LIKE,
 * which stops at each Thai letter, all of whose first bytes are the same, and takes three times as long (docs/performance.md).
 */
function conditionsOf({ state, template, kind, q, tag, itaItem, reviewBy }: ContentQuery): Prisma.Sql[] {
  const terms = q === undefined ? undefined : toSearchText(q).split(' ').filter(Boolean)
  return [
    ...(state ? [Prisma.sql`state::text = ${state}`] : []),
    ...(template ? [Prisma.sql`template = ${template}`] : []),
    ...(kind ? [Prisma.sql`kind = ${kind}`] : []),
    ...(tag ? [Prisma.sql`${tag} = ANY(tags)`] : []),
    ...(itaItem ? [Prisma.sql`${itaItem} = ANY(ita_items)`] : []),
    ...(reviewBy ? [Prisma.sql`review_on <= ${reviewBy}::date`] : []),
    ...(reviewBy && !state ? [Prisma.sql`state <> 'retired'`] : []),
    // An address, or marks that nobody sees: there is nothing to look for, and so nothing is found.
    ...(terms?.length === 0 ? [Prisma.sql`false`] : []),
    ...(terms ?? []).map((term) => Prisma.sql`strpos(search_text, ${term}) > 0`),
  ]
}

const allOf = (conditions: Prisma.Sql[]) => Prisma.join([Prisma.sql`true`, ...conditions], ' AND ')

const columns = Prisma.sql`
  id::text, code, title, template, data, state::text, basis, ita_items AS "itaItems", kind, owner, review_on AS "reviewOn", tags,
  to_confirm AS "toConfirm", version, author_id AS "authorId", approved_by AS "approvedBy", approved_at AS "approvedAt"`

/** Every card of a kind, in the order of their codes. */
export function listAll(tx: Tx, query: ContentQuery): Promise<ContentRow[]> {
  return tx.$queryRaw`SELECT ${columns} FROM content WHERE ${allOf(conditionsOf(query))} ORDER BY code, content.id`
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Cards by what a file calls them: their code, or their id where they have none. */
export async function listByKeys(tx: Tx, keys: string[]): Promise<Map<string, ContentRow>> {
  const rows = await tx.content.findMany({
    where: { OR: [{ code: { in: keys } }, { id: { in: keys.filter((key) => isId.test(key)) } }] },
  })
  return new Map(rows.map((row) => [row.code !== null && keys.includes(row.code) ? row.code : row.id, toContent(row)]))
}

/** Cards of a template that were approved in a period and still are, newest first. */
export async function listApprovedBetween(
  tx: Tx,
  template: string,
  { from, to }: { from: Date; to: Date },
): Promise<ContentRow[]> {
  const rows = await tx.content.findMany({
    where: { template, state: 'approved', approvedAt: { gte: from, lt: to } },
    orderBy: [{ approvedAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(toContent)
}
