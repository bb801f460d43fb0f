// npm run infographics: draws the reference pictures of the visual tests anew, and a sheet of all of them and of the rich menu for the README.
// Look at every one before it is committed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pictureSizes } from '../src/contracts/picture-templates.ts'
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

// The sheet: squares in rows of four, then the other shapes at one height, then the four pages of the rich menu.
const columns = 4
const side = 300
const gap = 24
const width = columns * side + (columns - 1) * gap
const squares = [
  ['dos-donts', 'no-gift', 'guide', 'notice'],
  ['opportunity', 'invitation', 'digest', 'measure-update'],
  ['ita-summary', 'ita-indicator', 'ita-comparison', 'poll-result'],
  ['budget-summary', 'measure-timeline', 'budget-summary-foreign', 'dos-donts-draft'],
]
const shapes = [
  ['measure-timeline-portrait'],
  ['poll-result-portrait'],
  ['budget-summary-story'],
  ['dos-donts-wide', 'ita-comparison-wide'],
]

const referenceOf = (name: string) => references.find((one) => one.name === name) as Reference
const tile = (name: string, shape: { width: number; height: number }) =>
  bitmap(drawn.get(referenceOf(name)) as Buffer, shape)

/** How wide one above the other are, at a height: shapes as they are, gaps between them. */
const perHeight = (names: string[]) => {
  const { width, height } = pictureSizes[referenceOf(names[0] as string).size]
  return width / height / names.length
}
const gapShare = (names: string[]) => (names.length - 1) * gap * perHeight(names)
const tallest =
  (width - (shapes.length - 1) * gap + shapes.reduce((sum, names) => sum + gapShare(names), 0)) /
  shapes.reduce((sum, names) => sum + perHeight(names), 0)
const stack = (names: string[]) => {
  const height = (tallest - (names.length - 1) * gap) / names.length
  return column(
    { gap },
    names.map((name) => tile(name, { width: height * perHeight(names) * names.length, height })),
  )
}

const menuSize = { width: side, height: side / 2 }
const menus = await Promise.all(
  menuPages.map(async (page) => bitmap(await pictures.renderPicture(drawPage(page), richMenuSize), menuSize)),
)
const rows = [
  ...squares.map((names) =>
    row(
      { gap },
      names.map((name) => tile(name, { width: side, height: side })),
    ),
  ),
  row({ gap }, shapes.map(stack)),
  row({ gap }, menus),
]
const height = Math.ceil(squares.length * (side + gap) + tallest + gap + menuSize.height)
const size = { width: width + 2 * gap, height: height + 2 * gap }
const sheet = column({ width: '100%', height: '100%', padding: gap, gap, backgroundColor: '#D9DEE9' }, rows)
writeFileSync(join(root, '.github/infographics.png'), await pictures.renderPicture(sheet, size))
console.log(`.github/infographics.png: ${size.width}×${size.height}`)
await pictures.close()
