import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../../src/platform/db/open-database.ts'
import { entry, type InboxSystem, startInboxSystem } from './inbox-system.ts'

let system: InboxSystem
beforeAll(async () => {
  system = await startInboxSystem()
})
afterAll(() => system.close())

const countOf = (ids: string[]) => system.database.prisma.inboxEvent.count({ where: { id: { in: ids } } })

describe('storing', () => {
  test('[R9] stores an event once however often, shuffled and in parallel it comes, to two processes', async () => {
    const entries = Array.from({ length: 100 }, () => entry())
    const deliveries = entries.flatMap((one) => Array.from({ length: 5 }, () => one)).sort(() => Math.random() - 0.5)
    const stores = [system.createStore(), system.createStore()]
    await Promise.all(deliveries.map((one, n) => stores[n % 2]?.store([one])))
    expect(await countOf(entries.map(({ id }) => id))).toBe(100)
  })

  test('stores an event once when one body holds it twice', async () => {
    const one = entry()
    await system.createStore().store([one, one])
    expect(await countOf([one.id])).toBe(1)
  })

  test('a redelivery of a handled event stores nothing anew', async () => {
    const one = entry()
    const store = system.createStore()
    await store.store([one])
    await system.createWorker(async () => ({ kind: 'handled' })).handleEvent(one.id)
    await store.store([one])
    expect(await system.row(one.id)).toMatchObject({ state: 'done', payload: null, lane: null })
  })

  test('resolves only when the row can be read by others', async () => {
    const one = entry()
    await system.createStore().store([one])
    expect(await countOf([one.id])).toBe(1)
  })

  test('nothing to store needs no database', async () => {
    const database = openDatabase({ url: 'postgresql://a:b@127.0.0.1:9/x', poolSize: 1, log: system.log })
    await system.createStore(() => {}, { database }).store([])
    await database.close()
  })

  test('tells the relay after a commit', async () => {
    let count = 0
    await system.createStore(() => void count++).store([entry()])
    expect(count).toBe(1)
  })

  test('a database that is away rejects with DATABASE_UNAVAILABLE, for each of the group', async () => {
    const database = openDatabase({ url: 'postgresql://a:b@127.0.0.1:9/x', poolSize: 2, log: system.log })
    const store = system.createStore(() => {}, { database })
    const results = await Promise.allSettled([store.store([entry()]), store.store([entry()]), store.store([entry()])])
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'DATABASE_UNAVAILABLE', status: 503 } })
    await database.close()
  })
})

describe('grouping', () => {
  test('entries that arrive while inserts run share the next one', async () => {
    const statements: number[] = []
    const { pool } = system.database
    const counting = {
      ...system.database,
      pool: Object.assign(Object.create(pool), {
        query(config: { values: unknown[][] }) {
          statements.push(config.values[0]?.length ?? 0)
          return pool.query(config as never)
        },
      }),
    }
    const store = system.createStore(() => {}, { database: counting })
    const entries = Array.from({ length: 300 }, () => entry())
    await Promise.all(entries.map((one) => store.store([one])))
    expect(statements.reduce((a, b) => a + b, 0)).toBe(300)
    expect(statements.length).toBeLessThanOrEqual(4) // two that begin at once, then the rest
    expect(await countOf(entries.map(({ id }) => id))).toBe(300)
  })

  test('a crowd larger than one insert is stored in several, a single large body whole', async () => {
    const store = system.createStore()
    const bodies = [...Array.from({ length: 12 }, () => 100), 700].map((size) =>
      Array.from({ length: size }, () => entry()),
    )
    await Promise.all(bodies.map((body) => store.store(body)))
    expect(await countOf(bodies.flat().map(({ id }) => id))).toBe(1900)
  })
})

