import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { ulid } from 'ulid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { channelSecret, sign, startWebSystem, type WebSystem } from './web-system.ts'

const userId = `U${'1'.repeat(32)}`
const groupId = `C${'2'.repeat(32)}`
let web: WebSystem
beforeAll(async () => {
  web = await startWebSystem()
})
beforeEach(async () => {
  await web.database.prisma.inboxEvent.deleteMany()
  web.votes.length = 0
})
afterAll(() => web.close())

const event = (over: Record<string, unknown> = {}) => ({
  type: 'message',
  webhookEventId: ulid(),
  timestamp: Date.now(),
  mode: 'active',
  source: { type: 'user', userId },
  replyToken: 'token',
  deliveryContext: { isRedelivery: false },
  message: { id: '1', type: 'text', text: 'สวัสดี' },
  ...over,
})
const bodyOf = (...events: unknown[]) => JSON.stringify({ destination: `U${'0'.repeat(32)}`, events })

describe('[R22] only LINE can post events', () => {
  const body = bodyOf(event())
  const good = sign(body)
  test.each<[string, string, string | undefined]>([
    ['missing', body, undefined],
    ['empty', body, ''],
    ['wrong', body, sign('something else')],
    ['cut', body, good.slice(0, -4)],
    ['with something after it', body, `${good}AAAA`],
    ['not base64', body, '*'.repeat(44)],
    ['of another channel', body, sign(body, 'x'.repeat(32))],
    ['hex instead of base64', body, Buffer.from(good, 'base64').toString('hex')],
    ['of the body before one byte was changed', body.replace('สวัสดี', 'สวัสดิ'), good],
    ['of the body before it was written anew', JSON.stringify(JSON.parse(body), null, 1), good],
    ['of escaped JSON that was unescaped on the way', body, sign(body.replace('ส', '\\u0e2a'))],
    ['of the empty body', body, sign('')],
  ])('signature %s: 401 and no row', async (_name, sent, signature) => {
    const answer = await web.post(sent, { 'x-line-signature': signature })
    expect(answer.status).toBe(401)
    expect(await web.countRows()).toBe(0)
  })

  test('a body that is not JSON and not signed is 401, so that nothing was parsed', async () => {
    expect((await web.post('{', { 'x-line-signature': 'x' })).status).toBe(401)
  })

  test('is told in the log, without a word of what was sent: a secret that was changed shows there', async () => {
    const { length } = web.lines
    await web.post(body, { 'x-line-signature': 'x' })
    const told = web.lines.slice(length)
    expect(told).toEqual([expect.stringContaining('"code":"SIGNATURE_INVALID"')])
    expect(told[0]).not.toContain('สวัสดี')
  })

  test("LINE's own spelling of Thai is signed over its bytes", async () => {
    const escaped = body.replace(/[\u0E00-\u0E7F]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    expect(escaped).not.toBe(body)
    expect((await web.post(escaped)).status).toBe(200)
    expect(await web.countRows()).toBe(1)
  })

  test('a GET is no webhook', async () => {
    expect((await fetch(`${web.url}/webhook`)).status).toBe(404)
  })
})

describe('what is taken', () => {
  test('the Verify button: no events, signed', async () => {
    expect((await web.post(bodyOf())).status).toBe(200)
    expect(await web.countRows()).toBe(0)
  })

  test('200 means stored', async () => {
    const one = event()
    const answer = await web.post(bodyOf(one))
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('')
    expect(await web.row(one.webhookEventId)).toMatchObject({ state: 'stored' })
  })

  test('100 events of several people in a body', async () => {
    const events = Array.from({ length: 100 }, (_, n) =>
      event({ source: { type: 'user', userId: `U${String(n % 7).repeat(32)}` } }),
    )
    expect((await web.post(bodyOf(...events))).status).toBe(200)
    expect(await web.countRows()).toBe(100)
  })

  test('the same body again and again in parallel is one row', async () => {
    const body = bodyOf(event())
    const answers = await Promise.all(Array.from({ length: 20 }, () => web.post(body)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(await web.countRows()).toBe(1)
  })

  test.each(['not json', '', '[]', 'null', '{"events":{}}', '{"destination":"U"}', '{"events":[}'])(
    'signed but no webhook: %j is 400',
    async (body) => {
      const answer = await web.post(body)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ code: 'WEBHOOK_NOT_JSON', status: 400 })
    },
  )
})

describe('[R23] a valid signature does not make data trusted', () => {
  test.each<[string, unknown]>([
    ['an unknown type', event({ type: 'hologram', hologram: { x: 1 } })],
    ['no type', event({ type: undefined })],
    ['lone surrogates', event({ message: { id: '1', type: 'text', text: '\ud800 ก \udfff' } })],
    ['NUL in words', event({ message: { id: '1', type: 'text', text: 'a\0b' } })],
    ['NUL in its id', event({ webhookEventId: 'a\0b' })],
    ['no id', event({ webhookEventId: undefined })],
    ['no source', event({ source: undefined })],
    ['a source of numbers', event({ source: { type: 'user', userId: 7 } })],
    ['standby', event({ mode: 'standby' })],
    ['5,000 characters of emoji', event({ message: { id: '1', type: 'text', text: '🙏'.repeat(2500) } })],
    ['right-to-left', event({ message: { id: '1', type: 'text', text: '\u202eمرحبا' } })],
    ['an impossible time', event({ timestamp: 1e20 })],
    ['a time before 1970', event({ timestamp: -5 })],
    ['a number for an event', 7],
    ['null for an event', null],
  ])('%s: 200, stored once, the neighbour unharmed', async (_name, odd) => {
    const neighbour = event()
    const body = bodyOf(odd, neighbour)
    expect((await web.post(body)).status).toBe(200)
    expect((await web.post(body)).status).toBe(200)
    expect(await web.row(neighbour.webhookEventId)).toMatchObject({ state: 'stored' })
    expect(await web.countRows()).toBeLessThanOrEqual(2)
  })

  test('deep nesting: 200, and the neighbour unharmed', async () => {
    const neighbour = event()
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const body = bodyOf(event({ type: 'x', deep: 'HERE' }), neighbour).replace('"HERE"', deep)
    expect((await web.post(body)).status).toBe(200)
    expect(await web.row(neighbour.webhookEventId)).toMatchObject({ state: 'stored' })
  })

  test('__proto__ in a body changes no prototype', async () => {
    const body = bodyOf(event()).replace('"mode"', '"__proto__":{"polluted":true},"mode"')
    expect((await web.post(body)).status).toBe(200)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('whatever JSON is signed: never above 499', async () => {
    const anyEvent = fc.record(
      {
        type: fc.oneof(fc.constantFrom('message', 'postback', 'follow', 'join', 'unsend'), fc.string(), fc.jsonValue()),
        webhookEventId: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        timestamp: fc.oneof(fc.double(), fc.jsonValue()),
        source: fc.jsonValue(),
        message: fc.jsonValue(),
        postback: fc.record({ data: fc.string({ unit: 'binary' }) }),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.array(anyEvent, { maxLength: 5 }), fc.array(fc.jsonValue())), async (events) => {
        expect((await web.post(bodyOf(...events))).status).toBe(200)
      }),
      { numRuns: 150, seed: 20 },
    )
  })
})

describe('what is on purpose not kept', () => {
  const inGroup = { source: { type: 'group', groupId, userId } }
  test.each<[string, unknown]>([
    ['group talk', event(inGroup)],
    ['an edit in a group', event({ ...inGroup, type: 'messageEdited' })],
    ['a picture in a group', event({ ...inGroup, message: { id: '1', type: 'image' } })],
    ['group talk that mentions somebody else', mention(false)],
    ['talk in a room', event({ source: { type: 'room', roomId: `R${'3'.repeat(32)}` } })],
    ['talk from a source nobody can read', event({ source: { type: 'group', groupId: 'not an id' } })],
    ['group talk whose message is malformed', event({ ...inGroup, message: { text: 7 } })],
    ['group talk without an id', event({ ...inGroup, webhookEventId: undefined })],
  ])('%s leaves no row', async (_name, one) => {
    expect((await web.post(bodyOf(one))).status).toBe(200)
    expect(await web.countRows()).toBe(0)
  })

  test('group talk that mentions the bot, and other events of the group, are kept', async () => {
    const join = event({ ...inGroup, type: 'join', message: undefined })
    expect((await web.post(bodyOf(mention(true), join))).status).toBe(200)
    expect(await web.countRows()).toBe(2)
  })

  test('a vote leaves no row, from a group or from a person: it goes its own way', async () => {
    const vote = { type: 'postback', message: undefined, postback: { data: 'vote/abc?choice=2' } }
    expect((await web.post(bodyOf(event(vote), event({ ...inGroup, ...vote })))).status).toBe(200)
    expect(await web.countRows()).toBe(0)
    expect(web.votes).toHaveLength(2)
  })

  test('a vote that is malformed leaves no row either', async () => {
    const vote = { type: 'postback', message: undefined, timestamp: 'x', postback: { data: 'vote/abc' } }
    expect((await web.post(bodyOf(event(vote)))).status).toBe(200)
    expect(await web.countRows()).toBe(0)
  })

  function mention(isSelf: boolean) {
    const mentions = { mentionees: [{ index: 0, length: 4, type: 'user', isSelf }] }
    return event({ ...inGroup, message: { id: '1', type: 'text', text: '@บอต ช่วยด้วย', mention: mentions } })
  }
})

describe('[R24] size and slowness are bounded', () => {
  test('2 MB is 413, and the connection serves on', async () => {
    const answer = await web.post('x'.repeat(2 * 1024 * 1024))
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' })
    expect((await web.post(bodyOf())).status).toBe(200)
  })

  test('a compressed body is 415: no bomb is ever inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024))
    for (const encoding of ['gzip', 'deflate', 'br'])
      expect((await web.post(bomb, { 'content-encoding': encoding })).status).toBe(415)
  })

  test('a body in chunks without a length is cut at the limit', async () => {
    const sent = request(`${web.url}/webhook`, { method: 'POST', headers: { 'x-line-signature': 'x' } })
    sent.on('error', () => {}) // the server may close while we still write
    const answered = once(sent, 'response')
    for (let n = 0; n < 40; n += 1) sent.write(Buffer.alloc(64 * 1024))
    const [answer] = await answered
    expect(answer.statusCode).toBe(413)
    sent.destroy()
  })

  test('a length that lies above the limit is refused before the bytes come', async () => {
    const { head } = await talk('POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 50000000\r\n\r\n', 3000)
    expect(head).toMatch(/^HTTP\/1.1 413 /)
  })

  test('headers and a body that never end are cut while others are served', async () => {
    const slowHead = talk('POST /webhook HTTP/1.1\r\nhost: x\r\nx-slow: ', 35_000)
    const slowBody = talk('POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{', 60_000)
    expect((await web.post(bodyOf(event()))).status).toBe(200)
    for (const { head } of await Promise.all([slowHead, slowBody])) expect(head).toMatch(/^HTTP\/1.1 408 |^$/)
    expect((await web.post(bodyOf(event()))).status).toBe(200)
  }, 90_000)

  /** Sends bytes on a bare connection; gives what came back once the server closed it or answered. */
  async function talk(bytes: string, withinMs: number): Promise<{ head: string }> {
    const socket = connect(web.port, '127.0.0.1')
    socket.write(bytes)
    let head = ''
    const signal = AbortSignal.timeout(withinMs)
    try {
      await new Promise<void>((done, fail) => {
        signal.addEventListener('abort', () => fail(new Error(`The server kept the connection for ${withinMs} ms.`)))
        socket.on('data', (chunk) => {
          head += chunk.toString()
          done()
        })
        socket.on('close', () => done())
        socket.on('error', () => done())
      })
      return { head }
    } finally {
      socket.destroy()
    }
  }
})

describe('the database away', () => {
  test('503 within 2.5 s, with words and nothing of the inside', async () => {
    const away = await startWebSystem({ databaseUrl: 'postgresql://a:b@127.0.0.1:9/x' })
    try {
      const startedAt = performance.now()
      const answer = await away.post(bodyOf(event()))
      expect(performance.now() - startedAt).toBeLessThan(2500)
      expect(answer.status).toBe(503)
      const text = await answer.text()
      expect(JSON.parse(text)).toMatchObject({ code: 'DATABASE_UNAVAILABLE', status: 503 })
      expect(text).not.toMatch(/ECONN|127\.0\.0\.1|postgres/)
      expect((await fetch(`${away.url}/readyz`)).status).toBe(503)
      expect((await fetch(`${away.url}/healthz`)).status).toBe(200)
    } finally {
      await away.close()
    }
  })

  test('a server that hangs: 503 within 2.5 s too', async () => {
    const { createServer } = await import('node:net')
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as { port: number }
    const away = await startWebSystem({ databaseUrl: `postgresql://a:b@127.0.0.1:${port}/x` })
    try {
      const startedAt = performance.now()
      expect((await away.post(bodyOf(event()))).status).toBe(503)
      expect(performance.now() - startedAt).toBeLessThan(2500)
    } finally {
      await away.close()
      silent.close()
    }
  })

  test('every connection ended at once: what failed is told, what follows is stored', async () => {
    const name = `recover-${randomUUID()}`
    await web.database.pool
      .query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()')
      .catch(() => {}) // it ends its own connection as well
    const one = event({ message: { id: '1', type: 'text', text: name } })
    let status = 0
    for (let n = 0; n < 20 && status !== 200; n += 1) {
      status = (await web.post(bodyOf(one))).status
      expect([200, 503]).toContain(status)
    }
    expect(status).toBe(200)
    expect(await web.countRows()).toBe(1)
  })
})

test('the channel secret is in no log line', () => {
  expect(web.lines.join()).not.toContain(channelSecret)
})
