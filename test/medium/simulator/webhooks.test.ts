import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator, testChannel, text } from '../../support/test-simulator.ts'
import { until } from '../../support/until.ts'
import { type ReceivedEvent, signatureOf } from '../../support/webhook-receiver.ts'

let simulator: TestSimulator
beforeAll(async () => {
  simulator = await startTestSimulator()
})
beforeEach(async () => {
  await simulator.control('/reset', {})
  simulator.receiver.received.length = 0
  simulator.receiver.answers.length = 0
})
afterAll(() => simulator.close())

const act = (body: object) => simulator.control('/events', body)
const lastEvent = () => simulator.receiver.events().at(-1) as ReceivedEvent
const reply = (replyToken: string, messages: unknown[] = [text('ตอบ')]) =>
  simulator.line('POST', '/v2/bot/message/reply', { replyToken, messages })
const invalid = [400, { message: 'Invalid reply token' }]

describe('events', () => {
  test('are signed over the exact bytes and shaped as LINE’s', async () => {
    const userId = await simulator.user()
    const outcome = await act({ type: 'message', userId, text: 'สวัสดี 👋' })
    const [webhook] = simulator.receiver.received
    if (!webhook) throw new Error('no webhook came')
    expect(webhook.headers['x-line-signature']).toBe(signatureOf(webhook.raw, testChannel.secret))
    expect(webhook.headers['user-agent']).toBe('LineBotWebhook/2.0')
    expect(webhook.body.destination).toBe((await simulator.state()).bot.userId)
    expect(webhook.body.events).toEqual([
      {
        type: 'message',
        message: { id: outcome.messageId, type: 'text', text: 'สวัสดี 👋', quoteToken: expect.any(String) },
        webhookEventId: outcome.webhookEventId,
        deliveryContext: { isRedelivery: false },
        timestamp: expect.any(Number),
        source: { type: 'user', userId },
        replyToken: expect.stringMatching(/^[0-9a-f]{32}$/),
        mode: 'active',
      },
    ])
    expect(outcome).toMatchObject({ delivered: true, status: 200 })
    expect(outcome.webhookEventId).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  })

  test('of a group carry the writer, a mention of the bot, and nothing once the bot is out', async () => {
    const userId = await simulator.user()
    const groupId = await simulator.group([userId])
    await act({ type: 'message', userId, groupId, text: 'เมนู', mentionBot: true })
    const { bot } = await simulator.state()
    expect(lastEvent()).toMatchObject({
      source: { type: 'group', groupId, userId },
      message: {
        text: '@บอตสุจริต เมนู',
        mention: { mentionees: [{ index: 0, length: 10, type: 'user', userId: bot.userId, isSelf: true }] },
      },
    })
    await act({ type: 'leave', groupId })
    expect(lastEvent()).toMatchObject({ type: 'leave', source: { type: 'group', groupId } })
    expect(lastEvent().replyToken).toBeUndefined()
    const count = simulator.receiver.received.length
    const unheard = await act({ type: 'message', userId, groupId, text: 'ยังอยู่ไหม' })
    expect(unheard).toMatchObject({ webhookEventId: null, delivered: false, status: 0 })
    expect(simulator.receiver.received).toHaveLength(count)
  })

  test('tell of joining and leaving without naming who did it', async () => {
    const [one, two] = [await simulator.user(), await simulator.user()]
    const groupId = await simulator.group([one])
    expect(lastEvent()).toMatchObject({
      type: 'join',
      source: { type: 'group', groupId },
      replyToken: expect.any(String),
    })
    expect(lastEvent().source?.userId).toBeUndefined()
    await simulator.control(`/groups/${groupId}/members`, { userIds: [one, two] })
    expect(lastEvent()).toMatchObject({ type: 'memberJoined', joined: { members: [{ type: 'user', userId: two }] } })
    await act({ type: 'memberLeft', groupId, userId: two })
    expect(lastEvent()).toMatchObject({ type: 'memberLeft', left: { members: [{ type: 'user', userId: two }] } })
    expect(lastEvent().replyToken).toBeUndefined()
  })

  test('tell of following, blocking and coming back', async () => {
    const userId = await simulator.user(false)
    await act({ type: 'follow', userId })
    expect(lastEvent()).toMatchObject({
      type: 'follow',
      follow: { isUnblocked: false },
      replyToken: expect.any(String),
    })
    await act({ type: 'unfollow', userId })
    expect(lastEvent()).toMatchObject({ type: 'unfollow', source: { type: 'user', userId } })
    expect(await act({ type: 'message', userId, text: 'ก' })).toMatchObject({ code: 'IMPOSSIBLE_ON_LINE' })
    await act({ type: 'follow', userId })
    expect(lastEvent()).toMatchObject({ follow: { isUnblocked: true } })
  })

  test('carry postbacks, with the user id left out when the test wants it so', async () => {
    const userId = await simulator.user()
    const groupId = await simulator.group([userId])
    await act({ type: 'postback', userId, data: 'a=1', params: { date: '2026-01-31' } })
    expect(lastEvent()).toMatchObject({ type: 'postback', postback: { data: 'a=1', params: { date: '2026-01-31' } } })
    await act({ type: 'postback', userId, groupId, data: 'a=2', withoutUserId: true })
    expect(lastEvent().source).toEqual({ type: 'group', groupId })
  })

  test('take back a message and its content', async () => {
    const userId = await simulator.user()
    const media = { kind: 'image', contentType: 'image/png', base64: Buffer.from('png').toString('base64') }
    const { messageId } = await act({ type: 'message', userId, media })
    const path = `/v2/bot/message/${messageId}/content`
    const content = await simulator.line('GET', path)
    expect([content.status, content.headers.get('content-type'), content.body.raw]).toEqual([200, 'image/png', 'png'])
    await act({ type: 'unsend', userId, messageId })
    expect(lastEvent()).toMatchObject({ type: 'unsend', unsend: { messageId } })
    expect((await simulator.line('GET', path)).status).toBe(410)
    expect((await simulator.line('GET', '/v2/bot/message/1/content')).status).toBe(404)
  })
})

