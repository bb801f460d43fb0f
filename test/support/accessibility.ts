import axe from 'axe-core'
import type { Page } from 'playwright-core'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What keeps somebody out of the page as it stands, or out of the part that `within` names: WCAG 2.2 AA and good practice as far as a
 * machine can tell, what is wider than the screen, words under 12 px, and tables with columns that nobody learns of.
 */
export async function findBarriers(page: Page, within = 'html'): Promise<string[]> {
  await settle(page)
  // Its 600 KB once a document, whatever language and width that is looked at in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const violations = await page.evaluate(
    async ([within, rules]) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') }
      const found = await axe.run(within, { runOnly: rules, resultTypes: ['violations'] })
      return found.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
      )
    },
    [within, rules] as const,
  )
  return [...violations, ...(await findUnseen(page))]
}

/** What no rule of axe looks for: parts that lie outside the screen, words under 12 px, columns that only a mouse finds. */
export const findUnseen = (page: Page): Promise<string[]> => page.evaluate(lookForUnseen)

/** A sheet that is still fading in has no contrast to judge, and one that still waits for its answer nothing else. */
const settle = (page: Page) =>
  page.waitForFunction(
    () =>
      !document.querySelector('[aria-busy="true"]') &&
      document
        .getAnimations()
        .every(({ effect, playState }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
  )

function lookForUnseen(): string[] {
  const beyond = document.documentElement.scrollWidth - window.innerWidth
  const cut = [...document.querySelectorAll('[role=dialog]')].filter((sheet) => sheet.scrollWidth > sheet.clientWidth)
  const isSmall = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize) < 12
  // But for the card in its frame, which is as large as LINE draws it.
  const small = [...document.querySelectorAll('header *, nav *, main *, [role=dialog] *')].filter(
    (element) =>
      element.children.length === 0 &&
      element.textContent?.trim() &&
      !element.closest('.phone-screen') &&
      isSmall(element),
  )
  const scrolling = [...document.querySelectorAll('table')].flatMap((table) => {
    for (let around = table.parentElement; around; around = around.parentElement)
      if (around.scrollWidth > around.clientWidth && getComputedStyle(around).overflowX !== 'visible') return [around]
    return []
  })
  const unreached = scrolling.filter(
    (around) => around.tabIndex !== 0 || !around.role || !(around.ariaLabel || around.hasAttribute('aria-labelledby')),
  )
  const untold = scrolling.filter((around) => getComputedStyle(around).backgroundImage === 'none')
  return [
    ...(beyond > 0 ? [`${beyond} px wider than the screen`] : []),
    ...cut.map((sheet) => `scrolls sideways: ${sheet.outerHTML.slice(0, 160)}`),
    ...small.map((element) => `under 12 px: ${element.textContent}`),
    ...untold.map((around) => `scrolls sideways, and nothing tells it: ${around.outerHTML.slice(0, 160)}`),
    ...unreached.map((around) => `scrolls sideways, but not by key: ${around.outerHTML.slice(0, 160)}`),
  ]
}
