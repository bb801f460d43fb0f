import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { openRoomStage } from '../../support/room-stage.ts'
import { sampleQuestions, sampleRoom } from '../../support/room-states.ts'

const root = join(import.meta.dirname, '../../..')

let browser: Browser
let stage: Awaited<ReturnType<typeof openRoomStage>>
beforeAll(async () => {
  if (!existsSync(join(root, 'dist/web/screen/index.html')))
    execFileSync('npx', ['vite', 'build'], { cwd: root, stdio: 'ignore' })
  ;[browser, stage] = await Promise.all([launchBrowser(), openRoomStage()])
})
afterAll(async () => {
  stage?.close()
  await browser?.close()
})

// Compounds that a browser takes for two words, after a beginning of every length.
const compounds = ['งบประมาณ', 'หน่วยงาน', 'ใช้จ่าย', 'มอบหมาย', 'ความโปร่งใส', 'ตัวชี้วัด']
const beginnings = Array.from({ length: 14 }, (_, length) => `ข้อ ${'9'.repeat(length + 1)} ท่านเห็นว่า`)
const texts = compounds.flatMap((term) => beginnings.map((beginning) => `${beginning}${`${term}ของเรา`.repeat(6)}`))

/** Texts of these elements in which a line ends inside a compound. */
const brokenIn = (page: Page, selector: string) =>
  page.evaluate(
    ({ selector, compounds }) =>
      [...document.querySelectorAll(selector)].flatMap((element) => {
        const letters: { letter: string; top: number }[] = []
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          for (let at = 0; at < (node as Text).length; at += 1) {
            const range = document.createRange()
            range.setStart(node, at)
            range.setEnd(node, at + 1)
            letters.push({
              letter: (node as Text).data[at] ?? '',
              top: Math.round(range.getBoundingClientRect().bottom),
            })
          }
        }
        const text = letters.map(({ letter }) => letter).join('')
        const isParted = (term: string) => {
          for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) {
            const tops = new Set(letters.slice(at, at + term.length).map(({ top }) => top))
            if (tops.size > 1) return true
          }
          return false
        }
        return compounds.some(isParted) ? [text] : []
      }),
    { selector, compounds },
  )

test.each([
  { where: 'the wall', path: '/screen/482915', size: { width: 1920, height: 1080 } },
  { where: 'a phone', path: '/join/482915', size: { width: 390, height: 844 } },
])('no line ends inside a Thai compound on $where', async ({ path, size }) => {
  const page = await browser.newPage({ viewport: size, locale: 'th-TH' })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`${stage.url}${path}`)
  stage.show(sampleRoom(sampleQuestions.single))
  if (path.startsWith('/join')) await page.getByRole('button', { name: 'เริ่มตอบ' }).click()
  const broken: string[] = []
  for (const [place, text] of texts.entries()) {
    const options = [text, text.slice(3)].map((text, at) => ({ key: `o${at}`, text: text.slice(0, 100) }))
    const question = { ...sampleQuestions.single, key: `q${place}`, text, options } as typeof sampleQuestions.single
    stage.show(sampleRoom(question, { result: null }))
    await page.getByRole('heading', { name: text }).waitFor()
    broken.push(...(await brokenIn(page, 'h1, .bar-label > span:last-child, .choice > span')))
  }
  expect(broken).toEqual([])
  await page.close()
})
