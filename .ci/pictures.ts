// npm run pictures: the README's pictures, taken of the running product, and its rich menu.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { drawPage } from '../src/features/answers/rich-menu-picture.ts'
import { keyOf, menuPages, richMenuSize } from '../src/features/answers/rich-menu-rules.ts'
import { createPictures } from '../src/platform/pictures/create-pictures.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { createSystem } from '../test/support/system.ts'
import { until } from '../test/support/until.ts'

const folder = join(import.meta.dirname, '../.github')
const pictures = createPictures()
for (const menuPage of menuPages) {
  const name = `rich-menu-${keyOf(menuPage)}.png`
  writeFileSync(join(folder, name), await pictures.renderPicture(drawPage(menuPage), richMenuSize))
  console.log(join('.github', name))
}
await pictures.close()

const system = await createSystem()
const browser = await launchBrowser()
try {
  await system.start().ready()
  const groups = (await system.sim.state()).groups.map(({ groupId }) => groupId)
  await until(async () => (await system.sim.ledger()).length >= 2 * groups.length, { withinMs: 60_000 })
  const page = await browser.newPage({ viewport: { width: 1440, height: 2680 } })
  await page.goto(`${system.urls.simulator}/#chat=${groups[0]}`)
  await page.getByText('ฉบับสาธิต').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  await take(page, 'phone.png')
} finally {
  await browser.close()
  await system.dispose()
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, name) })
  console.log(join('.github', name))
}
