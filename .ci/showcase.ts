import { setTimeout as wait } from 'node:timers/promises'
import type { ConsoleSystem } from '../test/support/console-system.ts'
import { openVisitor } from '../test/support/console-visitor.ts'
import { wide } from '../test/support/every-look.ts'

type Listed = { id: string; title: string; template: string }

/** What the README shows of the console: the demo as it stands, with a month of campaigns and a card with its picture drawn. */
export async function takeShowcase({ browser, system, url, doors }: ConsoleSystem): Promise<Buffer[]> {
  const [editor, approver] = await Promise.all(
    ['editor', 'approver'].map(async (role) => system.api(await system.createToken(role))),
  )
  if (!editor || !approver) throw new Error('The demo gave no tokens.')
  const cards: Listed[] = (await editor.get('/contents?state=approved&limit=100')).body.items
  const cardOf = (template: string, place = 0) => cards.filter((card) => card.template === template)[place] as Listed

  const today = new Date()
  const daysOn = (days: number, hour: number) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days, hour)).toISOString()
  const planned = [
    { card: cardOf('dos-donts', 3), schedule: { kind: 'weekly', weekdays: [1], time: '09:00' } },
    { card: cardOf('no-gift'), schedule: { kind: 'once', at: daysOn(6, 3) } },
    { card: cardOf('budget-summary'), schedule: { kind: 'once', at: daysOn(9, 7) } },
    { card: cardOf('ita-indicator'), schedule: { kind: 'once', at: daysOn(16, 3) } },
  ].filter(({ card }) => card)
  for (const { card, schedule } of planned) {
    const message = { contentId: card.id }
    const drafted = await editor.post('/campaigns', {
      name: card.title,
      message,
      audience: { everyone: true },
      schedule,
    })
    await editor.post(`/campaigns/${drafted.body.id}/submit`)
    await approver.post(`/campaigns/${drafted.body.id}/approve`)
  }
  const drawn = cardOf('dos-donts')
  await editor.post(`/contents/${drawn.id}/picture`, { sizes: ['square', 'portrait'] })
  const runs = (await editor.get('/runs?state=done')).body.items as { id: string }[]
  const polls = (await editor.get('/polls?state=closed')).body.items as { id: string }[]

  const visitor = await openVisitor(browser, url, { language: 'th' })
  await visitor.enterAs('owner', { enter: doors.owner })
  const { page } = visitor
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.setViewportSize(wide)
  const taken: Buffer[] = []
  const take = async (path: string, prepare?: () => Promise<unknown>) => {
    await visitor.open(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await prepare?.()
    await page.waitForLoadState('networkidle')
    await wait(500)
    taken.push(await page.screenshot())
  }
  await take('/')
  await take('/campaigns/new', () => page.getByText(drawn.title).first().click())
  await take(`/runs/${runs[0]?.id}`)
  await take(`/calendar?month=${daysOn(9, 7).slice(0, 7)}`)
  await take(`/cards/${drawn.id}`, () => page.locator('.picture-thumbnail').nth(1).waitFor())
  await take(`/polls/${polls[0]?.id}`)
  await page.context().close()
  return taken
}
