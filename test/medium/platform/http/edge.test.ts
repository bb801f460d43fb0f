import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StartError } from '../../../../src/platform/errors.ts'
import { createBallotApp } from '../../../../src/platform/http/ballot-app.ts'
import { startServer } from '../../../../src/platform/http/start-server.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createMetrics } from '../../../../src/platform/metrics.ts'
import { listMissingHeaders } from '../../../support/missing-headers.ts'
import { startWebSystem, type WebSystem } from './web-system.ts'

let web: WebSystem
let pictureName: string
beforeAll(async () => {
  web = await startWebSystem()
  pictureName = await web.media.put(Buffer.from('not really a picture'), 'png')
})
afterAll(() => web.close())

describe('[R31] headers on every answer', () => {
  const paths = () => [
    ['/', 200],
    ['/healthz', 200],
    ['/readyz', 200],
    ['/metrics', 200],
    [`/media/${pictureName}`, 200],
    ['/media/nothing.png', 404],
    ['/nowhere', 404],
    ['/webhook', 404],
    ['/fails', 500],
    ['/api/v1/settings', 401],
    ['/api/v1/nowhere', 404],
    ['/media/%E0%A4%A', 400],
  ]

  test('pages, media, API and errors carry them all', async () => {
    for (const [path, status] of paths()) {
      const answer = await fetch(`${web.url}${path}`)
      expect([path, answer.status]).toEqual([path, status])
      expectSecure(answer, String(path))
      await answer.arrayBuffer()
    }
  })

  test('so does a refused webhook', async () => {
    expectSecure(await web.post('{}', { 'x-line-signature': 'wrong' }), 'webhook')
  })

  test('the nameless host carries them too, and sets no cookie', async () => {
    const log = createLog({ level: 'silent' })
    const app = createBallotApp({ checks: [], metrics: createMetrics(), isHttps: true, log })
    const server = await startServer(app, { port: 0, host: '127.0.0.1', variable: 'BALLOT_PORT' })
    try {
      for (const path of ['/healthz', '/nowhere']) {
        const answer = await fetch(`http://127.0.0.1:${server.port}${path}`)
        expectSecure(answer, path)
        expect(answer.headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
        expect(answer.headers.get('set-cookie')).toBeNull()
      }
    } finally {
      await server.close()
    }
  })

  test('the nameless host’s pages stand in a frame of the origins it is given, and in no other', async () => {
    const holders = ['http://localhost:3002', 'http://127.0.0.1:3002']
    const log = createLog({ level: 'silent' })
    const app = createBallotApp({ checks: [], metrics: createMetrics(), isHttps: false, frameHolders: holders, log })
    const server = await startServer(app, { port: 0, host: '127.0.0.1', variable: 'BALLOT_PORT' })
    try {
      for (const path of ['/healthz', '/nowhere']) {
        const answer = await fetch(`http://127.0.0.1:${server.port}${path}`)
        expect(listMissingHeaders(answer, holders), path).toEqual([])
      }
    } finally {
      await server.close()
    }
  })

  test('plain http on this machine does not ask to be upgraded', async () => {
    const answer = await fetch(web.url)
    expect(answer.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests')
  })

  function expectSecure(answer: Response, path: string): void {
    expect(listMissingHeaders(answer), path).toEqual([])
  }
})

describe('[R38] errors tell nothing', () => {
  test('of a failure only a code, words and the request id leave; the log has its place under that id, never its words', async () => {
    const answer = await fetch(`${web.url}/fails`)
    const text = await answer.text()
    expect(answer.status).toBe(500)
    expect(Object.keys(JSON.parse(text)).toSorted()).toEqual(['code', 'defined', 'message', 'status'])
    expect(text).not.toMatch(/SELECT|staff|\.ts|at /)
    const line = web.lines.find((one) => one.includes(answer.headers.get('x-request-id') as string))
    expect(line).toContain('.ts:')
    expect(line).not.toContain('SELECT')
  })

  test('in the language asked for, Thai if none', async () => {
    const message = async (language?: string) => {
      const answer = await fetch(`${web.url}/nowhere`, { headers: language ? { 'accept-language': language } : {} })
      return ((await answer.json()) as { message: string }).message
    }
    expect(await message('th-TH,en;q=0.5')).toMatch(/ไม่พบ/)
    expect(await message('*')).toMatch(/ไม่พบ/)
    expect(await message('fr')).toMatch(/ไม่พบ/)
    expect(await message('en-GB')).toMatch(/does not exist/)
    expect(await message('en,th;q=0.5')).toMatch(/does not exist/)
  })

  test('a request id is never the caller’s own', async () => {
    const answer = await fetch(`${web.url}/healthz`, { headers: { 'x-request-id': 'forged' } })
    expect(answer.headers.get('x-request-id')).not.toBe('forged')
  })

  test('a sender that leaves in the middle is no failure of ours', async () => {
    const before = web.lines.length
    await new Promise<void>((done) => {
      const sent = request(`${web.url}/webhook`, { method: 'POST', headers: { 'content-length': '1000' } })
      sent.on('error', () => done())
      sent.write('{"events"')
      sent.once('socket', (socket) => socket.once('connect', () => setImmediate(() => sent.destroy())))
    })
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200)
    expect(web.lines.slice(before).join()).not.toContain('request failed')
  })
})

describe('/metrics', () => {
  test('are read from this machine, but not through a proxy', async () => {
    const read = async (headers: Record<string, string> = {}) => (await fetch(`${web.url}/metrics`, { headers })).status
    expect(await read()).toBe(200)
    expect(await read({ 'x-forwarded-for': '203.0.113.7' })).toBe(404)
    expect(await read({ forwarded: 'for=203.0.113.7' })).toBe(404)
    expect(await read({ 'x-real-ip': '203.0.113.7' })).toBe(404)
  })

  test('with a token set, only with the token', async () => {
    const guarded = await startWebSystem({ metricsToken: 'a-token-of-some-length' })
    try {
      const read = async (authorization?: string) =>
        (await fetch(`${guarded.url}/metrics`, { headers: authorization ? { authorization } : {} })).status
      expect(await read()).toBe(404)
      expect(await read('Bearer a-token-of-some-lengtH')).toBe(404)
      expect(await read('Bearer ')).toBe(404)
      expect(await read('Bearer a-token-of-some-length')).toBe(200)
    } finally {
      await guarded.close()
    }
  })

  test('count webhooks by fate and status, and name nobody', async () => {
    await web.post('{"events":[]}')
    const text = await (await fetch(`${web.url}/metrics`)).text()
    expect(text).toMatch(/sucharit_webhook_seconds_count\{status="200"\} \d/)
    expect(text).not.toMatch(/U[0-9a-f]{32}/)
  })
})

describe('the media route', () => {
  test('serves bytes that never change, with their kind', async () => {
    const answer = await fetch(`${web.url}/media/${pictureName}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(await answer.text()).toBe('not really a picture')
  })

  test('gives the part that is asked for, as a player of clips does', async () => {
    const answer = await fetch(`${web.url}/media/${pictureName}`, { headers: { range: 'bytes=4-9' } })
    expect(answer.status).toBe(206)
    expect(answer.headers.get('content-range')).toBe('bytes 4-9/20')
    expect(await answer.text()).toBe('really')
  })

  test.each([
    'a.png',
    `${'0'.repeat(64)}.png`,
    `${'0'.repeat(64)}.html`,
    '..%2f..%2fetc%2fpasswd',
    '%00',
    `${'0'.repeat(64)}.png%00.html`,
    `${'A'.repeat(64)}.png`,
  ])('%s is 404', async (name) => {
    expect((await fetch(`${web.url}/media/${name}`)).status).toBe(404)
  })
})

describe('a server', () => {
  test('whose port is taken says so in a line that names the variable', async () => {
    const app = createBallotApp({ checks: [], metrics: createMetrics(), isHttps: false, log: web.log })
    const start = startServer(app, { port: web.port, host: '127.0.0.1', variable: 'PORT' })
    await expect(start).rejects.toThrow(StartError)
    await expect(start).rejects.toThrow(new RegExp(`Port ${web.port} .*Set PORT`))
  })

  test('that closes lets the running request end', async () => {
    const gate = Promise.withResolvers<void>()
    const started = Promise.withResolvers<void>()
    const check = () => {
      started.resolve()
      return gate.promise
    }
    const checks = [{ name: 'slow', required: true, check }]
    const app = createBallotApp({ checks, metrics: createMetrics(), isHttps: false, log: web.log })
    const server = await startServer(app, { port: 0, host: '127.0.0.1', variable: 'PORT' })
    const answer = fetch(`http://127.0.0.1:${server.port}/readyz`)
    await started.promise
    const closed = server.close()
    gate.resolve()
    expect((await answer).status).toBe(200)
    await closed
    await expect(fetch(`http://127.0.0.1:${server.port}/healthz`)).rejects.toThrow()
  })

  test('that closes is not held open by a client that never pauses', async () => {
    const app = createBallotApp({ checks: [], metrics: createMetrics(), isHttps: false, log: web.log })
    const server = await startServer(app, { port: 0, host: '127.0.0.1', variable: 'PORT' })
    let isOpen = true
    const ask = async () => {
      const answer = await fetch(`http://127.0.0.1:${server.port}/healthz`)
      await answer.arrayBuffer()
    }
    const clients = Array.from({ length: 8 }, async () => {
      while (isOpen) await ask().catch(() => (isOpen = false)) // refused: the server is closed
    })
    await ask()
    const closingAt = performance.now()
    await server.close()
    expect(performance.now() - closingAt).toBeLessThan(2000)
    await Promise.all(clients)
  })
})

describe('/readyz', () => {
  test('names what is degraded; only a needed part takes the process out of service', async () => {
    const down = async () => Promise.reject(new Error('away'))
    const up = async () => {}
    const ask = async (required: boolean) => {
      const checks = [
        { name: 'database', required: true, check: up },
        { name: 'queue', required, check: down },
      ]
      const app = createBallotApp({ checks, metrics: createMetrics(), isHttps: false, log: web.log })
      const server = await startServer(app, { port: 0, host: '127.0.0.1', variable: 'PORT' })
      const answer = await fetch(`http://127.0.0.1:${server.port}/readyz`)
      const body = await answer.json()
      await server.close()
      return { status: answer.status, body }
    }
    expect(await ask(false)).toEqual({ status: 200, body: { status: 'degraded', degraded: ['queue'] } })
    expect(await ask(true)).toEqual({ status: 503, body: { status: 'unavailable', degraded: ['queue'] } })
  })
})
