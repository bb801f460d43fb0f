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

/** Gives those that were not there yet. */
export async function keepPictures(tx: Tx, pictures: NewPicture[]): Promise<string[]> {
  const data = pictures as Prisma.PictureCreateManyInput[]
  const rows = await tx.picture.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } })
  return rows.map(({ id }) => id)
}

/** The newest drawing of a card in a shape, whatever its look and words. */
export async function findLastMade(
  tx: Tx,
  contentId: string,
  { template, format, isDraft }: Pick<PictureRow, 'template' | 'format' | 'isDraft'>,
): Promise<PictureRow | undefined> {
  const where = { contentId, template, format, isDraft, state: 'made' as const }
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

export async function markMade(tx: Tx, id: string, made: { media: string; madeAt: Date }): Promise<void> {
  await tx.picture.updateMany({ where: { id, state: 'waiting' }, data: { state: 'made', ...made } })
}

export async function markRefused(tx: Tx, id: string, problem: unknown): Promise<void> {
  await tx.picture.updateMany({
    where: { id, state: 'waiting' },
    data: { state: 'refused', problem: problem as Prisma.InputJsonValue },
  })
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
