import { beforeEach, describe, expect, test } from 'vitest'
import { type Bot, createBot } from '../../../src/bot/create-bot.ts'
import { postbackData, readPostbackData } from '../../../src/bot/postback-data.ts'
import { parseWebhook } from '../../../src/line/events/parse-webhook.ts'
import type { WebhookEvent } from '../../../src/line/events/webhook-event.ts'
import type { OutgoingMessage } from '../../../src/line/messages/outgoing-message.ts'
import type { Tx } from '../../../src/platform/db/open-database.ts'
import { StartError } from '../../../src/platform/errors.ts'

const userId = `U${'a'.repeat(32)}`
const tx = {} as Tx
const say = (text: string) => ({ type: 'text', text }) as OutgoingMessage
let bot: Bot

beforeEach(() => {
  bot = createBot()
})

function event(fields: Record<string, unknown>): WebhookEvent {
  const raw = {
    webhookEventId: '01FZ74A0TDDPYRVKNK77XKC3ZR',
    timestamp: 1_700_000_000_000,
    mode: 'active',
    source: { type: 'user', userId },
    deliveryContext: { isRedelivery: false },
    replyToken: 'reply-token',
    ...fields,
  }
  return parseWebhook(Buffer.from(JSON.stringify({ events: [raw] }))).events[0] as WebhookEvent
}
const follow = () => event({ type: 'follow', follow: { isUnblocked: false } })
const words = (text: string) => event({ type: 'message', message: { id: '1', type: 'text', text } })
const tap = (data: string) => event({ type: 'postback', postback: { data } })

describe('the router', () => {
  test('runs all handlers of a type in the order they were added, in the transaction it is given', async () => {
    const seen: string[] = []
    bot.on('follow', async (context) => {
      expect(context.tx).toBe(tx)
      seen.push('first')
    })
    bot.on('follow', async () => void seen.push('second'))
    bot.on('unfollow', async () => void seen.push('other type'))
    expect(await bot.handle(follow(), tx)).toEqual({ kind: 'handled' })
    expect(seen).toEqual(['first', 'second'])
  })

  test('gives a postback to the handler of its name, with its values', async () => {
    const seen: unknown[] = []
    bot.onPostback('notice.accept', async (_context, values) => void seen.push(Object.fromEntries(values)))
    await bot.handle(tap(postbackData('notice.accept', { version: '1', unit: 'กอง ก' })), tx)
    expect(seen).toEqual([{ version: '1', unit: 'กอง ก' }])
  })

  test('refuses at the start a second handler for one postback and names the remedy', () => {
    bot.onPostback('menu', async () => {})
    expect(() => bot.onPostback('menu', async () => {})).toThrow(StartError)
    expect(() => bot.onPostback('menu', async () => {})).toThrow(/"menu".*Rename/)
  })

  test('asks text handlers in order until one has answered', async () => {
    const asked: string[] = []
    bot.onText(async (_context, text) => {
      asked.push('a')
      return text === 'a'
    })
    bot.onText(async () => {
      asked.push('b')
      return true
    })
    bot.onText(async () => {
      asked.push('c')
      return true
    })
    await bot.handle(words('x'), tx)
    expect(asked).toEqual(['a', 'b'])
  })

  test.each([
    ['a postback nobody knows', () => tap('vanished?x=1')],
    ['words nobody answers', () => words('สวัสดี')],
    [
      'a sticker where only text is listened to',
      () => event({ type: 'message', message: { id: '1', type: 'sticker' } }),
    ],
    ['a type without handlers', () => follow()],
  ])('skips %s', async (_name, make) => {
    bot.onText(async () => false)
    bot.onPostback('menu', async () => {})
    expect(await bot.handle(make(), tx)).toEqual({ kind: 'skipped' })
  })

  test('names like those of Object.prototype are no routes', async () => {
    for (const name of ['constructor', '__proto__', 'toString'])
      expect(await bot.handle(tap(name), tx)).toEqual({ kind: 'skipped' })
  })

  test('lets a failing handler fail: the inbox rolls back and tries again', async () => {
    bot.on('follow', async () => {
      throw new Error('the database is away')
    })
    await expect(bot.handle(follow(), tx)).rejects.toThrow('away')
  })
})

describe('what is passed over', () => {
  test('stays silent in standby, where another module serves the chat', async () => {
    bot.on('follow', async () => expect.unreachable())
    const standby = event({ type: 'follow', mode: 'standby', follow: { isUnblocked: false } })
    expect(await bot.handle(standby, tx)).toEqual({ kind: 'skipped' })
  })

  test('skips an unknown type', async () => {
    expect(await bot.handle(event({ type: 'beacon' }), tx)).toEqual({ kind: 'skipped' })
  })
})

describe('the reply', () => {
  test('is one, of all that the handlers said', async () => {
    bot.on('follow', async ({ reply }) => reply(say('1'), say('2')))
    bot.on('follow', async ({ reply }) => reply(say('3')))
    expect(await bot.handle(follow(), tx)).toEqual({
      kind: 'handled',
      reply: { replyToken: 'reply-token', messages: [say('1'), say('2'), say('3')] },
    })
  })

  test('carries at most the 5 messages that LINE takes', async () => {
    bot.on('follow', async ({ reply }) => reply(...['1', '2', '3', '4', '5', '6'].map(say)))
    const outcome = await bot.handle(follow(), tx)
    expect(outcome).toMatchObject({ reply: { messages: ['1', '2', '3', '4', '5'].map(say) } })
  })

  test('is left out where the event has no reply token', async () => {
    bot.on('unfollow', async ({ reply }) => reply(say('ลาก่อน')))
    expect(await bot.handle(event({ type: 'unfollow', replyToken: undefined }), tx)).toEqual({ kind: 'handled' })
  })
})

describe('postback data', () => {
  test('comes back as it was written', () => {
    const { name, values } = readPostbackData(postbackData('unit.pick', { id: 'ก&ข=ค?', page: '2' }))
    expect(name).toBe('unit.pick')
    expect([...values]).toEqual([
      ['id', 'ก&ข=ค?'],
      ['page', '2'],
    ])
  })

  test('may be a name alone', () => {
    expect(postbackData('menu')).toBe('menu')
    expect([...readPostbackData('menu').values]).toEqual([])
  })
})