describe('a row that PostgreSQL refuses', () => {
  test('is left out alone: its neighbours in the group and in its body are stored', async () => {
    const store = system.createStore()
    const bad = entry({ id: 'bad\0id' })
    const good = Array.from({ length: 40 }, () => entry())
    await Promise.all([
      store.store([good[0] as never]),
      store.store([good[1] as never, bad, good[2] as never]),
      ...good.slice(3).map((one) => store.store([one])),
    ])
    expect(await countOf(good.map(({ id }) => id))).toBe(40)
  })

  test.each([
    [
      'a table that is missing (a release rolled back)',
      'ALTER TABLE inbox_event RENAME TO aside',
      'ALTER TABLE aside RENAME TO inbox_event',
    ],
    [
      'a server that only reads (a standby after a failover)',
      'ALTER DATABASE %I SET default_transaction_read_only = on',
      'ALTER DATABASE %I RESET default_transaction_read_only',
    ],
  ])('but %s refuses everybody: 503, so that LINE delivers again', async (_what, breakIt, mendIt) => {
    const run = async (sql: string) => {
      const client = new pg.Client({
        connectionString: system.ownerUrl,
        options: '-c default_transaction_read_only=off',
      })
      await client.connect()
      const { rows } = await client.query<{ sql: string }>('SELECT format($1, current_database()) AS sql', [sql])
      await client.query(rows[0]?.sql ?? '')
      await client.end()
    }
    const entries = [entry(), entry()]
    await run(breakIt)
    const database = openDatabase({ url: system.ownerUrl, poolSize: 2, log: system.log })
    try {
      const results = await Promise.allSettled(
        entries.map((one) => system.createStore(() => {}, { database }).store([one])),
      )
      for (const result of results)
        expect(result).toMatchObject({ status: 'rejected', reason: { code: 'DATABASE_UNAVAILABLE', status: 503 } })
    } finally {
      await run(mendIt)
      await database.close()
    }
    await system.createStore().store(entries)
    expect(await countOf(entries.map(({ id }) => id))).toBe(2)
  })

  test('is named in the log by its id, without its words', async () => {
    const bad = entry({ id: 'refused\0', payload: { text: 'ถ้อยคำลับ' } })
    await system.createStore().store([bad])
    const line = system.lines.find((one) => one.includes('left out') && one.includes('refused'))
    expect(line).toContain('"code":"22021"')
    expect(system.lines.join()).not.toContain('ถ้อยคำลับ')
  })

  test('an entry whose payload cannot be written as JSON fails its own request only', async () => {
    const store = system.createStore()
    const loop: Record<string, unknown> = {}
    loop.self = loop
    const good = entry()
    const results = await Promise.allSettled([store.store([entry({ payload: loop })]), store.store([good])])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(await countOf([good.id])).toBe(1)
  })
})

describe('what the table holds', () => {
  test('no word, no chat id: payload and lane are unreadable without the keys', async () => {
    const one = entry({ payload: { text: 'เรื่องลับเฉพาะ secret words' } })
    await system.createStore().store([one])
    const { rows } = await system.database.pool.query(
      'SELECT i::text AS text, payload FROM inbox_event i WHERE id = $1',
      [one.id],
    )
    const bytes = rows[0].payload as Buffer
    for (const words of ['เรื่องลับเฉพาะ', 'secret words', one.chat]) {
      expect(bytes.includes(words)).toBe(false)
      expect(rows[0].text).not.toContain(words)
      expect(rows[0].text).not.toContain(Buffer.from(words).toString('hex'))
    }
  })

  test('the lane is the same for one chat in every process, and another for another chat', async () => {
    const entries = [entry({ chat: 'a' }), entry({ chat: 'a' }), entry({ chat: 'b' })]
    await system.createStore().store([entries[0] as never])
    await system.createStore().store(entries.slice(1))
    const lanes = await Promise.all(entries.map(async ({ id }) => (await system.row(id)).lane))
    expect(lanes[0]).toBe(lanes[1])
    expect(lanes[0]).not.toBe(lanes[2])
  })
})
