import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAudit } from '../../../../src/platform/audit/audit.ts'
import { type Auth, createAuth } from '../../../../src/platform/auth/auth.ts'
import { systemClock } from '../../../../src/platform/clock.ts'
import { isDatabaseUnavailable } from '../../../../src/platform/db/database-errors.ts'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'

let made: TestDatabase
let database: Database
let auth: Auth
const lines: string[] = []
const log = createLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } })
const open = (over: Partial<{ database: Database; isDemo: boolean }> = {}) =>
  createAuth({
    database,
    audit: createAudit({ database, clock: systemClock }),
    publicUrl: 'http://localhost',
    secrets: [{ version: 0, value: 'k'.repeat(64) }],
    log,
    ...over,
  })
beforeAll(async () => {
  made = await createTestDatabase()
  database = openDatabase({ url: made.url, poolSize: 4, log })
  auth = open()
})
afterAll(async () => {
  await database.close()
  await made.drop()
})

const request = { email: 'officer@opdc.example', role: 'editor', name: 'test', expiresInDays: 30 } as const

describe('a token', () => {
  test('tells who asks, in which role, and whether it is below their own', async () => {
    const { token, userId } = await auth.createToken(request)
    expect(token).toMatch(/^sucharit_[A-Za-z0-9]{40,}$/)
    expect(await auth.findActor(token)).toEqual({ userId, role: 'editor', via: 'token', isLesser: false })
    const lesser = await auth.createToken({ ...request, role: 'viewer' })
    expect(await auth.findActor(lesser.token)).toEqual({ userId, role: 'viewer', via: 'token', isLesser: true })
  })

  test('is known to another process, and stored hashed', async () => {
    const { token, userId } = await auth.createToken(request)
    expect(await open().findActor(token)).toMatchObject({ userId })
    const { rows } = await database.pool.query('SELECT a::text AS text FROM api_key a')
    for (const { text } of rows) expect(text).not.toContain(token.slice('sucharit_'.length))
  })

  test('makes the person once, whatever the letters of the address', async () => {
    const one = await auth.createToken({ ...request, email: 'New.Officer@opdc.example' })
    const two = await auth.createToken({ ...request, email: 'new.officer@OPDC.example', role: 'viewer' })
    expect(two.userId).toBe(one.userId)
    expect(await database.prisma.user.findUnique({ where: { id: one.userId } })).toMatchObject({
      email: 'new.officer@opdc.example',
      role: 'editor',
    })
  })

  test('carries the role it was made with, not another of the same person', async () => {
    const asEditor = await auth.createToken(request)
    const asViewer = await auth.createToken({ ...request, role: 'viewer' })
    expect(await auth.findActor(asEditor.token)).toMatchObject({ role: 'editor' })
    expect(await auth.findActor(asViewer.token)).toMatchObject({ role: 'viewer' })
  })

  test('may not do more than its person, and nothing is made', async () => {
    await auth.createToken(request)
    const count = () => database.prisma.apikey.count()
    const before = await count()
    await expect(auth.createToken({ ...request, role: 'owner' })).rejects.toMatchObject({
      code: 'TOKEN_BEYOND_PERSON',
      status: 422,
    })
    expect(await count()).toBe(before)
  })

  test('[R34] ends with the role that its person has lost, at once', async () => {
    const email = 'demoted@opdc.example'
    const { token, userId } = await auth.createToken({ ...request, email, role: 'owner' })
    const reading = await auth.createToken({ ...request, email, role: 'viewer' })
    expect(await auth.findActor(token)).toMatchObject({ role: 'owner' })
    await database.prisma.user.update({ where: { id: userId }, data: { role: 'viewer' } })
    expect(await auth.findActor(token)).toBeUndefined()
    expect(await auth.findActor(reading.token)).toMatchObject({ role: 'viewer' })
  })

  test('is refused once it has expired, was switched off or deleted', async () => {
    const made = await Promise.all([1, 2, 3].map(() => auth.createToken(request)))
    const rows = await database.prisma.apikey.findMany({ orderBy: { createdAt: 'desc' }, take: 3 })
    await database.prisma.apikey.update({
      where: { id: rows[0]?.id as string },
      data: { expiresAt: new Date(Date.now() - 1000) },
    })
    await database.prisma.apikey.update({ where: { id: rows[1]?.id as string }, data: { enabled: false } })
    await database.prisma.apikey.delete({ where: { id: rows[2]?.id as string } })
    for (const { token } of made) expect(await auth.findActor(token)).toBeUndefined()
  })

  test.each(['', 'x', 'sucharit_', `sucharit_${'a'.repeat(64)}`, 'ก', "' OR 1=1 --", '\0'])(
    '%j is unknown',
    async (bearer) => {
      expect(await auth.findActor(bearer)).toBeUndefined()
    },
  )

  test('whose role is none of ours is refused', async () => {
    const { token } = await auth.createToken(request)
    const key = await database.prisma.apikey.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    await database.prisma.apikey.update({ where: { id: key.id }, data: { metadata: JSON.stringify({ role: 'root' }) } })
    expect(await auth.findActor(token)).toBeUndefined()
  })

  test('may be used 200 times in a row: the library’s own limit of 10 a day is off', async () => {
    const { token } = await auth.createToken(request)
    for (let n = 0; n < 200; n += 1) expect(await auth.findActor(token)).toBeDefined()
  })

  test('is not logged', async () => {
    const { token } = await auth.createToken(request)
    await auth.findActor(token)
    await auth.findActor(`${token}x`)
    expect(lines.join()).not.toContain(token.slice('sucharit_'.length))
  })
})