describe('redelivery', () => {
  test('[R9] repeats an event that got no 2xx, with the same id, marked as such', async () => {
    const userId = await simulator.user()
    simulator.receiver.answers.push(500, 503)
    const outcome = await act({ type: 'message', userId, text: 'ก' })
    expect(outcome).toMatchObject({ delivered: false, status: 500 })
    await until(() => simulator.receiver.events().length === 3, { withinMs: 10_000 })
    const events = simulator.receiver.events()
    expect(events.map(({ deliveryContext }) => deliveryContext.isRedelivery)).toEqual([false, true, true])
    expect(new Set(events.map(({ webhookEventId }) => webhookEventId))).toEqual(new Set([outcome.webhookEventId]))
    const [first, , last] = events
    expect({ ...last, deliveryContext: first?.deliveryContext }).toEqual(first)
  })

  test('waits 2 s for an answer and counts silence as none', async () => {
    const userId = await simulator.user()
    simulator.receiver.answers.push('hang')
    const startedAt = performance.now()
    expect(await act({ type: 'message', userId, text: 'ก' })).toMatchObject({ delivered: false, status: 0 })
    expect(performance.now() - startedAt).toBeGreaterThan(1900)
    await until(() => simulator.receiver.events().length === 2, { withinMs: 5000 })
  })

  test('does not happen when switched off', async () => {
    const userId = await simulator.user()
    await simulator.control('/settings', { redelivery: 'off' })
    simulator.receiver.answers.push(500)
    await act({ type: 'message', userId, text: 'ก' })
    // A later event that fails and is redelivered shows that the first one's time has passed.
    const otherId = await simulator.user()
    await simulator.control('/settings', { redelivery: 'on' })
    simulator.receiver.answers.push(500)
    await act({ type: 'message', userId: otherId, text: 'ข' })
    await until(() => simulator.receiver.events().length === 3, { withinMs: 5000 })
    expect(simulator.receiver.events().filter(({ source }) => source?.userId === userId)).toHaveLength(1)
  })

  test('gives the reply token another minute unless it was used', async () => {
    const userId = await simulator.user()
    simulator.receiver.answers.push(500)
    await act({ type: 'message', userId, text: 'ก' })
    const token = lastEvent().replyToken as string
    simulator.turnClock(59_000)
    await until(() => simulator.receiver.events().length === 2, { withinMs: 5000 })
    simulator.turnClock(30_000)
    expect((await reply(token)).status).toBe(200)
    const again = await reply(token)
    expect([again.status, again.body]).toEqual(invalid)
  })
})

