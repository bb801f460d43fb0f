import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { CheckContext, Finding } from '../../../src/compose/doctor/check.ts'
import { checkLine } from '../../../src/compose/doctor/check-line.ts'
import { loadConfig } from '../../../src/config.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { createLog } from '../../../src/platform/log.ts'
import { startTestSimulator, type TestSimulator, testChannel } from '../../support/test-simulator.ts'

// Real: sockets, files, servers of each kind. Played: LINE, by the simulator. Each line is seen to be ok and seen to say what to do.

const log = createLog({ level: 'silent' })
const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An installation with folders of its own. */
function contextOf(env: Record<string, string> = {}, now = new Date()): CheckContext {
  const at = mkdtempSync(join(folder, 'at-'))
  const [dataDir, secretsDir] = [join(at, 'data'), join(at, 'secrets')]
  mkdirSync(dataDir)
  mkdirSync(secretsDir, { mode: 0o700 })
  return { config: loadConfig({ env: { DATA_DIR: dataDir, SECRETS_DIR: secretsDir, ...env } }), now }
}

const find = (findings: Finding[], name: string) => findings.find((finding) => finding.name === name)
const isFix = (...words: string[]) => ({
  state: 'fix',
  detail: expect.stringMatching(new RegExp(words.map((word) => `(?=.*${word})`).join(''))),
})

describe('LINE', () => {
  let simulator: TestSimulator
  beforeAll(async () => {
    simulator = await startTestSimulator()
  })
  afterEach(async () => {
    await simulator.control('/faults', [])
    await simulator.control('/settings', { webhook: 'on' })
    await simulator.line('PUT', '/v2/bot/channel/webhook/endpoint', { endpoint: simulator.receiver.url })
  })
  afterAll(() => simulator.close())

  const look = (env: Record<string, string> = {}) =>
    checkLine(
      contextOf({
        PUBLIC_URL: new URL(simulator.receiver.url).origin,
        BALLOT_URL: 'http://localhost:3001',
        LINE_CHANNEL_SECRET: testChannel.secret,
        LINE_CHANNEL_ACCESS_TOKEN: testChannel.accessToken,
        LINE_API_URL: simulator.url,
        ...env,
      }),
      { clock: systemClock, log },
    )
  const lookAtWebhook = async (env?: Record<string, string>) => find(await look(env), 'LINE webhook')

  test('calls the webhook at PUBLIC_URL', async () => {
    expect(await lookAtWebhook()).toMatchObject({ state: 'ok', detail: expect.stringContaining('200') })
  })

  test('calls another address, though something answers there', async () => {
    const elsewhere = simulator.receiver.url.replace('127.0.0.1', 'localhost')
    await simulator.line('PUT', '/v2/bot/channel/webhook/endpoint', { endpoint: elsewhere })
    expect(await lookAtWebhook()).toMatchObject(isFix(elsewhere, simulator.receiver.url))
  })

  test('would answer its own test, but “Use webhook” is off', async () => {
    await simulator.control('/settings', { webhook: 'off' })
    expect(await lookAtWebhook()).toMatchObject(isFix('Use webhook', 'on'))
  })

  test('has no address to call', async () => {
    await simulator.control('/faults', [{ endpoint: 'webhook-endpoint', mode: 'status', status: 404 }])
    expect(await lookAtWebhook()).toMatchObject(isFix('NOT_SET', simulator.receiver.url))
  })

  test('gets an error, or nothing, for its test', async () => {
    simulator.receiver.answers.push(500)
    expect(await lookAtWebhook()).toMatchObject(isFix('ERROR_STATUS_CODE', 'LINE_CHANNEL_SECRET'))
    simulator.receiver.answers.push('hang')
    expect(await lookAtWebhook()).toMatchObject(isFix('REQUEST_TIMEOUT', 'readyz'))
    const closed = 'http://127.0.0.1:9'
    await simulator.line('PUT', '/v2/bot/channel/webhook/endpoint', { endpoint: `${closed}/webhook` })
    expect(await lookAtWebhook({ PUBLIC_URL: closed })).toMatchObject(isFix('COULD_NOT_CONNECT', '443'))
  })
})
