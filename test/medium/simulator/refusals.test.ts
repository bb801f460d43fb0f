import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listFrameFaults } from '../../support/missing-headers.ts'
import { startTestSimulator, type TestSimulator, text } from '../../support/test-simulator.ts'

let simulator: TestSimulator
beforeAll(async () => {
  simulator = await startTestSimulator()
})
beforeEach(() => simulator.control('/reset', {}))
afterAll(() => simulator.close())

const strangerId = `U${'0'.repeat(31)}1`
const pushPath = '/v2/bot/message/push'

async function expectNothingSent() {
  expect(await simulator.ledger()).toEqual([])
}

describe('access', () => {
  test('refuses a missing, wrong or malformed token with 401 in LINE’s words and a request id', async () => {
    for (const authorization of ['', 'Bearer wrong', 'Basic long-lived-token', 'long-lived-token']) {
      const { status, body, headers } = await simulator.call('GET', '/v2/bot/info', { headers: { authorization } })
      expect([status, body.message]).toEqual([
        401,
        'Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.',
      ])
      expect(headers.get('x-line-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  test('answers 404 for a path LINE does not know and for one not simulated, 405 for a wrong method', async () => {
    for (const path of ['/v2/bot/nosuch', '/v2/bot/insight/followers', '/oauth2/nosuch', '/v2', '/elsewhere']) {
      const { status, body, headers } = await simulator.line('GET', path)
      expect([path, status, body]).toEqual([path, 404, { message: 'Not found' }])
      expect(headers.get('x-line-request-id')).toBeTruthy()
    }
    const wrong = await simulator.line('GET', pushPath)
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test('answers 403 for member ids until the account is verified', async () => {
    const groupId = await simulator.group([await simulator.user()])
    const path = `/v2/bot/group/${groupId}/members/ids`
    const refused = await simulator.line('GET', path)
    expect([refused.status, refused.body.message]).toEqual([
      403,
      'Access to this API is not available for your account',
    ])
    await simulator.control('/settings', { verified: true })
    expect((await simulator.line('GET', path)).body.memberIds).toHaveLength(1)
  })
})

describe('request bodies', () => {
  test('refuses 2 MB and one byte with 413 and stays usable', async () => {
    const tooLarge = 'x'.repeat(2 * 1024 * 1024 + 1)
    // Not fetch: LINE may answer and hang up before all is sent.
    const status = await new Promise((resolve, reject) => {
      const call = request(
        simulator.url + pushPath,
        { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': tooLarge.length } },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      call.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? undefined : reject(error)))
      call.end(tooLarge)
    })
    expect(status).toBe(413)
    expect((await simulator.line('GET', '/v2/bot/info')).status).toBe(200)
  })

  test('refuses what is not JSON, not UTF-8, not declared as JSON or endlessly nested', async () => {
    const notJson = await simulator.line('POST', pushPath, '{"to":')
    expect([notJson.status, notJson.body.message]).toEqual([
      400,
      'The request body could not be parsed as JSON (line: -, column: -)',
    ])
    const form = await simulator.line('POST', pushPath, 'to=x', { 'content-type': 'text/plain' })
    expect([form.status, form.body.message]).toEqual([415, 'The content type, text/plain, is not supported'])
    const deep = `{"to":"${strangerId}","messages":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    expect((await simulator.line('POST', pushPath, deep)).status).toBe(400)
  })

  test('names each unknown, missing and wrong property', async () => {
    const { status, body } = await simulator.line('POST', pushPath, {
      messages: [text('ก')],
      colour: 1,
      notificationDisabled: 'no',
    })
    expect(status).toBe(400)
    expect(body.message).toBe('The request body has 3 error(s)')
    expect(body.details?.map(({ property }) => property).toSorted()).toEqual(['colour', 'notificationDisabled', 'to'])
    expect(body.details).toContainEqual({ message: 'May not be empty', property: 'to' })
  })

  test('refuses a sixth message, none, over-long text and an unknown field inside a message', async () => {
    const to = await simulator.user()
    const six = await simulator.push(
      to,
      Array.from({ length: 6 }, () => text('ก')),
    )
    expect(six.body.details).toEqual([{ message: 'Size must be between 1 and 5', property: 'messages' }])
    expect((await simulator.push(to, [])).status).toBe(400)
    const long = await simulator.push(to, [text('ก'), text('ก'.repeat(5001))])
    expect(long.body.details?.[0]?.property).toBe('messages[1].text')
    expect((await simulator.push(to, [{ ...text('ก'), bogus: 1 }])).body.details?.[0]?.property).toBe(
      'messages[0].bogus',
    )
    await expectNothingSent()
    expect(
      (
        await simulator.push(
          to,
          Array.from({ length: 5 }, () => text('ก'.repeat(5000))),
        )
      ).status,
    ).toBe(200)
  })

  test('gives the validate endpoints the same checks and sends nothing', async () => {
    for (const kind of ['reply', 'push', 'multicast', 'narrowcast', 'broadcast']) {
      const path = `/v2/bot/message/validate/${kind}`
      expect((await simulator.line('POST', path, { messages: [text('ก')] })).body).toEqual({})
      expect((await simulator.line('POST', path, { messages: [text('')] })).status).toBe(400)
      expect((await simulator.line('POST', path, { messages: [text('ก')], to: strangerId })).status).toBe(400)
    }
    await expectNothingSent()
  })
})

describe('recipients', () => {
  test('refuses a push to a malformed id, an unknown person, an unknown group and a group the bot is not in', async () => {
    const userId = await simulator.user()
    const malformed = await simulator.push('U123', [text('ก')])
    expect([malformed.status, malformed.body.message]).toEqual([
      400,
      "The property, 'to', in the request body is invalid (line: -, column: -)",
    ])
    const strangers = [strangerId, `C${'0'.repeat(32)}`, `R${'0'.repeat(32)}`, await simulator.group([userId], false)]
    for (const to of strangers) {
      const { status, body } = await simulator.push(to, [text('ก')])
      expect([status, body]).toEqual([400, { message: 'Failed to send messages' }])
    }
    await expectNothingSent()
  })

  test('answers 200 for people who block the bot or are no friends, without delivering or counting', async () => {
    const [blocker, nonFriend, friend] = [await simulator.user(), await simulator.user(false), await simulator.user()]
    await simulator.control('/events', { type: 'unfollow', userId: blocker })
    for (const to of [blocker, nonFriend]) expect((await simulator.push(to, [text('ก')])).status).toBe(200)
    const to = [blocker, nonFriend, friend]
    expect((await simulator.line('POST', '/v2/bot/message/multicast', { to, messages: [text('ข')] })).status).toBe(200)
    expect((await simulator.ledger()).map((item: { to: unknown }) => item.to)).toEqual([[friend]])
    expect((await simulator.state()).settings.consumption).toBe(1)
  })

  test('lets a push through to a non-friend for 7 days after a 1:1 message', async () => {
    const userId = await simulator.user(false)
    await simulator.control('/events', { type: 'message', userId, text: 'สวัสดี' })
    await simulator.push(userId, [text('ภายใน 7 วัน')])
    expect(await simulator.ledger(`?to=${userId}`)).toHaveLength(1)
    simulator.turnClock(7 * 24 * 60 * 60 * 1000)
    await simulator.push(userId, [text('หลัง 7 วัน')])
    expect(await simulator.ledger(`?to=${userId}`)).toHaveLength(1)
  })

  test('refuses a multicast to groups, to nobody, to 501 people and to one unknown person among known ones', async () => {
    const userId = await simulator.user()
    const groupId = await simulator.group([userId])
    const many = Array.from({ length: 501 }, (_, index) => `U${index.toString(16).padStart(32, '0')}`)
    for (const to of [[groupId], [], many, [userId, strangerId]]) {
      expect((await simulator.line('POST', '/v2/bot/message/multicast', { to, messages: [text('ก')] })).status).toBe(
        400,
      )
    }
    await expectNothingSent()
  })

  test('takes a quote token in its own chat only and a mention of members only', async () => {
    const [userId, otherId] = [await simulator.user(), await simulator.user()]
    const groupId = await simulator.group([userId])
    const quoteToken = (await simulator.push(groupId, [text('ก')])).body.sentMessages?.[0]?.quoteToken
    expect((await simulator.push(groupId, [{ ...text('ข'), quoteToken }])).status).toBe(200)
    expect((await simulator.push(userId, [{ ...text('ข'), quoteToken }])).status).toBe(400)
    const mention = (id: string) => ({
      type: 'textV2',
      text: 'เรียน {who}',
      substitution: { who: { type: 'mention', mentionee: { type: 'user', userId: id } } },
    })
    expect((await simulator.push(groupId, [mention(userId)])).status).toBe(200)
    expect((await simulator.push(groupId, [mention(otherId)])).status).toBe(400)
    expect((await simulator.push(userId, [mention(userId)])).status).toBe(400)
  })
})

describe('people and groups', () => {
  test('shows profiles of friends only, of members also when they are no friends', async () => {
    const [friend, nonFriend] = [await simulator.user(), await simulator.user(false)]
    const groupId = await simulator.group([nonFriend])
    expect((await simulator.line('GET', `/v2/bot/profile/${friend}`)).body).toEqual({
      displayName: 'สมชาย',
      userId: friend,
    })
    expect((await simulator.line('GET', `/v2/bot/profile/${nonFriend}`)).status).toBe(404)
    expect((await simulator.line('GET', '/v2/bot/profile/me')).status).toBe(400)
    expect((await simulator.line('GET', `/v2/bot/group/${groupId}/member/${nonFriend}`)).status).toBe(200)
    expect((await simulator.line('GET', `/v2/bot/group/${groupId}/member/${friend}`)).status).toBe(404)
  })

  test('answers 404 about a group once the bot has left it, and tells of the leaving', async () => {
    const groupId = await simulator.group([await simulator.user(), await simulator.user()])
    expect((await simulator.line('GET', `/v2/bot/group/${groupId}/members/count`)).body).toEqual({ count: 2 })
    expect((await simulator.line('POST', `/v2/bot/group/${groupId}/leave`)).body).toEqual({})
    for (const path of ['summary', 'members/count', `member/${strangerId}`]) {
      expect((await simulator.line('GET', `/v2/bot/group/${groupId}/${path}`)).status).toBe(404)
    }
    expect((await simulator.line('POST', `/v2/bot/group/${groupId}/leave`)).status).toBe(404)
    await expect
      .poll(() => simulator.receiver.events().at(-1))
      .toMatchObject({
        type: 'leave',
        source: { type: 'group', groupId },
      })
  })
})

describe('the control routes', () => {
  function statusWith(headers: Record<string, string>) {
    return new Promise((resolve, reject) => {
      const call = request(`${simulator.url}/_sim/state`, { headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      call.on('error', reject).end()
    })
  }

  test('are closed to foreign pages and to rebound host names', async () => {
    expect(await statusWith({})).toBe(200)
    expect(await statusWith({ origin: simulator.url })).toBe(200)
    expect(await statusWith({ origin: 'https://evil.example' })).toBe(403)
    expect(await statusWith({ origin: 'null' })).toBe(403)
    expect(await statusWith({ host: 'evil.example:80' })).toBe(403)
    expect(await statusWith({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  })

  test('refuse bad input with a code', async () => {
    for (const [path, body] of [
      ['/users', { displayName: '' }],
      ['/users', { displayName: 'ก', userId: 'x' }],
      ['/events', { type: 'nosuch' }],
      ['/faults', [{ endpoint: 'nosuch', mode: 'hang' }]],
      ['/settings', { quota: -1 }],
    ] as const) {
      expect(await simulator.control(path, body)).toMatchObject({ code: 'BAD_INPUT' })
    }
    expect(await simulator.control('/events', { type: 'follow', userId: strangerId })).toMatchObject({
      code: 'NO_SUCH_USER',
    })
    expect((await simulator.call('POST', '/_sim/nosuch')).status).toBe(404)
  })

  test('stand beside the built phone page, served with a content security policy', async () => {
    const webDir = mkdtempSync(join(tmpdir(), 'phone-'))
    writeFileSync(join(webDir, 'index.html'), '<!doctype html>โทรศัพท์')
    const withPage = await startTestSimulator({ webDir })
    const { status, headers, body } = await withPage.call('GET', '/')
    expect([status, body.raw]).toEqual([200, '<!doctype html>โทรศัพท์'])
    expect(headers.get('content-security-policy')).toContain("object-src 'none'")
    expect((await withPage.call('GET', '/nosuch.js')).status).toBe(404)
    await withPage.close()
    rmSync(webDir, { recursive: true })
  })

  test('send the phone page’s headers, and say so when it is not built', async () => {
    const { status, headers, body } = await simulator.call('GET', '/')
    expect([status, body.raw]).toEqual([200, 'The LINE simulator runs. Its phone page is not built.\n'])
    expect(listFrameFaults(headers)).toEqual([])
  })
})

describe('frames', () => {
  const liff = { id: '1000000002-sucharit', loginChannelId: '1000000002', endpointUrl: 'http://localhost:9/liff/' }
  const frameSrc = (headers: Headers) => /frame-src ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1]
  const listPages = (userId: string) => [
    `/liff/${liff.id}?poll=1`,
    `/_sim/liff/open?${new URLSearchParams({ userId, uri: `/liff/${liff.id}` })}`,
  ]

  test('with a real channel nothing of LINE stands in one, and the phone page holds none', async () => {
    const plain = await startTestSimulator({ liff })
    for (const path of ['/', ...listPages(await plain.user())]) {
      const { status, headers } = await plain.call('GET', path)
      expect([path, status, listFrameFaults(headers), frameSrc(headers)]).toEqual([path, 200, [], "'none'"])
    }
    expect((await plain.state()).sheetOrigins).toEqual([])
    await plain.close()
  })

  test('in a demo the phone page holds LINE’s pages and those of the two hosts, which stand in no other frame', async () => {
    const sheetOrigins = ['http://localhost:3000', 'http://127.0.0.1:3001']
    const demo = await startTestSimulator({ liff, sheetOrigins })
    const { port } = new URL(demo.url)
    const own = [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
    for (const path of listPages(await demo.user())) {
      const { status, headers } = await demo.call('GET', path)
      expect([path, status, listFrameFaults(headers, own)]).toEqual([path, 200, []])
    }
    const { headers } = await demo.call('GET', '/')
    expect([listFrameFaults(headers), frameSrc(headers)]).toEqual([[], [...own, ...sheetOrigins].join(' ')])
    for (const path of ['/_sim/state', '/_sim/nosuch']) {
      expect([path, listFrameFaults((await demo.call('GET', path)).headers)]).toEqual([path, []])
    }
    expect((await demo.state()).sheetOrigins).toEqual(sheetOrigins)
    await demo.close()
  })
})

test('a key makes no 400 elsewhere into a stored one: the same key is good after a refusal', async () => {
  const to = await simulator.user()
  const key = randomUUID()
  expect((await simulator.push(to, [text('')], key)).status).toBe(400)
  expect((await simulator.push(to, [text('ก')], key)).status).toBe(200)
})
