// npm run line-settings: draws docs/operate/*.png, the sketches of LINE's own settings in docs/operate.md.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { launchBrowser } from '../test/support/browser.ts'
import { drawSketch } from './line-settings/draw-sketch.ts'
import { sketches } from './line-settings/sketches.ts'

const folder = join(import.meta.dirname, '../docs/operate')
mkdirSync(folder, { recursive: true })
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 872, height: 600 }, deviceScaleFactor: 2 })
for (const sketch of sketches) {
  await page.setContent(drawSketch(sketch))
  await page.evaluate(() => document.fonts.ready)
  const picture = await page.locator('main').screenshot()
  writeFileSync(join(folder, `${sketch.name}.png`), await sharp(picture).png({ palette: true, colours: 48 }).toBuffer())
  console.log(`${sketch.name}.png`)
}
await browser.close()
