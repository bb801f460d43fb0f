import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import express from 'express'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../../src/platform/db/open-database.ts'
import { startServer } from '../../../../src/platform/http/start-server.ts'
import { createLive, type Live } from '../../../../src/platform/live/create-live.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'
import { until } from '../../../support/until.ts'

const log = createLog({ level: 'silent' })
const soon = { withinMs: 5_000 }

let database: TestDatabase
let closing: (() => unknown)[]
// What all processes would find in the rows.
let version: number
let text: string
beforeEach(async () => {
  database = await createTestDatabase()
  closing = []
  version = 1
  text = 'one'
})
afterEach(async () => {
  for (const close of closing.toReversed()) await close()
  await database.drop()
})

function set(next: string): void {
  version += 1
  text = next
}

const listeners = `FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'sucharit listen%' AND state = 'idle' AND query LIKE 'LISTEN%'`

async function untilListening(count: number): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await until(async () => (await owner.query(`SELECT 1 ${listeners}`)).rowCount === count, soon)
  await owner.end()
}

/** A process that serves streams; its loads are counted. */
async function startProcess(options: { padding?: number; mostAtAddress?: number } = {}) {
  const connection = openDatabase({ url: database.url, poolSize: 2, log })
  let loads = 0
  const live: Live = createLive({
    url: database.url,
    pool: connection.pool,
    channel: 'test_live',
    log,
    ...(options.mostAtAddress !== undefined && { mostAtAddress: options.mostAtAddress }),
    async load(topic) {
      loads += 1
      const data = JSON.stringify({ topic, text, padding: 'x'.repeat(options.padding ?? 0) })
      return { key: data, version, write: () => data }
    },
  })
  const app = express()
  app.get('/:subject/:view', ({ params, query }, response) =>
    live.serve(response.req, response, `${params.subject}/${params.view}`, String(query.from ?? '')),
  )
  const server = await startServer(app, { port: 0, host: '127.0.0.1', variable: 'PORT' })
  closing.push(() => connection.close())
  closing.push(() => server.close())
  closing.push(() => live.close())
  return { live, port: server.port, url: `http://127.0.0.1:${server.port}`, loads: () => loads }
}

/** Texts in the order they came. */
function watch(url: string) {
  const texts: string[] = []
  const control = new AbortController()
  closing.push(() => control.abort())
  const ended = (async () => {
    const response = await fetch(url, { signal: control.signal })
    let rest = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      rest += chunk
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const data = /^data:\s?(.*)$/m.exec(rest.slice(0, end))?.[1]
        rest = rest.slice(end + 2)
        if (data?.startsWith('{')) texts.push(JSON.parse(data).text)
      }
    }
  })().catch(() => {})
  return { texts, ended, stop: () => control.abort() }
}

