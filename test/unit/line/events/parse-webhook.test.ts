import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseWebhook } from '../../../../src/line/events/parse-webhook.ts'
import { sortEvents } from '../../../../src/line/events/sort-events.ts'
import { AppError } from '../../../../src/platform/errors.ts'
import {
  botUserId,
  fromGroup,
  fromUser,
  groupId,
  mentionOfBot,
  otherUserId,
  rawEvent,
  rawText,
  roomId,
  toBody,
  userId,
} from './raw-events.ts'

const seed = 20_261_122

function parseOne(raw: unknown) {
  const { events } = parseWebhook(toBody([raw]))
  expect(events).toHaveLength(1)
  return events[0]!
}

describe('parseWebhook on whole bodies', () => {
  test("[R23] reads the Verify button's body without events", () => {
    expect(parseWebhook(toBody([]))).toEqual({ destination: botUserId, events: [] })
  })

  test.each([
    ['empty', ''],
    ['no JSON', 'events=1'],
    ['cut JSON', '{"destination":"U","events":['],
    ['an array', '[]'],
    ['null', 'null'],
    ['a number', '1'],
    ['without events', '{"destination":"U"}'],
    ['with events that are no array', '{"events":{}}'],
  ])('refuses a body that is %s as WEBHOOK_NOT_JSON, without quoting it', (_, text) => {
    const parse = () => parseWebhook(Buffer.from(text))
    expect(parse).toThrow(AppError)
    expect(parse).toThrow(expect.objectContaining({ code: 'WEBHOOK_NOT_JSON', status: 400 }))
    expect(parse).toThrow(expect.not.objectContaining({ cause: expect.anything() }))
  })

  test('[R23] reads 100 events of several people, each by itself', () => {
    const raws = Array.from({ length: 100 }, (_, index) =>
      index % 10 === 0 ? { bad: index } : rawText(`ข้อความ ${index}`),
    )
    const { events } = parseWebhook(toBody(raws))
    expect(events).toHaveLength(100)
    expect(events.filter(({ type }) => type === 'unknown')).toHaveLength(10)
    expect(new Set(events.map(({ webhookEventId }) => webhookEventId)).size).toBe(100)
  })

  test('reads arrays nested 100,000 deep as unknown events', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const { events } = parseWebhook(Buffer.from(`{"destination":"${botUserId}","events":[${deep},${deep}]}`))
    expect(events.map(({ type }) => type)).toEqual(['unknown', 'unknown'])
    expect(events[0]!.webhookEventId).not.toBe(events[1]!.webhookEventId)
  })
})

