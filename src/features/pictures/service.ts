import { type Picture, type PictureFormat, PictureLook } from '../../contracts/api/pictures.ts'
import { toMourning } from '../../contracts/contrast.ts'
import type { PictureTemplate } from '../../contracts/picture-templates.ts'
import { isPublicCard } from '../../contracts/templates.ts'
import { writePlain } from '../../line/flex/write-plain.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { calendarDay, fiscalYearOfDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { PictureTooFull, PictureUndrawable } from '../../platform/pictures/create-pictures.ts'
import { shrinkLogo } from '../../platform/pictures/shrink-logo.ts'
import type { PrintedCard } from './card-page.ts'
import { createDrawer } from './draw-recipe.ts'
import { createHeroService } from './hero-service.ts'
import { makePictureRequest } from './job-requests.ts'
import { type Colors, checkColors, chooseColors, type OwnColors } from './look-rules.ts'
import type { Card, PictureDeps } from './needs.ts'
import { hashRecipe, makeRecipe, type OfficeLook, type Recipe } from './recipe.ts'
import * as repo from './repo.ts'

/** `id` left out: figures that are on no card. */
type Told = Omit<Card, 'id'> & { id?: string }

/** Pictures of cards and figures: asked for in a request, drawn by a job, kept by content. */
export function createPictureService(deps: PictureDeps) {
  const drawer = createDrawer(deps)
  const heroes = createHeroService(deps, { officeLook, check: drawer.check, drawToEnd })

  async function makeOfCard(tx: Tx, actor: Actor, id: string, formats: PictureFormat[]): Promise<Picture[]> {
    const card = await deps.getCard(tx, id)
    return keep(tx, actor, await recipesOf(tx, card, formats), card.id)
  }

  /**
   * Whether all words fit, so that the author hears at once what to cut. Asked before the transaction that keeps the order: the
   * drawing thread may have others before it, and a transaction that waits for it holds up every audited write.
   */
  async function checkFits(tx: Tx, card: Omit<Card, 'id'>, formats: PictureFormat[]): Promise<void> {
    for (const recipe of await recipesOf(tx, card, formats)) await drawer.check(recipe)
  }

  const checkCard = async (tx: Tx, id: string, formats: PictureFormat[]) =>
    checkFits(tx, await deps.getCard(tx, id), formats)

  // One after the other: a transaction has one connection.
  async function recipesOf(tx: Tx, card: Told, formats: PictureFormat[]): Promise<Recipe[]> {
    const recipes: Recipe[] = []
    for (const format of formats) recipes.push(await recipeOf(tx, card, format))
    return recipes
  }

  async function makeOfFigures(
    tx: Tx,
    actor: Actor,
    order: { template: PictureTemplate; data: unknown; sizes: PictureFormat[]; isApproved?: boolean },
  ): Promise<Picture[]> {
    const state = order.isApproved ? ('approved' as const) : ('draft' as const)
    return keep(tx, actor, await recipesOf(tx, { ...order, state }, order.sizes), null)
  }

  async function keep(tx: Tx, actor: Actor, recipes: Recipe[], contentId: string | null): Promise<Picture[]> {
    const rows: repo.PictureRow[] = []
    for (const recipe of recipes)
      rows.push(await repo.keepPicture(tx, { ...recipe, recipe: hashRecipe(recipe), contentId }))
    const waiting = rows.filter(({ state }) => state === 'waiting')
    await deps.enqueue(
      tx,
      waiting.map(({ id }) => makePictureRequest(id)),
    )
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'picture.make',
      ...(contentId && { subject: contentId }),
      data: { pictures: rows.map(({ id, template, format }) => ({ id, template, format })) },
    })
    return rows.map(show)
  }

  async function findOfCard(tx: Tx, id: string, format: PictureFormat): Promise<Picture> {
    const recipe = await recipeOf(tx, await deps.getCard(tx, id), format)
    const row = await repo.findByRecipe(tx, hashRecipe(recipe))
    return row ? show(row) : { id: null, format, state: 'none', url: null, cuts: [] }
  }

  /** What the page behind the QR code of a sheet shows: an approved card for everyone of which a sheet was printed, and no other. */
  async function findPrinted(id: string): Promise<PrintedCard | undefined> {
    return deps.database.transaction(async (tx) => {
      if (!(await repo.isPrinted(tx, id))) return undefined
      const card = await deps.getCard(tx, id)
      if (card.state !== 'approved' || !isPublicCard(card)) return undefined
      const data = card.data as { title?: unknown; pictureUrl?: string | null }
      const text = writePlain(deps.renderCard(card.template, data), data)
      const url = data.pictureUrl ?? (await heroes.findHero(tx, card))
      const ours = deps.publicUrl
      return {
        agency: await deps.agencyName(tx),
        title: typeof data.title === 'string' ? data.title : card.title,
        text,
        pictureUrl: url?.startsWith(`${ours}/`) ? url.slice(ours.length) : url,
      }
    })
  }

  async function get(tx: Tx, id: string): Promise<Picture> {
    const row = await repo.findPicture(tx, id)
    if (!row) throw new AppError('NOT_FOUND', `There is no picture ${id}.`, { status: 404 })
    return show(row)
  }

  /** Done by a job. Twice does no harm: the same recipe gives the same bytes under the same name. */
  async function draw(id: string): Promise<void> {
    const row = await deps.database.transaction((tx) => repo.findPicture(tx, id))
    if (row?.state !== 'waiting') return
    const end = await drawToEnd(row as Recipe & repo.PictureRow)
    await deps.database.transaction((tx) => repo.markEnd(tx, { id }, end))
  }

  /** Made, or refused for good. Throws what may go well the next time, such as a drawing process that ended. */
  async function drawToEnd(recipe: Recipe): Promise<repo.PictureEnd> {
    try {
      return { state: 'made', media: await drawer.draw(recipe), madeAt: deps.clock.now() }
    } catch (error) {
      if (!(error instanceof PictureTooFull || error instanceof PictureUndrawable)) throw error
      return { state: 'refused', problem: error instanceof PictureTooFull ? error.fields : [] }
    }
  }

  const recipeOf = async (tx: Tx, card: Told, format: PictureFormat) => makeRecipe(await officeLook(tx), card, format)

  async function officeLook(tx: Tx): Promise<OfficeLook> {
    const fiscalYear = fiscalYearOfDay(calendarDay(deps.clock.now()))
    return { ...(await getLook(tx)), agency: await deps.agencyName(tx), fiscalYear }
  }

  async function getLook(tx: Tx): Promise<PictureLook> {
    return PictureLook.parse((await repo.readLook(tx)) ?? {})
  }

  /** The colours in force: the office’s own, or their greys. */
  async function getColors(tx: Tx): Promise<Colors> {
    const { isMourning, logo: _logo, ...own } = await getLook(tx)
    const colors = chooseColors(own as OwnColors)
    return isMourning ? toMourning(colors) : colors
  }

  async function setLook(tx: Tx, actor: Actor, change: Omit<PictureLook, 'logo'>): Promise<PictureLook> {
    const { isMourning: _tone, ...own } = change
    checkColors(own as OwnColors)
    return writeLook(tx, actor, { ...change, logo: (await getLook(tx)).logo })
  }

  async function setLogo(tx: Tx, actor: Actor, image: string | null): Promise<PictureLook> {
    const logo = image === null ? null : await deps.media.put(await shrinkLogo(Buffer.from(image, 'base64')), 'png')
    return writeLook(tx, actor, { ...(await getLook(tx)), logo })
  }

  async function writeLook(tx: Tx, actor: Actor, after: PictureLook): Promise<PictureLook> {
    const before = await getLook(tx)
    await repo.writeLook(tx, after)
    await deps.audit.record(tx, { actorId: actor.userId, action: 'pictures.look', data: { before, after } })
    return after
  }

  const addressOf = (media: string) => `${deps.publicUrl}/media/${media}`

  function show({ id, format, state, media, problem }: repo.PictureRow): Picture {
    const cuts = (problem ?? []) as Picture['cuts']
    return { id, format: format as PictureFormat, state, url: media === null ? null : addressOf(media), cuts }
  }

  const listWaiting = () => deps.database.transaction(repo.listWaiting)

  /** At once, where nobody may be sent the cards without: what fails is left to the jobs. */
  async function drawWaiting(): Promise<void> {
    await Promise.allSettled((await listWaiting()).map(draw))
  }

  return {
    checkCard,
    checkFits,
    makeOfCard,
    makeOfFigures,
    ...heroes,
    findOfCard,
    findPrinted,
    get,
    draw,
    listWaiting,
    drawWaiting,
    getColors,
    getLook,
    setLook,
    setLogo,
  }
}

export type PictureService = ReturnType<typeof createPictureService>
