import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLineLogin } from '../../../src/line/line-login.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { loginChannel } from '../../support/sign-in-office.ts'
import { startTestSimulator, type TestSimulator } from '../../support/test-simulator.ts'

let line: TestSimulator
beforeAll(async () => {
  line = await startTestSimulator({ login: loginChannel })
})
afterAll(() => line.close())

const connect = (over: { secret?: string; callbackUrl?: string } = {}) =>
  createLineLogin({
    channel: { ...loginChannel, ...over, authorizeUrl: `${line.url}/oauth2/v2.1/authorize` },
    apiUrl: line.url,
    callbackUrl: over.callbackUrl ?? loginChannel.callbackUrls[0],
    clock: systemClock,
  })

test('tells a right channel secret from a wrong one without anybody signing in', async () => {
  expect(await connect().testChannel()).toBe('accepted')
  expect(await connect({ secret: 'another' }).testChannel()).toBe('refused')
})

test('tells whether the channel knows the callback URL', async () => {
  expect(await connect().takesCallback()).toBe(true)
  expect(await connect({ callbackUrl: 'https://sucharit.example/elsewhere' }).takesCallback()).toBe(false)
})
