import { toMourning } from '../../contracts/contrast.ts'
import {
  type PictureSizeName,
  type PictureTemplate,
  pictureSchemas,
  pictureSizes,
} from '../../contracts/picture-templates.ts'
import { isPublicCard } from '../../contracts/templates.ts'
import { calendarDay, fiscalYearOfDay } from '../../platform/calendar-day.ts'
import type { Clock } from '../../platform/clock.ts'
import type { MediaStore } from '../../platform/media/media-store.ts'
import { type Pictures, PictureTooFull, PictureUndrawable } from '../../platform/pictures/create-pictures.ts'
import type { PictureTree } from '../../platform/pictures/picture-tree.ts'
import { cardPath } from './card-page.ts'
import { drawPicture } from './draw-picture.ts'
import type { Look } from './drawings/page.ts'
import { chooseColors } from './look-rules.ts'
import { isPaper, type Recipe } from './recipe.ts'

const forStaff = 'สำหรับบุคลากรของหน่วยงานเท่านั้น'

// What has many rows is drawn closer together where it would not fit otherwise.
const tightened: ReadonlySet<string> = new Set<PictureTemplate>(['budget-summary'])

/** Turns recipes into bytes: nothing but the recipe and the logo it names decides what comes out. */
export function createDrawer({
  media,
  pictures,
  publicUrl,
  clock,
}: {
  media: MediaStore
  pictures: Pictures
  publicUrl: string
  clock: Clock
}) {
  async function treeOf(recipe: Recipe) {
    const { template, look, isDraft } = recipe
    const parsed = pictureSchemas[template]?.safeParse(recipe.data)
    // A recipe may be older than this release.
    if (!parsed?.success) throw new PictureUndrawable(`its data is not of ${template} as it is now. Ask for it anew.`)
    const opened = await openLook(look, isDraft)
    const draw = (isTight: boolean) =>
      drawPicture(template, parsed.data as never, shapeOf(recipe), { ...opened, isTight })
    const roomy = draw(false)
    return !tightened.has(template) || (await fits(roomy, recipe)) ? roomy : draw(true)
  }

  async function fits(tree: PictureTree, recipe: Recipe): Promise<boolean> {
    try {
      await pictures.checkPicture(tree, sizeOf(recipe))
      return true
    } catch (error) {
      if (error instanceof PictureTooFull) return false
      throw error
    }
  }

  async function openLook(
    // A recipe that a release before this one has left waiting names no year.
    { agency, fiscalYear = fiscalYearOfDay(calendarDay(clock.now())), logo, isMourning, ...own }: Recipe['look'],
    isDraft: boolean,
  ): Promise<Look> {
    const { navy, blue, saffron } = own
    const colors = chooseColors({ ...(navy && { navy }), ...(blue && { blue }), ...(saffron && { saffron }) })
    const found = logo === null ? undefined : await media.find(logo)
    return {
      agency,
      fiscalYear,
      isDraft,
      colors: isMourning ? toMourning(colors) : colors,
      ...(found && { logo: found.bytes }),
    }
  }

  const sizeOf = (recipe: Recipe) => pictureSizes[shapeOf(recipe)]

  async function print(recipe: Recipe, paper: 'a4' | 'a3'): Promise<string> {
    const tree = await treeOf(recipe)
    const { agency } = recipe.look
    const { title = agency } = recipe.data as { title?: string }
    const sheet = {
      paper,
      title,
      ...(await codeOf(recipe, tree)),
      note: title === agency ? agency : `${agency} · ${title}`,
    }
    return media.put(await pictures.printPicture(tree, sizeOf(recipe), sheet), 'pdf')
  }

  /**
   * The QR code of a sheet opens the page of its card; of figures without a card the picture itself. Neither needs an account, so
   * that what is for staff alone has no code.
   */
  async function codeOf(recipe: Recipe, tree: PictureTree): Promise<{ address?: string; call: string }> {
    if (!isPublicCard(recipe)) return { call: forStaff }
    const { contentId } = recipe
    return contentId
      ? { address: `${publicUrl}${cardPath(contentId)}`, call: 'สแกนเพื่ออ่านการ์ดนี้ในโทรศัพท์' }
      : { address: `${publicUrl}/media/${await store(recipe, tree)}`, call: 'สแกนเพื่อเปิดภาพนี้ในโทรศัพท์' }
  }

  const store = async (recipe: Recipe, tree: PictureTree) =>
    media.put(await pictures.renderPicture(tree, sizeOf(recipe)), 'png')

  return {
    /** Throws PictureTooFull with what to cut. */
    check: async (recipe: Recipe) => pictures.checkPicture(await treeOf(recipe), sizeOf(recipe)),
    /** Draws and stores; gives the name in the media store. */
    async draw(recipe: Recipe): Promise<string> {
      const { format } = recipe
      return isPaper(format) ? print(recipe, format) : store(recipe, await treeOf(recipe))
    },
  }
}

/** A sheet of paper is near enough to the tall picture of the chat to carry it whole. */
function shapeOf({ format }: Recipe): PictureSizeName {
  return isPaper(format) ? 'portrait' : (format as PictureSizeName)
}
