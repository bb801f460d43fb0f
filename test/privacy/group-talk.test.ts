import { randomUUID } from 'node:crypto'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBot } from '../../src/bot/create-bot.ts'
import { reviveEvent } from '../../src/line/events/stored-event.ts'
import { startWebSystem, type WebSystem } from '../medium/platform/http/web-system.ts'
import { dataFolderOfCluster, filesBelow, findInTables, readIfThere } from '../support/find-traces.ts'

// Words nobody else writes: wherever one of these is found, somebody's talk was kept.
const canary = `ความลับของวงสนทนา-${randomUUID()}`
const direct = `ถามเป็นการส่วนตัว-${randomUUID()}`
const groupId = `C${'7'.repeat(32)}`
const speaker = `U${'8'.repeat(32)}`
const asker = `U${'9'.repeat(32)}`

let web: WebSystem
const heard: string[] = []

beforeAll(async () => {
  web = await startWebSystem()
  await postGroupTalk()
  await postDirectMessages()
})
afterAll(() => web.close())

const message = (n: number, text: string, over: Record<string, unknown> = {}) => ({
  webhookEventId: ulid(),
  timestamp: Date.now(),
  mode: 'active',
  deliveryContext: { isRedelivery: false },
  replyToken: randomUUID(),
  type: 'message',
  message: { id: `m${n}`, type: 'text', text },
  ...over,
})

/** 100 messages of a group, in every form that talk comes in, none of which mentions the bot. */
async function postGroupTalk(): Promise<void> {
  const source = { type: 'group', groupId, userId: speaker }
  const forms = [
    (n: number) => message(n, `${canary} ${n}`, { source }),
    (n: number) => message(n, `${canary} ${n}`, { source, type: 'messageEdited' }),
    (n: number) => message(n, `${canary} ${n}`, { source: { type: 'room', roomId: canary } }),
    (n: number) => message(n, `${canary} ${n}`, { source, webhookEventId: canary }),
    (n: number) => message(n, '', { source, message: { id: canary, type: 'file', fileName: canary } }),
    (n: number) => message(n, '', { source, message: { text: canary } }),
    (n: number) => message(n, '', { source, type: 'postback', postback: { data: `vote/${canary}` } }),
    (n: number) => message(n, '', { source, type: 'hologram', hologram: { text: canary } }),
  ]
  for (let n = 0; n < 100; n += 1) {
    const event = (forms[n % forms.length] as (typeof forms)[0])(n)
    const answer = await web.post(JSON.stringify({ destination: speaker, events: [event] }))
    expect(answer.status).toBe(200)
  }
}

/** 20 direct messages, answered by a bot; every fourth is met by a failing handler first. */
async function postDirectMessages(): Promise<void> {
  const bot = createBot()
  bot.onText(async ({ reply }, text) => {
    heard.push(text)
    if (heard.length % 4 === 1) throw new Error('a handler fails')
    reply({ type: 'text', text: `${text} รับทราบแล้ว` } as never)
    return true
  })
  const worker = web.createWorker((payload, tx) => bot.handle(reviveEvent(payload), tx))
  const events = Array.from({ length: 20 }, (_, n) =>
    message(n, `${direct} ${n}`, { source: { type: 'user', userId: asker } }),
  )
  await web.post(JSON.stringify({ destination: speaker, events }))
  for (;;) {
    const left = await web.database.prisma.inboxEvent.findMany({ where: { state: 'stored' }, select: { id: true } })
    if (left.length === 0) return
    for (const { id } of left) await worker.handleEvent(id)
    web.turnClock(60_000)
  }
}

test('the direct messages were heard and answered: the search below looks for words that were there', async () => {
  expect(new Set(heard).size).toBe(20)
  const states = (await web.rows()).map(({ state }) => state)
  expect(states.filter((state) => state === 'done')).toHaveLength(20)
})

describe.each([
  ['words of group talk', canary],
  ['words of direct messages', direct],
  ['the id of who spoke in a group', speaker],
])('[R39] %s', (_name, words) => {
  test('are in no table', async () => {
    expect(await findInTables(web.ownerUrl, words)).toEqual([])
  })

  test('are in no log line and no metric', async () => {
    expect(web.lines.filter((line) => line.includes(words))).toEqual([])
    expect(await (await fetch(`${web.url}/metrics`)).text()).not.toContain(words)
  })

  test('are in no file of the database server, its WAL included, nor in our own folder', () => {
    const cluster = dataFolderOfCluster()
    const files = [...filesBelow(cluster), ...filesBelow(web.folder)]
    expect(files.some((path) => path.includes('pg_wal'))).toBe(true)
    expect(files.filter((path) => readIfThere(path).includes(words))).toEqual([])
  })
})

test('the search finds what is there: the test of the test', async () => {
  const planted = `planted-${randomUUID()}`
  await web.database.prisma.setting.create({ data: { key: planted, value: { text: planted } } })
  expect(await findInTables(web.ownerUrl, planted)).toEqual(['setting'])
  const files = filesBelow(dataFolderOfCluster()).filter((path) => readIfThere(path).includes(planted))
  expect(files.some((path) => path.includes('pg_wal'))).toBe(true)
})
