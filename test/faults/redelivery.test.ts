import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePorts } from '../support/free-ports.ts'
import { startQueueBackends } from '../support/queue-backends.ts'
import { createRandom, testSeed } from '../support/random.ts'
import { createWebhookDriver } from '../support/signed-webhooks.ts'
import { createSystem, type LedgerItem, type System } from '../support/system.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { until } from '../support/until.ts'
import { type ReceivedEvent, startWebhookReceiver } from '../support/webhook-receiver.ts'

const isLong = process.env.TEST_LONG === '1'
const groupCount = isLong ? 50 : 5
const personCount = isLong ? 300 : 30
const backends = await startQueueBackends()

describe.each(backends)(`[R9] redelivery is harmless, $name, seed ${testSeed}`, ({ env, isMissing }) => {
  if (isMissing) {
    test.skip('every event one to five times')
    return
  }
  const random = createRandom(testSeed)
  let database: TestDatabase
  let system: System
  let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
  let urls: string[]

  beforeAll(async () => {
    database = await createTestDatabase()
    system = await createSystem({ database, env: { ...env, ROLES: 'web,worker' } })
    receiver = await startWebhookReceiver()
    // The simulator's events come to the test first, which then plays LINE's delivery.
    const simulator = system.start({ ROLES: 'simulator', PORT: new URL(receiver.url).port })
    await until(() => fetch(`${system.urls.simulator}/_sim/state`).then(({ ok }) => ok), { withinMs: 120_000 })
    expect(simulator.child.exitCode).toBeNull()
    const [port] = (await findFreePorts(1)) as [number]
    urls = [system.urls.web, `http://127.0.0.1:${port}`]
    await system.start().ready()
    await system.start({ PORT: String(port) }).ready()
  })
  afterAll(async () => {
    await system.dispose()
    await receiver.close()
    await database.drop()
  })

  test('every event one to five times, shuffled, in parallel, to two whole processes: one effect each', async () => {
    const events = await happen()
    const copies = shuffle(events.flatMap((event) => Array.from({ length: 1 + Math.floor(random() * 5) }, () => event)))
    const driver = createWebhookDriver(system)
    /** What a busy machine does not answer in time LINE delivers again: one copy more, of which it may have stored the one before. */
    async function deliver(copy: object, url: string | undefined): Promise<number> {
      let status = 0
      for (let tries = 0; status === 0 && tries < 10; tries += 1) status = await driver.post([copy], url)
      return status
    }
    const statuses = await Promise.all(
      copies.map((event) => {
        const isRedelivery = random() < 0.5
        return deliver({ ...event, deliveryContext: { isRedelivery } }, urls[random() < 0.5 ? 0 : 1])
      }),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))

    const ids = events.map(({ webhookEventId }) => webhookEventId)
    const count = 'SELECT count(*)::int AS count FROM inbox_event WHERE id = ANY($1) AND state IN '
    const countOf = async (states: string) =>
      (await system.query<{ count: number }>(`${count} ${states}`, [ids]))[0]?.count
    await until(async () => (await countOf(`('done', 'skipped', 'failed')`)) === ids.length, {
      withinMs: 60_000,
      everyMs: 200,
      what: 'every event handled',
    })
    expect(await countOf(`('done')`)).toBe(ids.length)
    // A reply token serves once and the effects bear repeating: only this count tells a second handling.
    expect(await handledCount()).toBe(ids.length)

    // Each of these events is answered by one reply in its chat; who never acted is never spoken to.
    const replies = (await system.sim.ledger()).filter(({ endpoint }) => endpoint === 'reply')
    expect(countByChat(replies)).toEqual(new Map(events.map((event) => [chatOf(event), 1])))
    const greetings = replies.filter((item) => item.messages[0]?.text?.startsWith('บอตสุจริตส่งการ์ดความรู้'))
    expect(greetings).toHaveLength(groupCount)

    const people = events.filter(({ type }) => type === 'follow').map(chatOf)
    const groups = events.filter(({ type }) => type === 'join').map(chatOf)
    expect(await rowsOf('staff', 'line_user_id', people)).toEqual(people.toSorted())
    expect(await rowsOf('line_group', 'line_group_id', groups)).toEqual(groups.toSorted())
  })

  /** New groups let the bot in, new people follow, and some of the demo's people write: one event a chat. */
  async function happen(): Promise<ReceivedEvent[]> {
    const writers = (await system.sim.state()).users.slice(0, 10)
    for (let no = 0; no < groupCount; no += 1) await system.sim.post('/_sim/groups', { groupName: `กลุ่ม ${no}` })
    for (let no = 0; no < personCount; no += 1) {
      const { userId } = (await system.sim.post('/_sim/users', { displayName: `คน ${no}` })) as { userId: string }
      await system.sim.act({ type: 'follow', userId })
    }
    for (const { userId } of writers) await system.sim.act({ type: 'message', userId, text: 'เมนู' })
    const events = receiver.events()
    expect(events).toHaveLength(groupCount + personCount + writers.length)
    return events
  }

  /** How often an event was handled to its end, in the counters of both processes. */
  async function handledCount(): Promise<number> {
    const pages = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()))
    const counts = pages.map((page) => /^sucharit_inbox_events_total\{outcome="done"\} (\d+)$/m.exec(page)?.[1])
    return counts.reduce((sum, count) => sum + Number(count ?? 0), 0)
  }

  async function rowsOf(table: string, column: string, chats: string[]): Promise<string[]> {
    const sql = `SELECT ${column} AS chat FROM ${table} WHERE ${column} = ANY($1) ORDER BY 1`
    return (await system.query<{ chat: string }>(sql, [chats])).map(({ chat }) => chat)
  }

  function shuffle<T>(items: T[]): T[] {
    return items
      .map((item) => ({ item, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ item }) => item)
  }
})

afterAll(async () => {
  for (const { redis } of backends) await redis?.stop()
})

const chatOf = ({ source }: ReceivedEvent): string => source?.groupId ?? (source?.userId as string)

function countByChat(items: LedgerItem[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { to } of items) for (const chat of [to].flat()) counts.set(chat, (counts.get(chat) ?? 0) + 1)
  return counts
}
