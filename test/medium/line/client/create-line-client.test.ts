import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLineClient } from '../../../../src/line/client/create-line-client.ts'
import { createFixedToken, type LineTokens } from '../../../../src/line/client/tokens.ts'
import {
  LineArgumentRefused,
  LineContentTooLarge,
  LineMonthlyLimit,
  LineRateLimited,
  LineRejected,
  LineUnauthorized,
  LineUnreachable,
} from '../../../../src/line/errors.ts'
import type { OutgoingMessage } from '../../../../src/line/messages/outgoing-message.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { until } from '../../../support/until.ts'
import { answer, cutBody, hang, reset, slowBody, startFakeLine } from './fake-line.ts'

// Real: HTTP, sockets, the SDK. Played: LINE, by a bare server that misbehaves as told.
const userId = `U${'1'.repeat(32)}`
const groupId = `C${'a'.repeat(32)}`
const retryKey = '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
const messages: OutgoingMessage[] = [{ type: 'text', text: 'ข้อความลับเฉพาะ' }]
const push = { to: userId, messages, retryKey }

let fake: Awaited<ReturnType<typeof startFakeLine>>
beforeEach(async () => {
  fake = await startFakeLine()
})
afterEach(() => fake.stop())

function createClient(own: { tokens?: LineTokens; deadlineMs?: number } = {}) {
  const destination = new PassThrough()
  const lines: string[] = []
  destination.on('data', (line) => lines.push(String(line)))
  const calls: { endpoint: string; status: number | 'none' }[] = []
  const client = createLineClient({
    apiUrl: fake.url,
    dataApiUrl: fake.url,
    tokens: createFixedToken('token-1'),
    log: createLog({ level: 'info', destination }),
    metrics: { observeCall: ({ endpoint, status }) => calls.push({ endpoint, status }) },
    ...own,
  })
  return { client, calls, logText: () => lines.join('') }
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => expect.unreachable(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  )
}

