import { type PictureSizeName, pictureSchemas, pictureSizes } from '../../contracts/picture-templates.ts'
import type { MediaStore } from '../../platform/media/media-store.ts'
import type { Pictures } from '../../platform/pictures/create-pictures.ts'
import { drawPicture } from './draw-picture.ts'
import type { Look } from './drawings/page.ts'
import { chooseColors, toMourning } from './look-rules.ts'
import type { Recipe } from './recipe.ts'

/** Turns recipes into bytes: nothing but the recipe and the logo it names decides what comes out. */
export function createDrawer({ media, pictures }: { media: MediaStore; pictures: Pictures }) {
  async function treeOf(recipe: Recipe) {
    const { template, look, isDraft } = recipe
    const data = pictureSchemas[template].parse(recipe.data)
    return drawPicture(template, data as never, recipe.format as PictureSizeName, await openLook(look, isDraft))
  }

  async function openLook({ agency, logo, isMourning, ...own }: Recipe['look'], isDraft: boolean): Promise<Look> {
    const { navy, blue, saffron } = own
    const colors = chooseColors({ ...(navy && { navy }), ...(blue && { blue }), ...(saffron && { saffron }) })
    const found = logo === null ? undefined : await media.find(logo)
    return { agency, isDraft, colors: isMourning ? toMourning(colors) : colors, ...(found && { logo: found.bytes }) }
  }

  const sizeOf = ({ format }: Recipe) => pictureSizes[format as PictureSizeName]

  return {
    /** Throws PictureTooFull with what to cut. */
    check: async (recipe: Recipe) => pictures.checkPicture(await treeOf(recipe), sizeOf(recipe)),
    /** Draws and stores; gives the name in the media store. */
    draw: async (recipe: Recipe) =>
      media.put(await pictures.renderPicture(await treeOf(recipe), sizeOf(recipe)), 'png'),
  }
}
