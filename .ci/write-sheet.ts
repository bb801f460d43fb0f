import { basename, join } from 'node:path'
import sharp from 'sharp'

const folder = join(import.meta.dirname, '../.github')
const gap = 24

/** Pictures of one size side by side, in rows, as a PNG of .github. */
export async function writeSheet(
  name: string,
  pictures: Buffer[],
  { columns, width }: { columns: number; width: number },
): Promise<void> {
  const tiles = await Promise.all(pictures.map((picture) => sharp(picture).resize({ width }).toBuffer()))
  const { height } = await sharp(tiles[0]).metadata()
  const at = (index: number) => ({
    left: gap + (index % columns) * (width + gap),
    top: gap + Math.floor(index / columns) * (height + gap),
  })
  const rows = Math.ceil(tiles.length / columns)
  await sharp({
    create: {
      width: gap + Math.min(columns, tiles.length) * (width + gap),
      height: gap + rows * (height + gap),
      channels: 3,
      background: '#d9deea',
    },
  })
    .composite(tiles.map((input, index) => ({ input, ...at(index) })))
    .png({ palette: true })
    .toFile(join(folder, name))
  console.log(join(basename(folder), name))
}
