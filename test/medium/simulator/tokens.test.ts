import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator } from '../../support/test-simulator.ts'

let simulator: TestSimulator
beforeAll(async () => {
  simulator = await startTestSimulator()
})
beforeEach(() => simulator.control('/reset', {}))
afterAll(() => simulator.close())

const ours = { grant_type: 'client_credentials', client_id: '1234567890', client_secret: 'a'.repeat(32) }
const headers = { 'content-type': 'application/x-www-form-urlencoded' }
const post = (path: string, fields: Record<string, string>) =>
  simulator.call('POST', path, { headers, body: new URLSearchParams(fields).toString() })
const statusWith = async (token: string) =>
  (await simulator.call('GET', '/v2/bot/info', { headers: { authorization: `Bearer ${token}` } })).status

test('a stateless token is good for 15 minutes and no one else can make one', async () => {
  const { status, body } = await post('/oauth2/v3/token', ours)
  expect([status, body.token_type, body.expires_in]).toEqual([200, 'Bearer', 899])
  expect(await statusWith(body.access_token)).toBe(200)
  const [payload, mac] = body.access_token.split('.')
  expect(await statusWith(`${(Number.parseInt(payload, 36) + 1).toString(36)}.${mac}`)).toBe(401)
  simulator.turnClock(15 * 60_000)
  expect(await statusWith(body.access_token)).toBe(401)
})

test('the 31st short-lived token revokes the oldest', async () => {
  const tokens: string[] = []
  for (let index = 0; index < 31; index += 1) tokens.push((await post('/v2/oauth/accessToken', ours)).body.access_token)
  expect(await statusWith(tokens[0] as string)).toBe(401)
  expect(await statusWith(tokens[1] as string)).toBe(200)
  expect(await statusWith(tokens[30] as string)).toBe(200)
  expect((await post('/v2/oauth/revoke', { access_token: tokens[1] as string })).status).toBe(200)
  expect(await statusWith(tokens[1] as string)).toBe(401)
  simulator.turnClock(30 * 24 * 60 * 60 * 1000)
  expect(await statusWith(tokens[30] as string)).toBe(401)
})

test('tokens are verified, unknown ones refused', async () => {
  const { access_token } = (await post('/oauth2/v3/token', ours)).body
  const verified = await post('/v2/oauth/verify', { access_token })
  expect(verified.body).toMatchObject({ client_id: '1234567890', expires_in: expect.any(Number) })
  expect((await simulator.call('GET', `/oauth2/v2.1/verify?access_token=${access_token}`)).status).toBe(200)
  expect((await post('/v2/oauth/verify', { access_token: 'wrong' })).body.error).toBe('invalid_request')
})

test('wrong credentials, missing fields and other content types are refused', async () => {
  for (const path of ['/oauth2/v3/token', '/v2/oauth/accessToken']) {
    expect((await post(path, { ...ours, client_secret: 'wrong' })).body.error).toBe('invalid_client')
    expect((await post(path, { ...ours, client_id: '1' })).status).toBe(400)
    expect((await post(path, { client_id: ours.client_id })).body.error).toBe('invalid_request')
    expect((await simulator.call('POST', path, { body: ours })).status).toBe(415)
  }
})
