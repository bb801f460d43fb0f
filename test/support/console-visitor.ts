import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page, Response } from 'playwright-core'
import { expect } from 'vitest'
import type { Role } from '../../src/contracts/roles.ts'
import { findBreach } from './contract-breach.ts'

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

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
    /** WCAG 2.2 AA as far as a machine can tell, nothing wider than the screen, and no words under 12 px. */
    async expectAccessible() {
      await page.waitForLoadState('networkidle')
      // A sheet that is still fading in has no contrast to judge.
      await page.waitForFunction(() =>
        document
          .getAnimations()
          .every(({ effect, playState }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
      )
      const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
      )
      expect([page.url(), found]).toEqual([page.url(), []])
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect([page.url(), tooWide]).toEqual([page.url(), 0])
      // But for the card in its frame, which is as large as LINE draws it.
      const tooSmall = await page.evaluate(() =>
        [...document.querySelectorAll('header *, nav *, main *')]
          .filter((element) => element.children.length === 0 && element.textContent?.trim())
          .filter(
            (element) =>
              !element.closest('.phone-screen') && Number.parseFloat(getComputedStyle(element).fontSize) < 12,
          )
          .map((element) => element.textContent),
      )
      expect([page.url(), tooSmall]).toEqual([page.url(), []])
    },
    close: () => context.close(),
  }
}