describe('parseWebhook on events LINE documents', () => {
  test('reads a text message', () => {
    const raw = rawText('@สุจริต ขอเมนู', { source: fromGroup }, { mention: mentionOfBot })
    expect(parseOne(raw)).toEqual({
      type: 'message',
      webhookEventId: raw.webhookEventId,
      happenedAt: new Date(raw.timestamp as number),
      mode: 'active',
      isRedelivery: false,
      source: { kind: 'group', groupId, userId },
      replyToken: 'r'.repeat(32),
      messageId: '444573844083572737',
      messageType: 'text',
      text: '@สุจริต ขอเมนู',
      mentionsBot: true,
      quoteToken: 'q'.repeat(40),
    })
  })

  test('a mention of everybody or of somebody else does not call the bot', () => {
    const mentionees = [
      { index: 0, length: 4, type: 'all' },
      { type: 'user', userId: otherUserId, isSelf: false },
      null,
    ]
    expect(parseOne(rawText('@All', {}, { mention: { mentionees } }))).toMatchObject({ mentionsBot: false })
  })

  test('reads a sticker', () => {
    const message = { id: '1', type: 'sticker', packageId: '446', stickerId: '1988', stickerResourceType: 'STATIC' }
    expect(parseOne(rawEvent('message', { message }))).toMatchObject({
      messageType: 'sticker',
      sticker: { packageId: '446', stickerId: '1988' },
      text: undefined,
    })
  })

  test.each(['image', 'video', 'audio', 'file', 'location'])('reads a message of type %s without a text', (type) => {
    expect(parseOne(rawEvent('message', { message: { id: '7', type, text: 'never read' } }))).toMatchObject({
      type: 'message',
      messageType: type,
      messageId: '7',
      text: undefined,
    })
  })

  test('reads a message of a type made later as other', () => {
    expect(parseOne(rawEvent('message', { message: { id: '7', type: 'hologram' } }))).toMatchObject({
      messageType: 'other',
    })
  })

  const fields: [string, Record<string, unknown>, Record<string, unknown>][] = [
    [
      'messageEdited',
      { source: fromGroup, replyToken: 't', message: { id: '9', type: 'text', text: 'แก้แล้ว', mention: mentionOfBot } },
      { messageId: '9', text: 'แก้แล้ว', mentionsBot: true, replyToken: 't' },
    ],
    ['unsend', { source: fromGroup, unsend: { messageId: '325708' } }, { messageId: '325708' }],
    ['follow', { replyToken: 't', follow: { isUnblocked: true } }, { isUnblocked: true, replyToken: 't' }],
    ['follow', { replyToken: 't' }, { isUnblocked: false }],
    ['unfollow', {}, { source: { kind: 'user', userId } }],
    [
      'join',
      { source: { type: 'group', groupId }, replyToken: 't' },
      { source: { kind: 'group', groupId }, replyToken: 't' },
    ],
    ['leave', { source: { type: 'room', roomId } }, { source: { kind: 'room' } }],
    [
      'memberJoined',
      { source: fromGroup, replyToken: 't', joined: { members: [fromUser, { type: 'user', userId: 'x' }, null] } },
      { userIds: [userId], replyToken: 't' },
    ],
    ['memberLeft', { source: { type: 'group', groupId }, left: { members: [fromUser] } }, { userIds: [userId] }],
    [
      'postback',
      { replyToken: 't', postback: { data: 'menu/1', params: { date: '2026-11-22' } } },
      { data: 'menu/1', params: { date: '2026-11-22' } },
    ],
    ['postback', { source: fromGroup, postback: { data: 'menu/1' } }, { data: 'menu/1', params: {} }],
    ['videoPlayComplete', { replyToken: 't', videoPlayComplete: { trackingId: 'v-1' } }, { trackingId: 'v-1' }],
    [
      'accountLink',
      { source: undefined, link: { result: 'failed', nonce: 'n' } },
      { result: 'failed', nonce: 'n', source: { kind: 'none' } },
    ],
    ['membership', { replyToken: 't', membership: { type: 'renewed', membershipId: 3189 } }, { change: 'renewed' }],
  ]
  test.each(fields)('reads %s (%#)', (type, own, expected) => {
    expect(parseOne(rawEvent(type, own))).toMatchObject({ type, ...expected })
  })

  test('keeps standby mode and redelivery', () => {
    expect(parseOne(rawEvent('unfollow', { mode: 'standby', deliveryContext: { isRedelivery: true } }))).toMatchObject({
      mode: 'standby',
      isRedelivery: true,
    })
  })

  test('ignores properties it does not know', () => {
    const event = parseOne(rawText('a', { novelty: { deep: [1] } }, { shine: true }))
    expect(event.type).toBe('message')
    expect(JSON.stringify(event)).not.toContain('novelty')
  })
})