describe('push', () => {
  test('sends messages, retry key and token, and gives the ids back', async () => {
    fake.behave(answer(200, { sentMessages: [{ id: '1', quoteToken: 'q' }] }, { 'x-line-request-id': 'r-1' }))
    const { client } = createClient()
    expect(await client.push({ ...push, notificationDisabled: true })).toEqual({
      outcome: 'accepted',
      requestId: 'r-1',
      sentMessages: [{ id: '1', quoteToken: 'q' }],
    })
    const [request] = fake.seen
    expect(request).toMatchObject({ method: 'POST', path: '/v2/bot/message/push' })
    expect(request!.headers).toMatchObject({ 'x-line-retry-key': retryKey, authorization: 'Bearer token-1' })
    expect(JSON.parse(request!.body)).toEqual({ to: userId, messages, notificationDisabled: true })
  })

  test('[R10] takes 409 as accepted and keeps the id of the try that was', async () => {
    const body = { message: 'The retry key is already accepted', sentMessages: [{ id: '5' }] }
    fake.behave(answer(409, body, { 'x-line-request-id': 'r-2', 'x-line-accepted-request-id': 'r-1' }))
    expect(await createClient().client.push(push)).toEqual({
      outcome: 'accepted',
      requestId: 'r-2',
      acceptedRequestId: 'r-1',
      sentMessages: [{ id: '5' }],
    })
  })

  test.each([400, 403, 404, 413])(
    '[R16] ends in LineRejected on %i, with what LINE complains of, asked once',
    async (status) => {
      const details = [{ message: 'May not be empty', property: 'messages[0].text' }]
      fake.behave(
        answer(status, { message: 'The request body has 1 error(s)', details }, { 'x-line-request-id': 'r-3' }),
      )
      const error = await failureOf(createClient().client.push(push))
      expect(error).toBeInstanceOf(LineRejected)
      expect(error).toMatchObject({ code: 'LINE_REJECTED', httpStatus: status, requestId: 'r-3', details })
      expect(fake.seen).toHaveLength(1)
    },
  )

  test('[R16] ends in LineUnreachable on 500, also when the body is a page of a proxy', async () => {
    fake.behave(answer(500, '<html>Bad gateway</html>'))
    const error = await failureOf(createClient().client.push(push))
    expect(error).toBeInstanceOf(LineUnreachable)
    expect(error).toMatchObject({ code: 'LINE_UNREACHABLE', httpStatus: 500 })
  })

  test('does not follow a redirect: neither token nor words go where LINE is not', async () => {
    const elsewhere = await startFakeLine()
    fake.behave(answer(307, {}, { location: `${elsewhere.url}/v2/bot/message/push` }))
    const failure = await failureOf(createClient().client.push(push))
    await elsewhere.stop()
    expect(failure).toBeInstanceOf(LineUnreachable)
    expect([fake.seen.length, elsewhere.seen.length]).toEqual([1, 0])
  })

  test('[R16] tells the monthly limit from other reasons of 429', async () => {
    fake.behave(
      answer(429, { message: 'You have reached your monthly limit.' }),
      answer(429, { message: 'The API rate limit has been exceeded. Try again later.' }),
    )
    const { client } = createClient()
    expect(await failureOf(client.push(push))).toBeInstanceOf(LineMonthlyLimit)
    expect(await failureOf(client.push(push))).toBeInstanceOf(LineRateLimited)
  })

  test.each([
    ['hangs', hang],
    ['sends its body without end', slowBody],
  ])(
    '[R16] ends in LineUnreachable and closes the connection when LINE %s beyond the deadline',
    async (_, behaviour) => {
      fake.behave(behaviour)
      const startedAt = performance.now()
      const error = await failureOf(createClient({ deadlineMs: 200 }).client.push(push))
      expect(error).toBeInstanceOf(LineUnreachable)
      expect(performance.now() - startedAt).toBeLessThan(2000)
      await until(() => fake.cutCount() === 1, { withinMs: 2000, what: 'the connection is closed' })
    },
  )

  test.each([
    ['resets the connection', reset],
    ['cuts its answer', cutBody],
    ['answers 200 with a page', answer(200, '<html>Sign in to the Wi-Fi</html>')],
  ])('[R16] ends in LineUnreachable when LINE %s', async (_, behaviour) => {
    fake.behave(behaviour)
    const error = await failureOf(createClient().client.push(push))
    expect(error).toBeInstanceOf(LineUnreachable)
    expect((error as LineUnreachable).cause).toBeDefined()
  })

  test('bounds waiting for a token too', async () => {
    const never = new Promise<string>(() => undefined)
    const { client } = createClient({ tokens: { current: () => never, renew: () => never }, deadlineMs: 50 })
    expect(await failureOf(client.push(push))).toBeInstanceOf(LineUnreachable)
    expect(fake.seen).toHaveLength(0)
  })

  test('leaves a fetch of others unbounded', async () => {
    fake.behave(hang)
    const others = fetch(fake.url)
    expect(await failureOf(createClient({ deadlineMs: 50 }).client.push(push))).toBeInstanceOf(LineUnreachable)
    const first = await Promise.race([
      others.then(
        () => 'ended',
        () => 'ended',
      ),
      Promise.resolve('pending'),
    ])
    expect(first).toBe('pending')
    await fake.stop()
    await failureOf(others)
    fake = await startFakeLine()
  })
})

describe('401', () => {
  const refused = answer(401, { message: 'Authentication failed' })

  test('[R16] is tried once more with a renewed token and the same key', async () => {
    fake.behave(refused, answer(200, {}))
    const renewals: string[] = []
    const tokens = {
      current: async () => 'old',
      renew: async (stale: string) => {
        renewals.push(stale)
        return 'new'
      },
    }
    expect(await createClient({ tokens }).client.push(push)).toMatchObject({ outcome: 'accepted' })
    expect(renewals).toEqual(['old'])
    expect(fake.seen.map(({ headers }) => [headers.authorization, headers['x-line-retry-key']])).toEqual([
      ['Bearer old', retryKey],
      ['Bearer new', retryKey],
    ])
  })

  test('[R16] ends in LineUnauthorized when the renewed token is refused as well', async () => {
    fake.behave(refused)
    const tokens = { current: async () => 'old', renew: async () => 'new' }
    expect(await failureOf(createClient({ tokens }).client.push(push))).toBeInstanceOf(LineUnauthorized)
    expect(fake.seen).toHaveLength(2)
  })

  test('ends in LineUnauthorized at once with a fixed token', async () => {
    fake.behave(refused)
    expect(await failureOf(createClient().client.getQuota())).toBeInstanceOf(LineUnauthorized)
    expect(fake.seen).toHaveLength(1)
  })
})

