import type { ElementHandle, Page } from 'playwright-core'
import { findBarriers, findUnseen } from './accessibility.ts'

export const wide = { width: 1440, height: 900 }
export const narrow = { width: 390, height: 844 }
const narrowest = { width: 360, height: 780 }

/**
 * What keeps somebody out of the page in Thai and in English, on a desk and on a phone, with each of `opens` open and closed again:
 * a button or a field of the Thai page, and after › the item of the menu that it opens. One page all along, since its languages and
 * widths take a moment and a new page takes a second.
 */
export async function findBarriersEverywhere(page: Page, opens: string[] = []): Promise<string[]> {
  const found: string[] = []
  const note = (what: string, barriers: string[]) => found.push(...barriers.map((barrier) => `${what}: ${barrier}`))
  await page.setViewportSize(wide)
  const openings = await Promise.all(opens.map((names) => findOpening(page, names)))
  for (const language of ['th', 'en'] as const) {
    await page.setViewportSize(wide)
    await speak(page, language)
    for (const size of [wide, narrow]) {
      await page.setViewportSize(size)
      note(`${language} ${size.width}`, await findBarriers(page))
    }
    await page.setViewportSize(narrowest)
    note(`${language} ${narrowest.width}`, await findUnseen(page))
    for (const opening of openings) {
      const what = `${opening.names} in ${language}`
      await page.setViewportSize(wide)
      await opening.open()
      await opened(page).waitFor()
      if (!(await holdsFocus(page))) note(what, ['the focus stays outside'])
      for (const size of [wide, narrow]) {
        await page.setViewportSize(size)
        note(`${what} ${size.width}`, await findBarriers(page, openedPart))
      }
      await page.keyboard.press('Escape')
      await opened(page).waitFor({ state: 'hidden' })
      if (!(await hasFocus(page, opening.button))) note(what, ['the focus does not come back'])
    }
  }
  return found
}

const openedPart = ':is([role=dialog], [role=menu], [role=listbox])'

// A list that is closed stays in the page, unseen.
const opened = (page: Page) => page.locator(openedPart).filter({ visible: true }).first()

/** The console's own button for it. On a phone that is in a menu, so it is pressed on the desk. */
async function speak(page: Page, language: 'th' | 'en'): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) === language) return
  await page.getByRole('button', { name: language === 'th' ? 'ไทย' : 'English', exact: true }).click()
  await page.locator(`html[lang="${language}"]`).waitFor()
}

/**
 * A button is the same one in another language, and is kept. The items of a menu are made anew each time it opens: they are known
 * by their place.
 */
async function findOpening(page: Page, names: string) {
  const [name = '', item] = names.split(' › ')
  const named = { name, exact: true }
  const button = await page
    .getByRole('button', named)
    .or(page.getByRole('combobox', named))
    .first()
    .elementHandle({ timeout: 5000 })
  if (!button) throw new Error(`${name} is not on ${page.url()}.`)
  let place = -1
  return {
    names,
    button,
    async open() {
      await button.click()
      if (!item) return
      const items = page.getByRole('menuitem')
      await items.first().waitFor()
      if (place < 0) place = (await items.allTextContents()).indexOf(item)
      await items.nth(place).click()
      await page.getByRole('dialog').waitFor()
    },
  }
}

const soon = { timeout: 1000 }
const comesTrue = (waiting: Promise<unknown>): Promise<boolean> =>
  waiting.then(
    () => true,
    () => false,
  )

/** In what was opened; a list leaves it in the field that opens it. */
const holdsFocus = (page: Page) =>
  comesTrue(
    page.waitForFunction(
      (part) => document.activeElement?.matches(`${part}, ${part} *, [role=combobox][aria-expanded=true]`),
      openedPart,
      soon,
    ),
  )

const hasFocus = (page: Page, button: ElementHandle) =>
  comesTrue(page.waitForFunction((element) => element === document.activeElement, button, soon))
