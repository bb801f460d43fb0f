import { type PictureSizeName, pictureSchemas, pictureSizes } from '../../contracts/picture-templates.ts'
import type { MediaStore } from '../../platform/media/media-store.ts'
import { type Pictures, PictureUndrawable } from '../../platform/pictures/create-pictures.ts'
import { drawPicture } from './draw-picture.ts'
import type { Look } from './drawings/page.ts'
import { chooseColors, toMourning } from './look-rules.ts'
import type { Recipe } from './recipe.ts'

/** Turns recipes into bytes: nothing but the recipe and the logo it names decides what comes out. */
export function createDrawer({
  media,
  pictures,
  publicUrl,
}: {
  media: MediaStore
  pictures: Pictures
  publicUrl: string
}) {
  async function treeOf(recipe: Recipe) {
    const { template, look, isDraft } = recipe
    const parsed = pictureSchemas[template]?.safeParse(recipe.data)
    // A recipe may be older than this release.
    if (!parsed?.success) throw new PictureUndrawable(`its data is not of ${template} as it is now. Ask for it anew.`)
    return drawPicture(template, parsed.data as never, shapeOf(recipe), await openLook(look, isDraft))
  }

  async function openLook({ agency, logo, isMourning, ...own }: Recipe['look'], isDraft: boolean): Promise<Look> {
    const { navy, blue, saffron } = own
    const colors = chooseColors({ ...(navy && { navy }), ...(blue && { blue }), ...(saffron && { saffron }) })
    const found = logo === null ? undefined : await media.find(logo)
    return { agency, isDraft, colors: isMourning ? toMourning(colors) : colors, ...(found && { logo: found.bytes }) }
  }

  const sizeOf = (recipe: Recipe) => pictureSizes[shapeOf(recipe)]

  /** The QR code of a sheet opens the picture itself: it needs no account, and its address never changes. */
  async function print(recipe: Recipe, paper: 'a4' | 'a3'): Promise<string> {
    const tree = await treeOf(recipe)
    const onPhone = await media.put(await pictures.renderPicture(tree, sizeOf(recipe)), 'png')
    const title = String((recipe.data as { title?: unknown }).title ?? recipe.look.agency)
    const sheet = { paper, title, address: `${publicUrl}/media/${onPhone}`, note: `${recipe.look.agency} · ${title}` }
    return media.put(await pictures.printPicture(tree, sizeOf(recipe), sheet), 'pdf')
  }

  return {
    /** Throws PictureTooFull with what to cut. */
    check: async (recipe: Recipe) => pictures.checkPicture(await treeOf(recipe), sizeOf(recipe)),
    /** Draws and stores; gives the name in the media store. */
    async draw(recipe: Recipe): Promise<string> {
      const { format } = recipe
      if (format === 'a4' || format === 'a3') return print(recipe, format)
      return media.put(await pictures.renderPicture(await treeOf(recipe), sizeOf(recipe)), 'png')
    },
  }
}

/** A sheet of paper is near enough to the tall picture of the chat to carry it whole. */
function shapeOf({ format }: Recipe): PictureSizeName {
  return format === 'a4' || format === 'a3' ? 'portrait' : (format as PictureSizeName)
}
