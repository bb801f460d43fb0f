import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator, text } from '../../support/test-simulator.ts'

let simulator: TestSimulator
beforeAll(async () => {
  simulator = await startTestSimulator()
})
beforeEach(() => simulator.control('/reset', {}))
afterAll(() => simulator.close())

const multicast = (to: string[], key?: string) =>
  simulator.line(
    'POST',
    '/v2/bot/message/multicast',
    { to, messages: [text('ก')] },
    key ? { 'x-line-retry-key': key } : {},
  )

describe('the ledger', () => {
  test('keeps messages as they were sent: Thai, emoji, spaces, markup', async () => {
    const to = await simulator.user()
    const messages = [text('  น้ำใจ ๑๒๓ \n\t👩‍👩‍👧 “ก้ํ” \\u0e01 </script>  '), text('2')]
    const sent = await simulator.push(to, messages, '11111111-2222-4333-8444-555555555555')
    expect(await simulator.ledger()).toEqual([
      {
        id: sent.body.sentMessages?.[0]?.id,
        endpoint: 'push',
        to,
        messages,
        retryKey: '11111111-2222-4333-8444-555555555555',
        requestId: sent.headers.get('x-line-request-id'),
        notificationDisabled: false,
        at: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ])
  })

  test('lists by recipient, also one of a multicast, and since a time', async () => {
    const [one, other] = [await simulator.user(), await simulator.user()]
    await multicast([one, other])
    simulator.turnClock(5000)
    const since = new Date(Date.now() + 5000 - 1000).toISOString()
    await simulator.push(one, [text('ข')])
    expect(await simulator.ledger(`?to=${one}`)).toHaveLength(2)
    expect(await simulator.ledger(`?to=${other}`)).toMatchObject([{ endpoint: 'multicast', to: [one, other] }])
    expect(await simulator.ledger(`?to=${one}&since=${since}`)).toMatchObject([{ endpoint: 'push' }])
    expect((await simulator.call('GET', '/_sim/ledger?since=yesterday')).status).toBe(400)
  })

  test('shows a chat with what the bot sent and what people typed, in order', async () => {
    const userId = await simulator.user()
    await simulator.push(userId, [text('หนึ่ง'), text('สอง')])
    const { messageId } = await simulator.control('/events', { type: 'message', userId, text: 'สาม' })
    await simulator.push(userId, [text('สี่')])
    const list = async () => (await simulator.call('GET', `/_sim/chats/${userId}/messages`)).body.items
    expect(
      (await list()).map((item: { from: string; message: { text: string } }) => [item.from, item.message.text]),
    ).toEqual([
      ['bot', 'หนึ่ง'],
      ['bot', 'สอง'],
      [userId, 'สาม'],
      ['bot', 'สี่'],
    ])
    await simulator.control('/events', { type: 'unsend', userId, messageId })
    expect((await list())[2]).toMatchObject({ kind: 'notice', message: { text: 'สมชาย ยกเลิกข้อความ' } })
  })

  test('tells open phones which chat has changed', async () => {
    const userId = await simulator.user()
    const leave = new AbortController()
    const response = await fetch(`${simulator.url}/_sim/stream`, { signal: leave.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe(': open\n\n')
    await simulator.push(userId, [text('ก')])
    expect((await reader?.read())?.value).toBe(`data: ${JSON.stringify({ chatId: userId })}\n\n`)
    leave.abort()
  })
})

describe('retry keys', () => {
  test('[R10] answer 409 with the first request’s id and message ids, and send nothing again', async () => {
    const to = await simulator.user()
    const key = randomUUID()
    const first = await simulator.push(to, [text('ก')], key)
    const second = await simulator.push(to, [text('ก')], key)
    expect([second.status, second.body]).toEqual([
      409,
      { message: 'The retry key is already accepted', sentMessages: first.body.sentMessages },
    ])
    expect(second.headers.get('x-line-accepted-request-id')).toBe(first.headers.get('x-line-request-id'))
    expect(second.headers.get('x-line-request-id')).not.toBe(first.headers.get('x-line-request-id'))
    expect(await simulator.ledger()).toHaveLength(1)
  })

  test('answer 409 without message ids for a multicast', async () => {
    const to = [await simulator.user()]
    const key = randomUUID()
    expect((await multicast(to, key)).body).toEqual({})
    expect((await multicast(to, key)).body).toEqual({ message: 'The retry key is already accepted' })
  })

  test('[R10] let one of twenty parallel requests through', async () => {
    const to = await simulator.user()
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 20 }, () => simulator.push(to, [text('ก')], key)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(409)])
    expect(await simulator.ledger()).toHaveLength(1)
  })

  test('are forgotten after 24 h: the same key sends again', async () => {
    const to = await simulator.user()
    const key = randomUUID()
    await simulator.push(to, [text('ก')], key)
    simulator.turnClock(24 * 60 * 60 * 1000 - 5000)
    expect((await simulator.push(to, [text('ก')], key)).status).toBe(409)
    simulator.turnClock(5001)
    expect((await simulator.push(to, [text('ก')], key)).status).toBe(200)
    expect(await simulator.ledger()).toHaveLength(2)
  })

  test('are refused when they are no UUID, and on every endpoint that takes none', async () => {
    const to = await simulator.user()
    expect((await simulator.push(to, [text('ก')], 'delivery-1')).status).toBe(400)
    const headers = { 'x-line-retry-key': randomUUID() }
    const body = { messages: [text('ก')] }
    expect((await simulator.line('POST', '/v2/bot/message/reply', { ...body, replyToken: 'x' }, headers)).status).toBe(
      400,
    )
    expect((await simulator.line('POST', '/v2/bot/message/validate/push', body, headers)).status).toBe(400)
    expect((await simulator.line('GET', '/v2/bot/info', undefined, headers)).status).toBe(400)
    expect(await simulator.ledger()).toEqual([])
  })
})