test.each(['nobody', 'a@', '', 'a@b@c.example'])('%j is no e-mail address', async (email) => {
  await expect(auth.createToken({ ...request, email })).rejects.toMatchObject({ code: 'BAD_REQUEST', status: 400 })
})

test('with the database away a good token is not called bad', async () => {
  const away = openDatabase({ url: 'postgresql://a:b@127.0.0.1:9/x', poolSize: 1, log })
  const failure = await open({ database: away })
    .findActor('sucharit_x')
    .catch((error: unknown) => error)
  expect(isDatabaseUnavailable(failure)).toBe(true)
  await away.close()
})

describe('a row that cannot be read for a moment', () => {
  /** What fails while the table is locked, with a statement's time limit as short as a test wants it. */
  async function failureBehindLock(table: 'api_key' | 'session', asking: (auth: Auth) => Promise<unknown>) {
    const hurried = openDatabase({ url: made.url, poolSize: 2, log, statementTimeoutMs: 300 })
    const owner = openDatabase({ url: made.ownerUrl, poolSize: 1, log })
    const failure = await owner.transaction(async (tx) => {
      await tx.$executeRawUnsafe(`LOCK TABLE ${table}`)
      return asking(open({ database: hurried })).catch((error: unknown) => error)
    })
    await Promise.all([hurried.close(), owner.close()])
    return failure
  }

  test('does not make a good token a bad one', async () => {
    const { token } = await auth.createToken(request)
    const failure = await failureBehindLock('api_key', ({ findActor }) => findActor(token))
    expect(isDatabaseUnavailable(failure)).toBe(true)
  })

  test('does not end a login', async () => {
    const person = { id: 'demo-viewer', name: 'ผู้เข้าดู', email: 'viewer@opdc.example', role: 'viewer', isDemo: true }
    await database.prisma.user.create({ data: person })
    const signingIn = new Request('http://localhost/api/auth/demo/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: 'http://localhost' },
      body: JSON.stringify({ role: 'viewer' }),
    })
    const answer = await open({ isDemo: true }).handle(signingIn)
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    expect(await auth.findSession(cookie)).toMatchObject({ actor: { userId: person.id } })
    const failure = await failureBehindLock('session', ({ findSession }) => findSession(cookie))
    expect(isDatabaseUnavailable(failure)).toBe(true)
  })
})