describe('reply tokens', () => {
  async function freshToken(): Promise<{ userId: string; token: string }> {
    const userId = await simulator.user()
    await act({ type: 'message', userId, text: 'ก' })
    return { userId, token: lastEvent().replyToken as string }
  }

  test('are good once, cost nothing, and reach the chat of the event', async () => {
    const { userId, token } = await freshToken()
    await simulator.control('/settings', { quota: 0 })
    expect((await reply(token)).body.sentMessages).toHaveLength(1)
    const again = await reply(token)
    expect([again.status, again.body]).toEqual(invalid)
    expect(await simulator.ledger()).toMatchObject([{ endpoint: 'reply', to: userId, retryKey: null }])
    expect((await simulator.state()).settings.consumption).toBe(0)
  })

  test('let one of ten parallel replies through', async () => {
    const { token } = await freshToken()
    const answers = await Promise.all(Array.from({ length: 10 }, () => reply(token)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await simulator.ledger()).toHaveLength(1)
  })

  test('end after a minute, and an unknown one never was', async () => {
    const { token } = await freshToken()
    simulator.turnClock(60_000)
    for (const one of [token, 'f'.repeat(32)]) {
      const { status, body } = await reply(one)
      expect([status, body]).toEqual(invalid)
    }
  })

  test('survive a refused message', async () => {
    const { token } = await freshToken()
    expect((await reply(token, [text('')])).body.message).toBe('The request body has 1 error(s)')
    expect((await reply(token)).status).toBe(200)
  })
})

describe('the webhook endpoint', () => {
  test('is told nothing while “Use webhook” is off, and not later either', async () => {
    await simulator.control('/settings', { webhook: 'off' })
    expect((await simulator.line('GET', '/v2/bot/channel/webhook/endpoint')).body.active).toBe(false)
    const userId = await simulator.user()
    await simulator.control('/events', { type: 'message', userId, text: 'หนึ่ง' })
    await simulator.control('/settings', { webhook: 'on' })
    await simulator.control('/events', { type: 'message', userId, text: 'สอง' })
    expect(simulator.receiver.events().map(({ message }) => message?.text)).toEqual(['สอง'])
  })

  test('is told, tested with a signed empty body, and moved on this machine only', async () => {
    const path = '/v2/bot/channel/webhook'
    expect((await simulator.line('GET', `${path}/endpoint`)).body).toEqual({
      endpoint: simulator.receiver.url,
      active: true,
    })
    expect((await simulator.line('POST', `${path}/test`)).body).toMatchObject({
      success: true,
      statusCode: 200,
      reason: 'OK',
    })
    const [probe] = simulator.receiver.received
    expect(probe?.body.events).toEqual([])
    expect(probe?.headers['x-line-signature']).toBe(signatureOf(probe?.raw ?? Buffer.alloc(0), testChannel.secret))

    simulator.receiver.answers.push(503)
    expect((await simulator.line('POST', `${path}/test`, {})).body).toMatchObject({
      success: false,
      reason: 'ERROR_STATUS_CODE',
    })
    const closed = { endpoint: 'http://127.0.0.1:9/webhook' }
    expect((await simulator.line('POST', `${path}/test`, closed)).body).toMatchObject({ reason: 'COULD_NOT_CONNECT' })
    for (const endpoint of ['https://example.com/webhook', 'ftp://localhost/x', 'nonsense']) {
      expect((await simulator.line('PUT', `${path}/endpoint`, { endpoint })).status).toBe(400)
    }
    const endpoint = `${simulator.receiver.url}?v=2`
    expect((await simulator.line('PUT', `${path}/endpoint`, { endpoint })).status).toBe(200)
    expect((await simulator.line('GET', `${path}/endpoint`)).body.endpoint).toBe(endpoint)
  })
})
