import { createHash, randomBytes } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator } from '../../support/test-simulator.ts'

const channel = { channelId: '1000000002', secret: 'b'.repeat(32), callbackUrls: ['https://office.example/back'] }
const verifier = randomBytes(32).toString('base64url')

let line: TestSimulator
let user: string
beforeAll(async () => {
  line = await startTestSimulator({ login: channel })
  user = await line.user()
})
afterAll(() => line.close())

const asked = {
  response_type: 'code',
  client_id: channel.channelId,
  redirect_uri: 'https://office.example/back',
  state: 'st',
  scope: 'openid',
  nonce: 'no',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
}

const authorize = (query: Record<string, string>, cookie = '') =>
  fetch(`${line.url}/oauth2/v2.1/authorize?${new URLSearchParams(query)}`, { redirect: 'manual', headers: { cookie } })

async function allow(over: Record<string, string> = {}): Promise<URLSearchParams> {
  const answer = await authorize({ ...asked, ...over, sim_user: user, sim_choice: 'allow' })
  expect(answer.status).toBe(302)
  return new URL(answer.headers.get('location') as string).searchParams
}

async function exchange(code: string | null, over: Record<string, string> = {}) {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: asked.redirect_uri,
    client_id: channel.channelId,
    client_secret: channel.secret,
    code_verifier: verifier,
    ...over,
  })
  const response = await fetch(`${line.url}/oauth2/v2.1/token`, { method: 'POST', body })
  return { status: response.status, body: await response.json() }
}

describe('the page of consent', () => {
  test('asks who is there, then whether the app may know, and sends back a code with the state', async () => {
    expect(await (await authorize(asked)).text()).toContain('โปรดเลือกว่าท่านเป็นผู้ใด')
    expect(await (await authorize({ ...asked, sim_user: user })).text()).toContain('รหัสผู้ใช้ (openid)')
    const sent = await allow()
    expect(sent.get('state')).toBe('st')
    expect(sent.get('code')).toMatch(/^[\w-]{20}$/)
  })

  test('sends back access_denied when the person does not allow it', async () => {
    const answer = await authorize({ ...asked, sim_choice: 'deny' })
    const sent = new URL(answer.headers.get('location') as string).searchParams
    expect([sent.get('error'), sent.get('state'), sent.get('code')]).toEqual(['access_denied', 'st', null])
  })

  test('knows whose phone opened the page, and asks them once', async () => {
    const opened = await fetch(`${line.url}/_sim/browser?userId=${user}&uri=https://office.example/`, {
      redirect: 'manual',
    })
    expect(opened.headers.get('location')).toBe('https://office.example/')
    const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] as string
    expect(opened.headers.getSetCookie()[0]).toMatch(/Path=\/oauth2\/v2\.1\/authorize/)
    await allow()
    expect((await authorize({ ...asked, state: 'again' }, cookie)).headers.get('location')).toMatch(
      /code=.*state=again/,
    )
  })

  test.each([
    ['another channel', { client_id: '1' }, 'client_id'],
    ['an address that is not registered', { redirect_uri: 'https://office.example/back/x' }, 'redirect_uri'],
    ['no state', { state: '' }, 'state'],
    ['an unknown scope', { scope: 'openid admin' }, 'scope'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'code_challenge_method'],
  ])('refuses %s and sends nobody back', async (_what, over, word) => {
    const answer = await authorize({ ...asked, ...over, sim_user: user, sim_choice: 'allow' })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(`Invalid ${word}`)
  })
})

describe('a code', () => {
  test('gives an ID token signed with the channel secret, for the nonce it was asked with', async () => {
    const { status, body } = await exchange((await allow()).get('code'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid', expires_in: 2_592_000 })
    expect(decodeProtectedHeader(body.id_token).alg).toBe('HS256')
    const verify = async (over: Record<string, string>) => {
      const form = new URLSearchParams({ id_token: body.id_token, client_id: channel.channelId, ...over })
      const answer = await fetch(`${line.url}/oauth2/v2.1/verify`, { method: 'POST', body: form })
      return { status: answer.status, body: await answer.json() }
    }
    expect(await verify({ nonce: 'no', user_id: user })).toMatchObject({
      status: 200,
      body: { sub: user, nonce: 'no' },
    })
    expect(await verify({ nonce: 'other' })).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    expect(await verify({ client_id: '1' })).toMatchObject({ status: 400 })
  })

  test('is good once, for ten minutes, with its own address, verifier and secret', async () => {
    const used = (await allow()).get('code')
    expect((await exchange(used)).status).toBe(200)
    expect(await exchange(used)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    const wrong: [Record<string, string>, string][] = [
      [{ client_secret: 'x' }, 'invalid_client'],
      [{ redirect_uri: 'https://other.example' }, 'invalid_grant'],
      [{ code_verifier: 'x' }, 'invalid_grant'],
      [{ grant_type: 'password' }, 'unsupported_grant_type'],
    ]
    for (const [over, error] of wrong)
      expect(await exchange((await allow()).get('code'), over)).toMatchObject({ status: 400, body: { error } })
    const old = (await allow()).get('code')
    line.turnClock(10 * 60_000 + 1000)
    expect(await exchange(old)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })
})

test('a profile is given for the scope profile alone', async () => {
  const profileOf = async (scope: string) => {
    const { body } = await exchange((await allow({ scope })).get('code'))
    return line.call('GET', '/v2/profile', { headers: { authorization: `Bearer ${body.access_token}` } })
  }
  expect((await profileOf('openid profile')).body).toMatchObject({ userId: user, displayName: 'สมชาย' })
  expect((await profileOf('openid')).status).toBe(403)
  expect((await line.call('GET', '/v2/profile')).status).toBe(401)
})