describe('a live topic', () => {
  test('shows what is now to whoever comes, and every change after it', async () => {
    const { url, live } = await startProcess()
    const first = watch(`${url}/room/screen`)
    await until(() => first.texts.includes('one'), soon)
    set('two')
    live.wake('room')
    await until(() => first.texts.at(-1) === 'two', soon)
    const late = watch(`${url}/room/screen`)
    await until(() => late.texts.length > 0, soon)
    expect(late.texts).toEqual(['two'])
  })

  test('changes in every process when one of them is told, and carries no more than the subject’s name between them', async () => {
    const [one, other] = [await startProcess(), await startProcess()]
    const heard: string[] = []
    const ear = new pg.Client({ connectionString: database.url })
    await ear.connect()
    closing.push(() => ear.end())
    await ear.query('LISTEN test_live')
    ear.on('notification', ({ payload }) => heard.push(payload ?? ''))
    const watching = watch(`${other.url}/room/screen`)
    await until(() => watching.texts.includes('one'), soon)
    set('two')
    one.live.wake('room')
    await until(() => watching.texts.includes('two'), soon)
    await until(() => heard.length > 0, soon)
    expect(new Set(heard)).toEqual(new Set(['room']))
  })

  test('finds a change of which nobody told within seconds', async () => {
    const { url, loads } = await startProcess()
    const watching = watch(`${url}/room/screen`)
    await until(() => watching.texts.includes('one'), soon)
    await untilListening(1) // when it begins to listen it looks too
    for (const next of ['two', 'three']) {
      set(next)
      await until(() => watching.texts.includes(next), soon)
    }
    const before = loads()
    await until(() => loads() >= before + 2, soon)
    expect(watching.texts).toEqual(['one', 'two', 'three']) // a look that finds nothing new sends nothing
  })

  test('goes on after PostgreSQL has cut the listening connection', async () => {
    const [one, other] = [await startProcess(), await startProcess()]
    const watching = watch(`${other.url}/room/screen`)
    await until(() => watching.texts.includes('one'), soon)
    const owner = new pg.Client({ connectionString: database.ownerUrl })
    await owner.connect()
    closing.push(() => owner.end())
    await untilListening(1) // a process without viewers listens to nothing
    await owner.query(`SELECT pg_terminate_backend(pid) ${listeners}`)
    set('two')
    one.live.wake('room')
    await until(() => watching.texts.includes('two'), soon)
  })

  test('loads once for all its viewers, at most ten times a second, and sends nothing twice', async () => {
    const { url, live, loads } = await startProcess()
    const viewers = Array.from({ length: 20 }, () => watch(`${url}/room/screen`))
    await until(() => viewers.every(({ texts }) => texts.length > 0), soon)
    const before = loads()
    const startedAt = Date.now()
    for (let n = 0; n < 200; n += 1) {
      set(`change ${n}`)
      live.wake('room')
      await new Promise((done) => setImmediate(done))
    }
    await until(() => viewers.every(({ texts }) => texts.at(-1) === 'change 199'), soon)
    expect(loads() - before).toBeLessThanOrEqual(2 + (Date.now() - startedAt) / 100)
    for (const { texts } of viewers) expect(new Set(texts).size).toBe(texts.length)
  })

  test('lets go of a viewer that takes nothing, and keeps the others', async () => {
    const { url, port, live } = await startProcess({ padding: 60_000 })
    const well = watch(`${url}/room/screen`)
    await until(() => well.texts.length > 0, soon)
    const stuck: Socket = connect(port, '127.0.0.1')
    await once(stuck, 'connect')
    stuck.pause()
    stuck.on('error', () => {})
    stuck.write('GET /room/screen HTTP/1.1\r\nhost: localhost\r\n\r\n')
    closing.push(() => void stuck.destroy())
    await until(() => live.viewers() === 2, soon)
    let n = 0
    await until(
      () => {
        n += 1
        set(`change ${n}`)
        live.wake('room')
        return live.viewers() === 1
      },
      { withinMs: 25_000, everyMs: 50 },
    )
    set('the last')
    await until(() => well.texts.at(-1) === 'the last', soon)
  })

  test('leaves room for other networks when one address takes its whole share', async () => {
    const { url, live } = await startProcess({ mostAtAddress: 2 })
    const greedy = [1, 2].map(() => watch(`${url}/room/screen?from=10.0.0.1`))
    await until(() => live.viewers() === 2, soon)
    expect((await fetch(`${url}/room/screen?from=10.0.0.1`)).status).toBe(503)
    const other = watch(`${url}/room/screen?from=10.0.0.2`)
    await until(() => other.texts.length > 0, soon)
    greedy[0]?.stop()
    await until(() => live.viewers() === 2, soon)
    const again = watch(`${url}/room/screen?from=10.0.0.1`)
    await until(() => again.texts.length > 0, soon)
  })

  test('forgets viewers that left, and ends every stream at the close', async () => {
    const { url, live } = await startProcess()
    const [leaving, staying] = [watch(`${url}/room/screen`), watch(`${url}/room/screen`)]
    await until(() => live.viewers() === 2, soon)
    leaving.stop()
    await until(() => live.viewers() === 1, soon)
    await live.close()
    await staying.ended
    expect(live.viewers()).toBe(0)
    expect((await fetch(`${url}/room/screen`)).status).toBe(503)
  })
})
