import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WebhookEvent } from '../../../../src/line/events/webhook-event.ts'
import { type CampaignOffice, openCampaignOffice, sampleMessage } from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

const sample = sampleMessage('dos-donts') as { data: Record<string, string> }
async function addCard(code: string, title: string, state: 'draft' | 'approved' = 'approved'): Promise<void> {
  const data = { ...sample.data, title }
  await office.database.prisma.content.create({ data: { code, title, template: 'dos-donts', data, state } })
}

async function mention(groupId: string, text: string): Promise<string> {
  const source = { kind: 'group', groupId, userId: `U${'0'.repeat(32)}` }
  const event = { id: randomUUID(), type: 'message', mode: 'active', happenedAt: office.clock.now(), replyToken: 'r' }
  return JSON.stringify(
    await office.transaction((tx) =>
      office.bot.handle({ ...event, source, text, mentionsBot: true } as unknown as WebhookEvent, tx),
    ),
  )
}

test('a mention with วันนี้ is answered with the day’s approved card, the next one tomorrow', async () => {
  const group = office.chatIdOf(await office.addGroup())
  expect(await mention(group, '@บอต วันนี้')).toContain('บอตสุจริต')
  await addCard('a', 'การ์ด ก')
  await addCard('b', 'การ์ด ข')
  await addCard('c', 'ฉบับร่าง', 'draft')
  const asked = ['@บอต วันนี้', '@สุจริต สำนักงาน ก.พ.ร. วันนี้', 'วันนี้ @บอต', '@บอต เรื่องวันนี้ ']
  const [today, ...same] = await Promise.all(asked.map((text) => mention(group, text)))
  expect(today).toMatch(/การ์ด [กข]/)
  for (const answer of same) expect(answer).toBe(today)
  office.turnClock(86_400_000)
  const tomorrow = await mention(group, '@บอต วันนี้')
  expect(tomorrow).toMatch(/การ์ด [กข]/)
  expect(tomorrow).not.toBe(today)
  expect(await office.database.prisma.run.count()).toBe(0)
})

test('any other mention, and a group nobody has approved, hears what the bot is', async () => {
  await addCard('d', 'การ์ด ง')
  const group = office.chatIdOf(await office.addGroup())
  expect(await mention(group, '@บอต วันนี้ใครเข้าเวรบ้าง')).toContain('บอตสุจริต')
  const pending = await office.simulator.group([await office.simulator.user()])
  expect(await mention(pending, '@บอต วันนี้')).toContain('บอตสุจริต')
})