describe('other calls', () => {
  test('multicast sends a retry key, reply and leave send none', async () => {
    fake.behave(answer(200, {}))
    const { client } = createClient()
    await client.multicast({ to: [userId], messages, retryKey })
    await client.reply({ replyToken: 'r', messages })
    await client.leaveGroup(groupId)
    await client.validatePush(messages)
    expect(fake.seen.map(({ path, headers }) => [path, headers['x-line-retry-key']])).toEqual([
      ['/v2/bot/message/multicast', retryKey],
      ['/v2/bot/message/reply', undefined],
      [`/v2/bot/group/${groupId}/leave`, undefined],
      ['/v2/bot/message/validate/push', undefined],
    ])
  })

  test('takes 409 on a reply as refused: it has no retry key', async () => {
    fake.behave(answer(409, { message: 'Conflict' }))
    expect(await failureOf(createClient().client.reply({ replyToken: 'r', messages }))).toBeInstanceOf(LineRejected)
  })

  test('reads what LINE tells, each with its request id', async () => {
    const { client } = createClient()
    const reads: [() => Promise<unknown>, object][] = [
      [() => client.getProfile(userId), { userId, displayName: 'สมชาย' }],
      [() => client.getGroupSummary(groupId), { groupId, groupName: 'กลุ่ม' }],
      [() => client.getGroupMemberCount(groupId), { count: 3 }],
      [() => client.getGroupMember(groupId, userId), { userId, displayName: 'สมชาย' }],
      [() => client.getQuota(), { type: 'limited', value: 300 }],
      [() => client.getQuota(), { type: 'none' }],
      [() => client.getQuotaConsumption(), { totalUsage: 12 }],
      [() => client.getWebhookEndpoint(), { endpoint: 'https://sucharit.example/webhook', active: true }],
      [
        () => client.testWebhook(),
        { success: true, timestamp: '2026-11-22T00:00:00Z', statusCode: 200, reason: 'OK', detail: '200' },
      ],
      [
        () => client.getBotInfo(),
        { userId, basicId: '@a', displayName: 'สุจริต', chatMode: 'bot', markAsReadMode: 'auto' },
      ],
    ]
    for (const [read, body] of reads) {
      fake.behave(answer(200, { ...body, novelty: true }, { 'x-line-request-id': 'r-9' }))
      expect(await read()).toEqual({ ...body, requestId: 'r-9' })
    }
  })

  test('ends in LineUnreachable when an answer has not the shape LINE documents', async () => {
    fake.behave(answer(200, { count: 'many' }))
    expect(await failureOf(createClient().client.getGroupMemberCount(groupId))).toBeInstanceOf(LineUnreachable)
  })

  test('never sends a request for an id, key or token of a wrong shape', async () => {
    fake.behave(answer(200, {}))
    const { client } = createClient()
    const bad = [
      '',
      '../message/quota',
      `U${'1'.repeat(31)}`,
      `u${'1'.repeat(32)}`,
      `${userId}\n`,
      `U${'A'.repeat(32)}`,
    ]
    const calls = bad.flatMap((id) => [
      () => client.push({ ...push, to: id }),
      () => client.multicast({ to: [userId, id], messages, retryKey }),
      () => client.getProfile(id),
      () => client.getGroupSummary(id),
      () => client.getGroupMemberCount(id),
      () => client.getGroupMember(groupId, id),
      () => client.getGroupMember(id, userId),
      () => client.leaveGroup(id),
      () => client.getContent(id),
    ])
    calls.push(
      () => client.getProfile(groupId),
      () => client.getGroupSummary(userId),
      () => client.multicast({ to: [groupId], messages, retryKey }),
      () => client.multicast({ to: [], messages, retryKey }),
      () => client.multicast({ to: Array(501).fill(userId), messages, retryKey }),
      () => client.push({ ...push, retryKey: 'key-1' }),
    )
    for (const call of calls) {
      const error = await failureOf(call())
      expect(error).toBeInstanceOf(LineArgumentRefused)
      expect(String(error)).not.toContain(userId)
    }
    expect(fake.seen).toEqual([])
  })
})

