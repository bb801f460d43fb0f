import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiSystem, fillPath, openApiSystem } from '../../support/api-system.ts'
import { filesBelow } from '../../support/find-traces.ts'
import { listMissingHeaders } from '../../support/missing-headers.ts'
import { listSamples } from '../../support/sample-input.ts'

let system: ApiSystem
let code: string
beforeAll(async () => {
  system = await openApiSystem()
  code = await system.openRoom()
}, 120_000)
afterAll(() => system?.close(), 120_000)

type Call = { method?: string; path: string; body?: string }

/** Addresses outside the API, and how they answer. */
const pages: [path: string, status: number, method?: string][] = [
  ['/', 200],
  ['/campaigns', 404],
  ['/about', 200],
  ['/privacy?lang=en', 200],
  ['/r/nothing', 404],
  ['/c/nothing', 404],
  ['/c/00000000-0000-7000-8000-000000000000', 404],
  ['/liff', 308],
  ['/liff/settings', 200],
  ['/liff/polls', 401],
  ['/liff/draw', 400, 'POST'],
  ['/liff/share/settings', 200],
  ['/liff/share/card', 404],
  ['/liff/share/record', 401, 'POST'],
  ['/join', 308],
  ['/screen', 308],
  ['/media/nothing.png', 404],
  ['/media/%E0%A4%A', 400],
  ['/healthz', 200],
  ['/readyz', 200],
  ['/metrics', 200],
  ['/webhook', 401, 'POST'],
  ['/api/auth/nothing', 404, 'POST'],
  ['/api/auth/sign-in/email', 400, 'POST'],
  ['/api/v1/docs', 200],
  ['/api/v1/docs?lang=en', 200],
  ['/api/v1/openapi.json', 200],
  ['/api/v1/nothing', 404],
  ['/api/v1/rooms/000000', 404],
  ['/nothing', 404, 'DELETE'],
]

/** Pages that open in LINE, which the phone of a demo shows in its sheet. */
const holdersOf = (path: string) =>
  path.startsWith('/liff/')
    ? ['localhost', '127.0.0.1'].map((name) => `http://${name}:${new URL(system.simulator.url).port}`)
    : []

const webDir = join(import.meta.dirname, '../../../dist/web')

/** Each file that Vite built, at the address where the service has it. */
const listBuiltFiles = () =>
  ['console', 'screen', 'join', 'liff', 'share'].flatMap((name) => {
    const folder = join(webDir, name)
    const at = name === 'console' ? '' : name === 'share' ? '/liff/share' : `/${name}`
    const files = existsSync(folder) ? filesBelow(folder) : []
    return files.map((file) => `${at}${file.slice(folder.length)}`).filter((path) => !path.endsWith('/index.html'))
  })

async function call({ method = 'GET', path, body }: Call, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${system.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { origin: system.url, ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    body,
  })
}

/** Every operation with a body that its contract takes, at something that is there where there is such a thing. */
async function listCalls(): Promise<Call[]> {
  const calls: Call[] = []
  for (const { method, path, input } of listSamples()) {
    const real = `/api/v1${fillPath(path, { code, ...(await system.findOne(path)) })}`
    calls.push({ method, path: real, body: method === 'GET' ? undefined : JSON.stringify(input) })
  }
  return calls
}

describe('[R31] headers on every answer', () => {
  test('of the pages, of refusals and of what does not exist', async () => {
    for (const [path, status, method] of pages) {
      const answer = await call({ path, method, body: method === 'POST' ? '{}' : undefined })
      expect([path, answer.status, listMissingHeaders(answer, holdersOf(path))]).toEqual([path, status, []])
      await answer.arrayBuffer()
    }
  })

  test('of every file of the built pages', async () => {
    for (const path of listBuiltFiles()) {
      const answer = await call({ path })
      expect([path, answer.status, listMissingHeaders(answer, holdersOf(path))]).toEqual([path, 200, []])
      await answer.arrayBuffer()
    }
  })

  test('of every operation that reads, exports and event streams too, to an owner and to nobody', async () => {
    const reads = (await listCalls()).filter(({ method }) => method === 'GET')
    const stream = { path: `/api/v1/rooms/${code}/events` }
    for (const headers of [{ cookie: system.cookies.owner }, {}])
      for (const one of [...reads, stream]) {
        const answer = await call(one, headers as Record<string, string>)
        await answer.body?.cancel() // a stream has no end
        expect([one.path, listMissingHeaders(answer)]).toEqual([one.path, []])
      }
  }, 120_000)
})

// Who is asking is found in these: without them all operations would fail at the same place.
const ofSignIn = ['user', 'session', 'account', 'api_key', 'verification', 'two_factor', '_prisma_migrations']

/** Takes the tables away, all but some, for as long as the work lasts. */
async function withoutTables(kept: string[], work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: system.testDatabase.ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1)`,
    [kept],
  )
  const move = (from: string, to: string) =>
    client.query(rows.map(({ name }) => `ALTER TABLE ${from}."${name}" SET SCHEMA ${to}`).join(';'))
  await client.query('CREATE SCHEMA IF NOT EXISTS gone')
  await move('public', 'gone')
  try {
    await work()
  } finally {
    await move('gone', 'public')
    await client.end()
  }
}

describe('[R38] with its tables gone', () => {
  test('no operation and no page tells more than a code, words and the request id, under which the log has the failure', async () => {
    const calls = await listCalls()
    const failed: { path: string; requestId: string }[] = []
    const check = async (one: Call) => {
      const answer = await call(one, { authorization: `Bearer ${system.tokens.owner}` })
      const text = await answer.text()
      if (answer.status < 500 || answer.status === 503) return
      expect([one.path, answer.status, listMissingHeaders(answer, holdersOf(one.path))]).toEqual([one.path, 500, []])
      expect(Object.keys(JSON.parse(text)).toSorted()).toEqual(['code', 'defined', 'message', 'status'])
      expect(text).not.toMatch(/select|insert|relation|public|prisma|\.ts|node_modules|\bat /i)
      failed.push({ path: one.path, requestId: answer.headers.get('x-request-id') as string })
    }
    await withoutTables(ofSignIn, async () => {
      for (const one of calls) await check(one)
      for (const path of ['/privacy', '/c/00000000-0000-7000-8000-000000000000', '/liff/settings', '/r/abcdefgh'])
        await check({ path })
    })
    expect(failed.length).toBeGreaterThan(80)
    const errors = system.lines.filter((line) => JSON.parse(line).level === 50).join('')
    expect(failed.filter(({ requestId }) => !errors.includes(requestId))).toEqual([])
    expect((await call({ path: '/healthz' })).status).toBe(200)
    expect((await call({ path: '/api/v1/settings' }, { cookie: system.cookies.owner })).status).toBe(200)
  }, 120_000)

  test('nor does one that cannot say who is asking', async () => {
    await withoutTables([], async () => {
      const ways: Record<string, string>[] = [
        { cookie: system.cookies.owner },
        { authorization: `Bearer ${system.tokens.owner}` },
      ]
      for (const headers of ways) {
        const answer = await call({ path: '/api/v1/settings' }, headers)
        expect([headers, answer.status]).toEqual([headers, 500])
        expect(await answer.text()).not.toMatch(/select|relation|public|prisma|\.ts|node_modules|\bat /i)
      }
    })
  })
})
