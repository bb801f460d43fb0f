// npm run infographics: draws the reference pictures of the visual tests anew, and a sheet of all of them and of the rich menu for the README.
// Look at every one before it is committed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawPage } from '../src/features/answers/rich-menu-picture.ts'
import { menuPages, richMenuSize } from '../src/features/answers/rich-menu-rules.ts'
import { createPictures } from '../src/platform/pictures/create-pictures.ts'
import { bitmap, column, row } from '../src/platform/pictures/picture-tree.ts'
import { type Reference, references, renderReference } from '../test/support/picture-references.ts'

const root = join(import.meta.dirname, '..')
const pictures = createPictures()
const drawn = new Map<Reference, Buffer>()
for (const reference of references) {
  const png = await renderReference(pictures, reference)
  drawn.set(reference, png)
  writeFileSync(join(root, 'test/medium/features/pictures/references', `${reference.name}.png`), png)
  console.log(`${reference.name}: ${png.length} bytes`)
}

const columns = 4
const side = 340
const gap = 24
const squares = references.filter(({ size }) => size === 'square')
const rows = Array.from({ length: Math.ceil(squares.length / columns) }, (_, index) =>
  row(
    { gap },
    squares
      .slice(index * columns, (index + 1) * columns)
      .map((reference) => bitmap(drawn.get(reference) as Buffer, { width: side, height: side })),
  ),
)
const width = columns * (side + gap) + gap
const menuSize = { width: (width - 3 * gap) / 2, height: (width - 3 * gap) / 4 }
const menus = await Promise.all(
  menuPages.map(async (page) => bitmap(await pictures.renderPicture(drawPage(page), richMenuSize), menuSize)),
)
const menuRows = [row({ gap }, menus.slice(0, 2)), row({ gap }, menus.slice(2))] // Thai, English
const size = { width, height: rows.length * (side + gap) + menuRows.length * (menuSize.height + gap) + gap }
const sheet = column({ width: '100%', height: '100%', padding: gap, gap, backgroundColor: '#D9DEE9' }, [
  ...rows,
  ...menuRows,
])
writeFileSync(join(root, '.github/infographics.png'), await pictures.renderPicture(sheet, size))
console.log(`.github/infographics.png: ${size.width}×${size.height}`)
await pictures.close()