describe('getContent', () => {
  test('fetches the bytes with the token', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0x00, 0x01])
    fake.behave((_, response) =>
      response.writeHead(200, { 'content-type': 'image/jpeg', 'x-line-request-id': 'r-4' }).end(bytes),
    )
    expect(await createClient().client.getContent('4445')).toEqual({
      state: 'ready',
      bytes,
      contentType: 'image/jpeg',
      requestId: 'r-4',
    })
    expect(fake.seen[0]).toMatchObject({
      path: '/v2/bot/message/4445/content',
      headers: { authorization: 'Bearer token-1' },
    })
  })

  test('says so while LINE still prepares it', async () => {
    fake.behave(answer(202, {}))
    expect(await createClient().client.getContent('4445')).toMatchObject({ state: 'preparing' })
  })

  test('ends in LineRejected when it was unsent', async () => {
    fake.behave(answer(410, { message: 'Gone' }))
    expect(await failureOf(createClient().client.getContent('4445'))).toMatchObject({ httpStatus: 410 })
  })

  test('stops reading beyond the size the caller accepts', async () => {
    fake.behave((_, response) => response.writeHead(200).end(Buffer.alloc(2_000_000)))
    expect(await failureOf(createClient().client.getContent('4445', { maxBytes: 1000 }))).toBeInstanceOf(
      LineContentTooLarge,
    )
  })

  test('ends in LineUnreachable when the body is slower than the deadline', async () => {
    fake.behave(slowBody)
    expect(await failureOf(createClient({ deadlineMs: 200 }).client.getContent('4445'))).toBeInstanceOf(LineUnreachable)
  })
})

test('logs and measures each call by its path template, without ids of people, tokens or words', async () => {
  fake.behave(
    answer(200, {}, { 'x-line-request-id': 'r-7' }),
    answer(404, { message: 'Not found' }, { 'x-line-request-id': 'r-8' }),
    reset,
  )
  const { client, calls, logText } = createClient()
  await client.push(push)
  await failureOf(client.getProfile(userId))
  await failureOf(client.getGroupMember(groupId, userId))
  expect(calls).toEqual([
    { endpoint: 'POST /v2/bot/message/push', status: 200 },
    { endpoint: 'GET /v2/bot/profile/{userId}', status: 404 },
    { endpoint: 'GET /v2/bot/group/{groupId}/member/{userId}', status: 'none' },
  ])
  const lines = logText()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { lineRequestId: 'r-7', endpoint: 'POST /v2/bot/message/push', status: 200, ms: expect.any(Number) },
    { lineRequestId: 'r-8', status: 404 },
    { status: 'none' },
  ])
  for (const secret of [userId, groupId, retryKey, 'token-1', 'ข้อความลับเฉพาะ']) expect(logText()).not.toContain(secret)
})

test('leaves no line for a reply that LINE took: it would tell when a vote was thanked for. One that failed is told', async () => {
  fake.behave(answer(200, { sentMessages: [] }), answer(400, { message: 'Invalid reply token' }))
  const { client, calls, logText } = createClient()
  const reply = { replyToken: '0f3779fba3b349968c5d07db31eab56f', messages: push.messages }
  await client.reply(reply)
  expect(logText()).toBe('')
  await failureOf(client.reply(reply))
  expect(logText()).toContain('400')
  expect(calls.map(({ status }) => status)).toEqual([200, 400])
})