describe('the quota', () => {
  const quota = async () => (await simulator.line('GET', '/v2/bot/message/quota')).body
  const usage = async () => (await simulator.line('GET', '/v2/bot/message/quota/consumption')).body.totalUsage

  test('counts the members of a group, not the message objects, and refuses what goes over it', async () => {
    const members = [await simulator.user(), await simulator.user(false), await simulator.user()]
    const groupId = await simulator.group(members)
    expect(await quota()).toEqual({ type: 'none' })
    await simulator.control('/settings', { quota: 5 })
    expect(await quota()).toEqual({ type: 'limited', value: 5 })
    expect((await simulator.push(groupId, [text('1'), text('2')])).status).toBe(200)
    expect(await usage()).toBe(3)
    const over = await simulator.push(groupId, [text('3')])
    expect([over.status, over.body]).toEqual([429, { message: 'You have reached your monthly limit.' }])
    expect((await multicast([members[0] as string, members[2] as string])).status).toBe(200)
    expect(await usage()).toBe(5)
    expect(await simulator.ledger()).toHaveLength(2)
  })

  test('answers a repeated key with 409 also when the quota is used up', async () => {
    const to = await simulator.user()
    const key = randomUUID()
    await simulator.control('/settings', { quota: 1 })
    await simulator.push(to, [text('ก')], key)
    expect((await simulator.push(to, [text('ก')], key)).status).toBe(409)
    expect((await simulator.push(to, [text('ก')])).status).toBe(429)
  })

  test('starts anew with the month', async () => {
    await simulator.control('/settings', { quota: 1, consumption: 1 })
    const to = await simulator.user()
    expect((await simulator.push(to, [text('ก')])).status).toBe(429)
    simulator.turnClock(31 * 24 * 60 * 60 * 1000)
    expect((await simulator.push(to, [text('ก')])).status).toBe(200)
    expect(await usage()).toBe(1)
  })
})

describe('rate limits', () => {
  test('refuse the call after a full bucket, per endpoint, and never when switched off', async () => {
    const send = (count: number) => Promise.all(Array.from({ length: count }, () => simulator.line('POST', path, {})))
    const path = '/v2/bot/channel/webhook/test'
    const statuses = (await send(61)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
    const refused = await simulator.line('POST', path, {})
    expect([refused.status, refused.body]).toEqual([
      429,
      { message: 'The API rate limit has been exceeded. Try again later.' },
    ])
    expect((await simulator.line('GET', '/v2/bot/info')).status).toBe(200)
    // A minute of an hour's 60 gives back one.
    simulator.turnClock(60_000)
    expect((await send(2)).map(({ status }) => status).toSorted()).toEqual([200, 429])
    await simulator.control('/settings', { limits: 'off' })
    expect((await simulator.line('POST', path, {})).status).toBe(200)
  })
})
