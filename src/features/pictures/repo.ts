import type { Prisma } from '../../platform/db/generated/client.ts'
import type { Tx } from '../../platform/db/open-database.ts'

export type PictureRow = {
  id: string
  template: string
  format: string
  data: unknown
  look: unknown
  isDraft: boolean
  state: 'waiting' | 'made' | 'refused'
  media: string | null
  problem: unknown
  contentId: string | null
}

export type NewPicture = Pick<PictureRow, 'template' | 'format' | 'data' | 'look' | 'isDraft'> & {
  recipe: string
  contentId: string | null
}

const toPicture = (row: Prisma.PictureGetPayload<object>): PictureRow => row

/** The picture of a recipe; made once however many ask for it at the same moment. */
export async function keepPicture(tx: Tx, picture: NewPicture): Promise<PictureRow> {
  await tx.picture.createMany({ data: [picture as Prisma.PictureCreateManyInput], skipDuplicates: true })
  return toPicture(await tx.picture.findUniqueOrThrow({ where: { recipe: picture.recipe } }))
}

/** How the drawing of a picture went. */
export type PictureEnd = { state: 'made'; media: string; madeAt: Date } | { state: 'refused'; problem: unknown }

/** A picture that was drawn without having been asked for; whoever has asked for it meanwhile has it too. */
export async function keepDrawn(tx: Tx, picture: NewPicture, end: PictureEnd): Promise<void> {
  const data = [{ ...picture, ...end } as Prisma.PictureCreateManyInput]
  await tx.picture.createMany({ data, skipDuplicates: true })
  await markEnd(tx, { recipe: picture.recipe }, end)
}

/** Of these recipes those that are drawn, refused, or on the desk already. */
export async function findKept(tx: Tx, recipes: string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.picture.findMany({ where: { recipe: { in: recipes } }, select: { recipe: true } })
  return new Set(rows.map(({ recipe }) => recipe))
}

/** The newest drawing of a card in a shape, whatever its look and words; of words that are no card (null) by these words. */
export async function findLastMade(
  tx: Tx,
  contentId: string | null,
  { template, format, isDraft, data }: Pick<PictureRow, 'template' | 'format' | 'isDraft' | 'data'>,
): Promise<PictureRow | undefined> {
  const ofWords = contentId === null && { data: { equals: data as Prisma.InputJsonValue } }
  const where = { contentId, template, format, isDraft, state: 'made' as const, ...ofWords }
  const row = await tx.picture.findFirst({ where, orderBy: { madeAt: 'desc' } })
  return row ? toPicture(row) : undefined
}

export async function findByRecipe(tx: Tx, recipe: string): Promise<PictureRow | undefined> {
  const row = await tx.picture.findUnique({ where: { recipe } })
  return row ? toPicture(row) : undefined
}

const papers = ['a4', 'a3']

/** Whether a sheet of this card was asked for. */
export async function isPrinted(tx: Tx, contentId: string): Promise<boolean> {
  return (await tx.picture.count({ where: { contentId, format: { in: papers } }, take: 1 })) > 0
}

export async function findPicture(tx: Tx, id: string): Promise<PictureRow | undefined> {
  const row = await tx.picture.findUnique({ where: { id } })
  return row ? toPicture(row) : undefined
}

/** A picture that waits no longer. */
export async function markEnd(tx: Tx, which: { id: string } | { recipe: string }, end: PictureEnd): Promise<void> {
  const data = end as Prisma.PictureUpdateManyMutationInput
  await tx.picture.updateMany({ where: { ...which, state: 'waiting' }, data })
}

export async function listWaiting(tx: Tx): Promise<string[]> {
  const rows = await tx.picture.findMany({ where: { state: 'waiting' }, select: { id: true }, take: 500 })
  return rows.map(({ id }) => id)
}

const lookKey = 'pictureLook'

export async function readLook(tx: Tx): Promise<unknown> {
  return (await tx.setting.findUnique({ where: { key: lookKey } }))?.value
}

export async function writeLook(tx: Tx, value: object): Promise<void> {
  await tx.setting.upsert({ where: { key: lookKey }, create: { key: lookKey, value }, update: { value } })
}

const renewalKey = 'pictureRenewal'

/** `after`: the card down to which the library has been gone through in that look; null once it has been to its end. */
export type Renewal = { look: string; after: string | null }

export async function readRenewal(tx: Tx): Promise<Renewal | undefined> {
  return (await tx.setting.findUnique({ where: { key: renewalKey } }))?.value as Renewal | undefined
}

export async function writeRenewal(tx: Tx, value: Renewal): Promise<void> {
  await tx.setting.upsert({ where: { key: renewalKey }, create: { key: renewalKey, value }, update: { value } })
}
