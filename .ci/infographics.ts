// npm run infographics: draws the reference pictures of the visual tests anew, and a sheet of all of them for the README.
// Look at every one before it is committed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
const side = 400
const gap = 24
const squares = references.filter(({ size }) => size === 'square').slice(0, 12)
const rows = Array.from({ length: Math.ceil(squares.length / columns) }, (_, index) =>
  row(
    { gap },
    squares
      .slice(index * columns, (index + 1) * columns)
      .map((reference) => bitmap(drawn.get(reference) as Buffer, { width: side, height: side })),
  ),
)
const size = { width: columns * (side + gap) + gap, height: rows.length * (side + gap) + gap }
const sheet = column({ width: '100%', height: '100%', padding: gap, gap, backgroundColor: '#D9DEE9' }, rows)
writeFileSync(join(root, '.github/infographics.png'), await pictures.renderPicture(sheet, size))
console.log(`.github/infographics.png: ${size.width}×${size.height}`)
await pictures.close()
