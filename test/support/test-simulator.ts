import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '../../src/platform/log.ts'
import { type SimulatorOptions, startSimulator } from '../../src/simulator/index.ts'
import { startWebhookReceiver } from './webhook-receiver.ts'

export const testChannel = { secret: 'a'.repeat(32), accessToken: 'long-lived-token', channelId: '1234567890' }
export const text = (value: string) => ({ type: 'text', text: value })

/** What a call answered, read to the end. */
export type Answer = { status: number; headers: Headers; body: AnswerBody }
export type AnswerBody = {
  message?: string
  details?: { message: string; property: string }[]
  sentMessages?: { id: string; quoteToken?: string }[]
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
  [property: string]: any
}

/** A simulator on a free port with a folder of its own, a bot server behind it, and a clock the test can turn. */
export async function startTestSimulator(options: Partial<SimulatorOptions> = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'simulator-'))
  const receiver = await startWebhookReceiver()
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }
  const settings = {
    dataDir,
    channel: testChannel,
    webhookUrl: receiver.url,
    log: createLog({ level: 'silent' }),
    clock,
  }
  const start = () => startSimulator({ port: 0, ...settings, ...options })
  let simulator = await start()

  async function call(method: string, path: string, init: { body?: unknown; headers?: Record<string, string> } = {}) {
    const response = await fetch(simulator.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...init.headers },
      ...(init.body === undefined
        ? {}
        : { body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body) }),
    })
    const raw = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(raw) : { raw } } as Answer
  }

  const bearer = { authorization: `Bearer ${testChannel.accessToken}` }
  const control = async (path: string, body: unknown) => (await call('POST', `/_sim${path}`, { body })).body

  return {
    get url() {
      return simulator.url
    },
    dataDir,
    receiver,
    call,
    line: (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      call(method, path, { body, headers: { ...bearer, ...headers } }),
    push: (to: string, messages: unknown[], retryKey: string = randomUUID()) =>
      call('POST', '/v2/bot/message/push', {
        body: { to, messages },
        headers: { ...bearer, 'x-line-retry-key': retryKey },
      }),
    control,
    ledger: async (query = '') => (await call('GET', `/_sim/ledger${query}`)).body.items,
    state: async () => (await call('GET', '/_sim/state')).body,
    user: async (isFriend = true): Promise<string> =>
      (await control('/users', { displayName: 'สมชาย', isFriend })).userId,
    group: async (memberIds: string[], withBot = true): Promise<string> =>
      (await control('/groups', { groupName: 'กลุ่มทดสอบ', memberIds, withBot })).groupId,
    turnClock(byMs: number) {
      aheadMs += byMs
    },
    async restart() {
      await simulator.close()
      simulator = await start()
    },
    async close() {
      await simulator.close()
      await receiver.close()
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
export type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>
