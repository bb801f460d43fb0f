import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStatelessTokens } from '../../../../src/line/client/tokens.ts'
import { LineUnauthorized, LineUnreachable } from '../../../../src/line/errors.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { answer, type Behaviour, hang, startFakeLine } from './fake-line.ts'

let fake: Awaited<ReturnType<typeof startFakeLine>>
beforeEach(async () => {
  fake = await startFakeLine()
})
afterEach(() => fake.stop())

function createTokens(own: { deadlineMs?: number } = {}) {
  const time = { nowMs: Date.UTC(2026, 10, 22) }
  const destination = new PassThrough()
  const lines: string[] = []
  destination.on('data', (line) => lines.push(String(line)))
  const tokens = createStatelessTokens({
    apiUrl: fake.url,
    channelId: '1234567890',
    channelSecret: 'channel-secret',
    clock: { now: () => new Date(time.nowMs) },
    log: createLog({ level: 'info', destination }),
    ...own,
  })
  return { tokens, time, logText: () => lines.join('') }
}

/** Gives token-1, token-2, … of 15 minutes each. */
const issue: Behaviour = (request, response) =>
  answer(200, { token_type: 'Bearer', access_token: `token-${fake.seen.length}`, expires_in: 900 })(request, response)

describe('createStatelessTokens', () => {
  test('issues a token from id and secret and keeps it for 11 minutes', async () => {
    fake.behave(issue)
    const { tokens, time } = createTokens()
    expect(await tokens.current()).toBe('token-1')
    time.nowMs += 11 * 60_000 - 1
    expect(await tokens.current()).toBe('token-1')
    time.nowMs += 1
    expect(await tokens.current()).toBe('token-2')
    expect(fake.seen[0]).toMatchObject({ method: 'POST', path: '/oauth2/v3/token' })
    expect(Object.fromEntries(new URLSearchParams(fake.seen[0]!.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: '1234567890',
      client_secret: 'channel-secret',
    })
  })

  test('asks LINE once for many calls at once', async () => {
    fake.behave(issue)
    const { tokens } = createTokens()
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => tokens.current())))).toEqual(new Set(['token-1']))
    expect(fake.seen).toHaveLength(1)
  })

  test('renews a refused token once, however many calls were refused with it', async () => {
    fake.behave(issue)
    const { tokens } = createTokens()
    const first = await tokens.current()
    expect(await Promise.all([tokens.renew(first), tokens.renew(first)])).toEqual(['token-2', 'token-2'])
    expect(await tokens.renew(first)).toBe('token-2')
    expect(await tokens.current()).toBe('token-2')
    expect(fake.seen).toHaveLength(2)
  })

  test('ends in LineUnauthorized for a wrong secret, and asks again the next time', async () => {
    fake.behave(answer(400, { error: 'invalid_client', error_description: 'invalid client_secret' }), issue)
    const { tokens } = createTokens()
    await expect(tokens.current()).rejects.toBeInstanceOf(LineUnauthorized)
    expect(await tokens.current()).toBe('token-2')
  })

  test('ends in LineUnreachable when LINE hangs, fails or gives no token', async () => {
    const { tokens } = createTokens({ deadlineMs: 100 })
    for (const behaviour of [hang, answer(503, ''), answer(200, {})]) {
      fake.behave(behaviour)
      await expect(tokens.current()).rejects.toBeInstanceOf(LineUnreachable)
    }
  })

  test('logs neither token nor secret', async () => {
    fake.behave(issue)
    const { tokens, logText } = createTokens()
    await tokens.current()
    expect(logText()).toContain('POST /oauth2/v3/token')
    expect(logText()).not.toMatch(/token-1|channel-secret/)
  })
})
