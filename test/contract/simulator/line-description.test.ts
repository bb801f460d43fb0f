import { existsSync, readFileSync } from 'node:fs'
import { HTTPFetchError, LineBotClient } from '@line/bot-sdk'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator, testChannel, text } from '../../support/test-simulator.ts'

const schemaPath = new URL('../../../../shared/line-openapi/messaging-api.strict.schema.json', import.meta.url)
const hasSchema = existsSync(schemaPath)
if (!hasSchema) console.warn('LINE’s API description is not here: the simulator’s answers are not compared with it.')

let simulator: TestSimulator
let userId: string
let groupId: string
beforeAll(async () => {
  simulator = await startTestSimulator()
  userId = await simulator.user()
  groupId = await simulator.group([userId])
})
afterAll(() => simulator.close())

describe.skipIf(!hasSchema)('answers have the shape LINE’s description gives them', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  if (hasSchema) ajv.addSchema(JSON.parse(readFileSync(schemaPath, 'utf8')), 'line')

  function expectShape(name: string, body: unknown) {
    const check = ajv.getSchema(`line#/$defs/${name}`)
    if (!check) throw new Error(`LINE's description has no ${name}`)
    expect([check(body), check.errors]).toEqual([true, null])
  }

  test('of sending', async () => {
    expectShape('PushMessageResponse', (await simulator.push(userId, [text('ก'), text('ข')])).body)
    await simulator.control('/events', { type: 'message', userId, text: 'ก' })
    const { replyToken } = simulator.receiver.events().at(-1) ?? {}
    const reply = await simulator.line('POST', '/v2/bot/message/reply', { replyToken, messages: [text('ก')] })
    expectShape('ReplyMessageResponse', reply.body)
    const multicast = { to: [userId], messages: [text('ก')] }
    expectShape('MulticastResponse', (await simulator.line('POST', '/v2/bot/message/multicast', multicast)).body)
  })

  test('of reading', async () => {
    await simulator.control('/settings', { quota: 300, verified: true })
    for (const [name, path] of [
      ['BotInfoResponse', '/v2/bot/info'],
      ['UserProfileResponse', `/v2/bot/profile/${userId}`],
      ['GetFollowersResponse', '/v2/bot/followers/ids'],
      ['GroupSummaryResponse', `/v2/bot/group/${groupId}/summary`],
      ['GroupMemberCountResponse', `/v2/bot/group/${groupId}/members/count`],
      ['GroupUserProfileResponse', `/v2/bot/group/${groupId}/member/${userId}`],
      ['MembersIdsResponse', `/v2/bot/group/${groupId}/members/ids`],
      ['MessageQuotaResponse', '/v2/bot/message/quota'],
      ['QuotaConsumptionResponse', '/v2/bot/message/quota/consumption'],
      ['GetWebhookEndpointResponse', '/v2/bot/channel/webhook/endpoint'],
    ] as const) {
      expectShape(name, (await simulator.line('GET', path)).body)
    }
    expectShape('TestWebhookEndpointResponse', (await simulator.line('POST', '/v2/bot/channel/webhook/test', {})).body)
  })

  test('of refusing', async () => {
    const key = '99999999-2222-4333-8444-555555555555'
    await simulator.push(userId, [text('ก')], key)
    for (const answer of [
      await simulator.push(userId, [text('')]),
      await simulator.push('x', [text('ก')]),
      await simulator.push(userId, [text('ก')], key),
      await simulator.line('GET', '/v2/bot/nosuch'),
      await simulator.line('PUT', '/v2/bot/info', {}),
      await simulator.call('GET', '/v2/bot/info'),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expectShape('ErrorResponse', answer.body)
    }
  })

  test('takes no push that LINE’s description refuses', async () => {
    const check = ajv.getSchema('line#/$defs/PushMessageRequest')
    const messages = [text('ก')]
    for (const body of [
      { messages },
      { to: userId },
      { to: userId, messages: [] },
      { to: userId, messages: [{ type: 'nosuch' }] },
      { to: userId, messages, bogus: 1 },
      { to: userId, messages, notificationDisabled: 'yes' },
      { to: userId, messages, customAggregationUnits: [1] },
      { to: 7, messages },
    ]) {
      expect(check?.(body)).toBe(false)
      expect((await simulator.line('POST', '/v2/bot/message/push', body)).status).toBe(400)
    }
  })
})

describe('LINE’s own client', () => {
  const client = () =>
    LineBotClient.fromChannelAccessToken({
      channelAccessToken: testChannel.accessToken,
      apiBaseURL: simulator.url,
      dataApiBaseURL: simulator.url,
    })

  test('pushes, sees the request id, and finds 409 with the first answer under the same key', async () => {
    const key = '88888888-2222-4333-8444-555555555555'
    const send = () => client().pushMessageWithHttpInfo({ to: groupId, messages: [{ type: 'text', text: 'ก' }] }, key)
    const first = await send()
    expect(first.httpResponse.headers.get('x-line-request-id')).toBeTruthy()
    const second = await send().catch((error: unknown) => error)
    if (!(second instanceof HTTPFetchError)) throw new Error('the second push was not refused')
    expect(second.status).toBe(409)
    expect(second.headers.get('x-line-accepted-request-id')).toBe(first.httpResponse.headers.get('x-line-request-id'))
    expect(JSON.parse(second.body).sentMessages).toEqual(first.body.sentMessages)
  })

  test('reads profiles, groups, quota, the bot and content, and replies', async () => {
    expect((await client().getProfile(userId)).displayName).toBe('สมชาย')
    expect((await client().getGroupSummary(groupId)).groupName).toBe('กลุ่มทดสอบ')
    expect((await client().getGroupMemberCount(groupId)).count).toBe(1)
    expect((await client().getMessageQuota()).type).toBeDefined()
    expect((await client().getBotInfo()).chatMode).toBe('bot')
    const media = { kind: 'image', contentType: 'image/png', base64: Buffer.from('png').toString('base64') }
    const { messageId } = await simulator.control('/events', { type: 'message', userId, media })
    const stream = await client().getMessageContent(messageId)
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(Buffer.from(chunk))
    expect(Buffer.concat(chunks).toString()).toBe('png')
    const { replyToken = '' } = simulator.receiver.events().at(-1) ?? {}
    expect(
      (await client().replyMessage({ replyToken, messages: [{ type: 'text', text: 'ก' }] })).sentMessages,
    ).toHaveLength(1)
  })
})