describe('parseWebhook on events that are strange or malformed', () => {
  test.each([
    'beacon',
    'module',
    'activated',
    'deactivated',
    'botSuspended',
    'botResumed',
    'delivery',
    'greatNewEvent',
    'constructor',
  ])('[R23] reads %s as unknown and keeps nothing of its content', (type) => {
    const event = parseOne(rawEvent(type, { [type]: { word: 'กระซิบ' } }))
    expect(event).toMatchObject({ type: 'unknown', originalType: type, isPrivate: false })
    expect(JSON.stringify(event)).not.toContain('กระซิบ')
  })

  test.each([
    ['a message without content', rawEvent('message')],
    ['a text message without text', rawText('', {}, { text: 5 })],
    ['a postback without data', rawEvent('postback', { postback: {} })],
    ['a follow from a group', rawEvent('follow', { source: fromGroup })],
    ['a join without a group', rawEvent('join', { source: { type: 'group', groupId: 'C1' } })],
    ['no timestamp', rawText('a', { timestamp: undefined })],
    ['a timestamp of the year 9999', rawText('a', { timestamp: 253_402_300_799_000 })],
    ['a text for an event', 'message'],
    ['null', null],
    ['an array', [1]],
  ])('reads %s as unknown', (_, raw) => {
    expect(parseOne(raw)).toMatchObject({ type: 'unknown' })
  })

  test.each([[undefined], [''], ['a'.repeat(65)], ['01K 1'], ['01K\u0000'], [7], [null]])(
    'gives an event whose id is %j the kind unknown and a derived id, the same each time',
    (webhookEventId) => {
      const raw = rawText('a', { webhookEventId })
      const event = parseOne(raw)
      expect(event.type).toBe('unknown')
      expect(event.webhookEventId).toMatch(/^x[0-9a-f]{64}$/)
      expect(parseOne(raw).webhookEventId).toBe(event.webhookEventId)
      expect(parseOne({ ...raw, timestamp: 1 }).webhookEventId).not.toBe(event.webhookEventId)
    },
  )

  test('[R23] takes NUL and lone surrogates out of all texts it keeps', () => {
    const dirty = 'ก\u0000\ud83d ข'
    const raws = [
      rawText(dirty),
      rawEvent('postback', { postback: { data: dirty, params: { [dirty]: dirty } } }),
      rawEvent(dirty),
      rawEvent('accountLink', { link: { result: 'ok', nonce: dirty } }),
    ]
    const written = JSON.stringify(parseWebhook(toBody(raws)))
    expect(written).not.toMatch(/\\u0000|\\ud83d/)
    expect(written).toContain('ก\ufffd ข')
  })

  test(`[R23] never throws and never keeps what PostgreSQL refuses, whatever JSON the events are (seed ${seed})`, () => {
    const types = ['message', 'messageEdited', 'postback', 'follow', 'memberJoined', 'accountLink', 'unheard']
    const hostile = fc.oneof(
      fc.jsonValue({ maxDepth: 6 }),
      fc.record(
        {
          type: fc.oneof(fc.constantFrom(...types), fc.jsonValue()),
          webhookEventId: fc.oneof(fc.constant('01KABC'), fc.string({ unit: 'binary' }), fc.jsonValue()),
          timestamp: fc.oneof(fc.integer(), fc.double(), fc.jsonValue()),
          mode: fc.oneof(fc.constantFrom('active', 'standby'), fc.jsonValue()),
          source: fc.oneof(fc.constantFrom<unknown>(fromUser, fromGroup, { type: 'room' }), fc.jsonValue()),
          message: fc.oneof(
            fc.record({ id: fc.string(), type: fc.constant('text'), text: fc.string({ unit: 'binary' }) }),
            fc.jsonValue(),
          ),
          postback: fc.oneof(
            fc.record({ data: fc.string({ unit: 'binary' }), params: fc.dictionary(fc.string(), fc.string()) }),
            fc.jsonValue(),
          ),
          joined: fc.jsonValue(),
          link: fc.jsonValue(),
          replyToken: fc.jsonValue(),
          deliveryContext: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 5 }), (raws) => {
        const { events } = parseWebhook(toBody(raws))
        expect(events).toHaveLength(raws.length)
        const { votes, dropped, kept } = sortEvents(events)
        expect(votes.length + dropped + kept.length).toBe(raws.length)
        for (const event of events) {
          expect(event.webhookEventId).toMatch(/^[0-9A-Za-z_-]{1,65}$/)
          expect(Number.isNaN(event.happenedAt.getTime())).toBe(false)
        }
        const written = JSON.stringify(events)
        expect(written.isWellFormed() && !/\\u0000|\\ud[89a-f]/.test(written)).toBe(true)
      }),
      { seed, numRuns: 500 },
    )
  })
})
