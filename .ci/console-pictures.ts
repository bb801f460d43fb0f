// npm run pictures: every page of the console. `node .ci/console-pictures.ts <folder>` keeps each picture, to be looked at.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openConsoleSystem } from '../test/support/console-system.ts'
import { openVisitor } from '../test/support/console-visitor.ts'
import { narrow, speak, wide } from '../test/support/every-look.ts'
import { consolePages, fillPath, publicPages } from '../test/support/every-page.ts'
import { makeOneOfEverything } from '../test/support/one-of-everything.ts'
import { until } from '../test/support/until.ts'
import { takeShowcase } from './showcase.ts'
import { writeSheet } from './write-sheet.ts'

const [folder] = process.argv.slice(2)
const projector = { width: 1920, height: 1080 }

const office = await openConsoleSystem()
try {
  await until(async () => (await office.system.sim.ledger()).length >= 6, { withinMs: 90_000, what: 'the demo cards' })
  await writeSheet('console.png', await takeShowcase(office), { columns: 2, width: 720 })
  const samples = { ...(await makeOneOfEverything(office.system)), ...office.system.urls }
  if (folder) await mkdir(folder, { recursive: true })
  const owner = await openVisitor(office.browser, office.url, { language: 'th' })
  await owner.enterAs('owner', { enter: office.doors.owner })
  const visitor = await openVisitor(office.browser, office.url)
  for (const { page } of [owner, visitor]) await page.emulateMedia({ reducedMotion: 'reduce' })

  for (const { path } of consolePages) {
    const { page } = owner
    await owner.open(fillPath(path, samples))
    await page.getByRole('heading', { level: 1 }).waitFor()
    for (const language of ['th', 'en'] as const) {
      await page.setViewportSize(wide)
      await speak(page, language)
      for (const size of [wide, narrow]) {
        await page.setViewportSize(size)
        await page.waitForLoadState('networkidle')
        await wait(300) // the frame moves to its new width, which begins a moment after
        await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})))')
        await keep(path, language, size.width, () => page.screenshot({ fullPage: true }))
      }
    }
    await page.setViewportSize(wide)
    await speak(page, 'th')
  }
  for (const { path } of publicPages) {
    const { page } = visitor
    await page.goto('about:blank') // what stands behind # alone would open no page
    const filled = fillPath(path, samples)
    await page.goto(filled.startsWith('http') ? filled : `${office.url}${filled}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    for (const size of [projector, wide, narrow]) {
      await page.setViewportSize(size)
      await page.waitForLoadState('load')
      await keep(path, 'as-it-comes', size.width, () => page.screenshot({ fullPage: size !== projector }))
    }
  }

  async function keep(path: string, language: string, width: number, take: () => Promise<Buffer>): Promise<void> {
    if (!folder) return
    const name = path.replaceAll(/[^\w-]+/g, '_').replace(/^_|_$/g, '') || 'home'
    await writeFile(join(folder, `${name}.${language}.${width}.png`), await take())
  }
} finally {
  await office.close()
}
