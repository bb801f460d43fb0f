import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from './browser.ts'
import { openVisitor } from './console-visitor.ts'
import { createSystem } from './system.ts'

const root = join(import.meta.dirname, '../..')
const doors = {
  viewer: 'เข้าเป็นผู้เข้าดู',
  editor: 'เข้าเป็นผู้จัดทำ',
  approver: 'เข้าเป็นผู้อนุมัติ',
  owner: 'เข้าเป็นผู้ดูแลระบบ',
}
const englishDoors: typeof doors = {
  viewer: 'Enter as Viewer',
  editor: 'Enter as Editor',
  approver: 'Enter as Approver',
  owner: 'Enter as Owner',
}
export type Door = keyof typeof doors

/** The demo with its console in a real browser; people come in by the demo's doors. */
export async function openConsoleSystem(options: { env?: Record<string, string> } = {}) {
  if (!existsSync(join(root, 'dist/web/console/index.html')))
    execFileSync('npx', ['vite', 'build'], { cwd: root, stdio: 'ignore' })
  const browser = await launchBrowser()
  const system = await createSystem(options)
  await system.start().ready()
  const url = `http://localhost:${new URL(system.urls.web).port}`
  return {
    browser,
    system,
    url,
    doors,
    async enter(role: Door, options: { width?: number; language?: 'th' | 'en' } = {}) {
      const visitor = await openVisitor(browser, url, options)
      await visitor.enterAs(role, { enter: (options.language === 'en' ? englishDoors : doors)[role] })
      return visitor
    },
    async close() {
      await browser.close()
      await system.dispose()
    },
  }
}

export type ConsoleSystem = Awaited<ReturnType<typeof openConsoleSystem>>
