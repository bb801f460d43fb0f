import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestSimulator, text } from '../../support/test-simulator.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'simulator-'))
})
const children = new Set<ChildProcess>()
afterEach(async () => {
  await Promise.all([...children].map(killChild))
  rmSync(dataDir, { recursive: true, force: true })
})

const journal = () => join(dataDir, 'journal.jsonl')
const word = 'คำที่ไม่ควรอยู่บนดิสก์'

describe('a restart', () => {
  test('keeps people, groups, ledger, retry keys, reply-token use, tokens, settings and quota, and forgets what people typed', async () => {
    const simulator = await startTestSimulator({ dataDir })
    const userId = await simulator.user()
    const groupId = await simulator.group([userId])
    const key = randomUUID()
    await simulator.push(groupId, [text('ก')], key)
    await simulator.control('/events', { type: 'message', userId, text: word })
    const usedToken = simulator.receiver.events().at(-1)?.replyToken
    const reply = (replyToken: unknown) =>
      simulator.line('POST', '/v2/bot/message/reply', { replyToken, messages: [text('ข')] })
    await reply(usedToken)
    await simulator.control('/events', { type: 'message', userId, text: word })
    const freshToken = simulator.receiver.events().at(-1)?.replyToken
    await simulator.control('/settings', { quota: 100, verified: true })
    const form = { grant_type: 'client_credentials', client_id: '1234567890', client_secret: 'a'.repeat(32) }
    const issued = await simulator.call('POST', '/v2/oauth/accessToken', {
      body: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    const [before, ledgerBefore] = [await simulator.state(), await simulator.ledger()]

    await simulator.restart()

    expect(await simulator.state()).toEqual(before)
    expect(await simulator.ledger()).toEqual(ledgerBefore)
    expect((await simulator.push(groupId, [text('ก')], key)).status).toBe(409)
    expect((await reply(usedToken)).status).toBe(400)
    expect((await reply(freshToken)).status).toBe(200)
    const headers = { authorization: `Bearer ${issued.body.access_token}` }
    expect((await simulator.call('GET', '/v2/bot/info', { headers })).status).toBe(200)
    const { items } = (await simulator.call('GET', `/_sim/chats/${userId}/messages`)).body
    expect(items.map((item: { message: { text: string } }) => item.message.text)).toEqual(['ข', 'ข'])
    await simulator.close()
    expect(readFileSync(journal(), 'utf8')).not.toContain(word)
    expect(readFileSync(journal(), 'utf8')).not.toContain(issued.body.access_token)
  })

  test('after kill -9 in the middle of sending finds every answered message, once', async () => {
    const { child, url } = await runSimulator()
    const userId = `U${'1'.repeat(32)}`
    await post(url, '/_sim/users', { userId, displayName: 'ก', isFriend: true })
    const answered: string[] = []
    const keys: string[] = []
    async function keepPushing() {
      while (answered.length < 200) {
        const key = randomUUID()
        keys.push(key)
        const status = await pushOnce(url, userId, key).catch(() => undefined)
        if (status !== 200) return
        answered.push(key)
        if (answered.length === 50) child.kill('SIGKILL')
      }
    }
    await Promise.all([keepPushing(), keepPushing(), keepPushing(), keepPushing()])
    await killChild(child)

    const again = await runSimulator()
    const retried = await Promise.all(keys.map((key) => pushOnce(again.url, userId, key)))
    expect(retried.filter((status) => status !== 200 && status !== 409)).toEqual([])
    const { items } = (await (await fetch(`${again.url}/_sim/ledger`)).json()) as { items: { retryKey: string }[] }
    const ledgerKeys = items.map(({ retryKey }) => retryKey)
    expect(answered.length).toBeGreaterThanOrEqual(50)
    expect(ledgerKeys.toSorted()).toEqual(keys.toSorted())
  })
})

describe('the journal', () => {
  test('ignores a torn last line and writes on after it', async () => {
    const simulator = await startTestSimulator({ dataDir })
    const userId = await simulator.user()
    await simulator.push(userId, [text('ก')])
    appendFileSync(journal(), '{"k":"send","first":17')
    await simulator.restart()
    await simulator.push(userId, [text('ข')])
    await simulator.restart()
    expect(await simulator.ledger()).toHaveLength(2)
    await simulator.close()
  })

  test('stops the start on a damaged line in the middle, naming file and line', async () => {
    writeFileSync(journal(), '{"k":"revoked","hash":"x"}\nnonsense\n{"k":"revoked","hash":"y"}\n')
    await expect(startTestSimulator({ dataDir })).rejects.toThrow(/journal\.jsonl is damaged at line 2/)
  })
})

describe('the world file', () => {
  const worldFile = () => join(dataDir, 'world.json')
  const userId = `U${'a'.repeat(32)}`
  const groupId = `C${'b'.repeat(32)}`
  const world = {
    users: [{ userId, displayName: 'สมหญิง', statusMessage: 'สวัสดี', language: 'th' }],
    groups: [{ groupId, groupName: 'กลุ่มกลาง', memberIds: [userId] }],
  }

  test('is loaded once and in silence, and again by a reset', async () => {
    writeFileSync(worldFile(), JSON.stringify(world))
    const simulator = await startTestSimulator({ dataDir, worldFile: worldFile() })
    const born = await simulator.state()
    expect(born).toMatchObject({
      users: [{ userId, displayName: 'สมหญิง', isFriend: true, isBlocked: false }],
      groups: [{ groupId, groupName: 'กลุ่มกลาง', memberIds: [userId], isBotMember: true }],
    })
    expect((await simulator.line('GET', `/v2/bot/profile/${userId}`)).body).toEqual(world.users[0])
    await simulator.user()
    await simulator.restart()
    expect((await simulator.state()).users).toHaveLength(2)
    await simulator.control('/reset', {})
    expect(await simulator.state()).toEqual(born)
    expect(simulator.receiver.received).toEqual([])
    await simulator.close()
  })

  test('stops the start when a member is missing or an id is wrong', async () => {
    for (const wrong of [{ ...world, users: [] }, { ...world, users: [{ userId: 'x', displayName: 'ก' }] }, {}]) {
      writeFileSync(worldFile(), JSON.stringify(wrong))
      await expect(startTestSimulator({ dataDir, worldFile: worldFile() })).rejects.toThrow(/world\.json/)
    }
  })
})

async function runSimulator(): Promise<{ child: ChildProcess; url: string }> {
  const script = fileURLToPath(new URL('./run-simulator.ts', import.meta.url))
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(child)
  const [line] = await once(child.stdout as NodeJS.EventEmitter, 'data')
  return { child, url: String(line).trim() }
}

async function killChild(child: ChildProcess) {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

function post(url: string, path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

async function pushOnce(url: string, to: string, key: string): Promise<number> {
  const headers = { authorization: 'Bearer long-lived-token', 'x-line-retry-key': key }
  const response = await post(url, '/v2/bot/message/push', { to, messages: [text('ก')] }, headers)
  await response.arrayBuffer()
  return response.status
}
