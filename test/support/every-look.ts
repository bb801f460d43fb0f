import type { ElementHandle, Locator, Page } from 'playwright-core'
import { findBarriers, findUnseen } from './accessibility.ts'

export const wide = { width: 1440, height: 900 }
export const narrow = { width: 390, height: 844 }
export const narrowest = { width: 360, height: 780 }

type Language = 'th' | 'en'
type Opening = { names: string; button: ElementHandle; open(): Promise<void> }

/**
 * What keeps somebody out of the page in Thai and in English, on a desk and on a phone, with each of `opens` open and closed again:
 * a button or a field of the Thai page, and after › the item of the menu that it opens. One page all along, since its languages and
 * widths take a moment and a new page takes a second.
 */
export async function findBarriersEverywhere(
  page: Page,
  { opens = [], languages = ['th', 'en'] }: { opens?: string[]; languages?: Language[] } = {},
): Promise<string[]> {
  const found: string[] = []
  await page.setViewportSize(wide)
  const openings = await Promise.all(opens.map((names) => findOpening(page, names)))
  for (const language of languages) {
    await page.setViewportSize(wide)
    if (languages.length > 1) await speak(page, language)
    for (const size of [wide, narrow]) {
      await page.setViewportSize(size)
      found.push(...say(`${language} ${size.width}`, await findBarriers(page)))
    }
    await page.setViewportSize(narrowest)
    found.push(...say(`${language} ${narrowest.width}`, await findUnseen(page)))
    for (const opening of openings) {
      await page.setViewportSize(wide)
      found.push(...say(language, await findBarriersOfOpened(page, opening, [wide, narrow])))
    }
  }
  return found
}

/** The page's own button for it. On a phone that is in a menu, so it is pressed on the desk. */
export async function speak(page: Page, language: Language): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) === language) return
  const named = { name: language === 'th' ? /^(ไทย|ภาษาไทย)$/ : 'English', exact: true }
  await page.getByRole('button', named).or(page.getByRole('link', named)).click()
  await page.locator(`html[lang="${language}"]`).waitFor()
}

/** What a button opens takes the focus, and gives it back when Escape closes it. */
export async function findBarriersOfOpened(
  page: Page,
  { names, button, open }: Opening,
  sizes: { width: number; height: number }[],
): Promise<string[]> {
  const found: string[] = []
  await open()
  await opened(page).waitFor()
  if (!(await holdsFocus(page))) found.push(`${names}: the focus stays outside`)
  for (const size of sizes) {
    await page.setViewportSize(size)
    found.push(...say(`${names} ${size.width}`, await findBarriers(page, openedPart)))
  }
  await page.keyboard.press('Escape')
  await opened(page).waitFor({ state: 'hidden' })
  if (!(await hasFocus(page, button))) found.push(`${names}: the focus does not come back`)
  return found
}

export async function openingOf(names: string, locator: Locator): Promise<Opening> {
  const button = await locator.first().elementHandle({ timeout: 5000 })
  if (!button) throw new Error(`${names} is not there.`)
  return { names, button, open: () => button.click() }
}

/**
 * A button is the same one in another language, and is kept. The items of a menu are made anew each time it opens: they are known
 * by their place.
 */
async function findOpening(page: Page, names: string): Promise<Opening> {
  const [name = '', item] = names.split(' › ')
  const named = { name, exact: true }
  const opening = await openingOf(names, page.getByRole('button', named).or(page.getByRole('combobox', named)))
  if (!item) return opening
  let place = -1
  return {
    ...opening,
    async open() {
      await opening.open()
      const items = page.getByRole('menuitem')
      await items.first().waitFor()
      if (place < 0) place = (await items.allTextContents()).indexOf(item)
      await items.nth(place).click()
      await page.getByRole('dialog').waitFor()
    },
  }
}

const openedPart = ':is([role=dialog], dialog, [role=menu], [role=listbox])'

// A list that is closed stays in the page, unseen.
const opened = (page: Page) => page.locator(openedPart).filter({ visible: true }).first()

const say = (what: string, barriers: string[]) => barriers.map((barrier) => `${what}: ${barrier}`)

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
