import type { Browser, Page, Response } from 'playwright-core'
import { expect } from 'vitest'
import type { Role } from '../../src/contracts/roles.ts'
import { findBarriers } from './accessibility.ts'
import { findBreach } from './contract-breach.ts'

/** Somebody at the console with a browser of their own. Counts what they do, and notes what the browser complains of. */
export async function openVisitor(
  browser: Browser,
  url: string,
  options: { width?: number; language?: 'th' | 'en' } = {},
) {
  const context = await browser.newContext({ viewport: { width: options.width ?? 1440, height: 900 } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to|Warning:/.test(message.text())) complaints.push(message.text())
  })
  if (options.language) {
    await page.addInitScript((language) => localStorage.setItem('sucharit.language', language), options.language)
  }
  page.on('response', (response) => void noteBreach(response))
  let interactions = 0

  async function noteBreach(response: Response): Promise<void> {
    const { pathname } = new URL(response.url())
    if (!pathname.startsWith('/api/v1/') || !response.headers()['content-type']?.includes('json')) return
    // A page that is left takes its answers with it.
    const body = await response.json().catch(() => undefined)
    const answer = { method: response.request().method(), path: pathname, status: response.status(), body }
    const breach = body === undefined ? undefined : findBreach(answer)
    if (breach) complaints.push(breach)
  }

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

  return {
    page,
    complaints,
    interactions: () => interactions,
    open: async (path: string) => {
      await page.goto(`${url}${path}`)
    },
    /** Presses a button by its name, as often as it takes people: once. */
    async press(name: string | RegExp) {
      interactions += 1
      await button(name).first().click()
    },
    async choose(role: Parameters<Page['getByRole']>[0], name: string | RegExp) {
      interactions += 1
      await page.getByRole(role, { name }).first().click()
    },
    async fill(label: string | RegExp, text: string) {
      interactions += 1
      await page.getByLabel(label).first().fill(text)
    },
    see: (text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: 20_000 }),
    /** The demo's one click. */
    async enterAs(role: Role, words: { enter: string }) {
      await page.goto(`${url}/`)
      interactions += 1
      await page.getByRole('button', { name: words.enter, exact: true }).click()
      await page.getByRole('banner').waitFor()
      return role
    },
    /** Nothing on the page as it stands keeps anybody out. */
    async expectAccessible() {
      await page.waitForLoadState('networkidle')
      await page.getByRole('heading', { level: 1 }).first().waitFor() // until then a skeleton stands there
      expect([page.url(), await findBarriers(page)]).toEqual([page.url(), []])
    },
    close: () => context.close(),
  }
}
