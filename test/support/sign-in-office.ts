import { createHmac } from 'node:crypto'
import type { Role } from '../../src/contracts/roles.ts'
import { createAccounts } from '../../src/features/accounts/index.ts'
import { findOfficerOfLine } from '../../src/features/officers/index.ts'
import { createUsers } from '../../src/features/users/index.ts'
import { createLineLogin } from '../../src/line/line-login.ts'
import { createAudit } from '../../src/platform/audit/audit.ts'
import { createAuth } from '../../src/platform/auth/auth.ts'
import type { AuthSecret } from '../../src/platform/auth/sign-in-library.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { createWriting } from '../../src/platform/http/api-guards.ts'
import { apiPrefix, createApiHandler } from '../../src/platform/http/api-handler.ts'
import { createApp } from '../../src/platform/http/create-app.ts'
import { createSignInRoutes } from '../../src/platform/http/sign-in-routes.ts'
import { createLog } from '../../src/platform/log.ts'
import type { Mailer } from '../../src/platform/mail/create-mailer.ts'
import { createTestDatabase } from './test-database.ts'

/** A LINE Login channel as a simulator is given it. */
export const loginChannel = {
  channelId: '1000000002',
  secret: 'b'.repeat(32),
  callbackUrls: ['https://sucharit.example/sign-in/line'] as [string],
}

export type Answer = {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers are checked by the test that reads them
  body: any
  setCookies: string[]
  requestId: string | null
}

/** Sign-in, officers and settings on a real database, reached as browsers reach them: with cookies and an Origin. */
export async function openSignInOffice(
  options: { publicUrl?: string; isDemo?: boolean; trustedProxies?: string[]; mailer?: Mailer; lineUrl?: string } = {},
) {
  const publicUrl = options.publicUrl ?? 'https://sucharit.example'
  const testDatabase = await createTestDatabase()
  const lines: string[] = []
  const log = createLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } })
  const database = openDatabase({ url: testDatabase.url, poolSize: 8, log })
  const audit = createAudit({ database, clock: systemClock })
  const isDemo = options.isDemo ?? false
  // The simulator in place of LINE, when a test has one.
  const line = options.lineUrl
    ? {
        ...createLineLogin({
          channel: { ...loginChannel, authorizeUrl: `${options.lineUrl}/oauth2/v2.1/authorize` },
          apiUrl: options.lineUrl,
          callbackUrl: loginChannel.callbackUrls[0],
          clock: systemClock,
        }),
        findOfficer: (lineUserId: string) => findOfficerOfLine(database.prisma, lineUserId, new Date()),
      }
    : undefined
  const hasLine = line !== undefined
  const accounts = createAccounts({ audit, noticeVersion: '2026-01-01' })

  /** One process of the web, with the secrets that its environment gives it. */
  async function serve(secrets: [AuthSecret, ...AuthSecret[]]) {
    const auth = createAuth({ database, audit, publicUrl, secrets, isDemo, log, line })
    const { mailer } = options
    const deps = { database, audit, clock: systemClock, auth, publicUrl, isDemo, mailer, phoneUrl: null, hasLine }
    const users = createUsers({
      ...deps,
      agencyName: accounts.agencyName,
      isApprovalRequired: accounts.isApprovalRequired,
      hasUnit: async (tx, id) => (await tx.unit.count({ where: { id } })) > 0,
    })
    const writing = createWriting(database)
    const router = { ...(await users.routes(writing)), ...(await accounts.routes(writing)) }
    const app = createApp({
      routers: [
        { at: '/', handlers: [createSignInRoutes({ auth, pool: database.pool, publicUrl, isDemo, hasLine, log })] },
        { at: apiPrefix, handlers: createApiHandler({ router, auth, publicUrl, database, log }) },
      ],
      isHttps: publicUrl.startsWith('https:'),
      trustedProxies: options.trustedProxies ?? [],
      log,
    })
    const server = app.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    return {
      users,
      port,
      async stop() {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      },
    }
  }

  let serving = await serve([{ version: 0, value: 's'.repeat(64) }])
  const { users } = serving

  /** A body as it is, whether JSON or not. */
  async function sendRaw(path: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${serving.port}${path}`, {
      method: 'POST',
      headers: { origin: publicUrl, 'content-type': 'application/json', ...headers },
      body,
    })
    const text = await response.text()
    return {
      status: response.status,
      body: JSON.parse(text),
      setCookies: response.headers.getSetCookie(),
      requestId: response.headers.get('x-request-id'),
    }
  }

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${serving.port}${path}`, {
      method,
      headers: {
        origin: publicUrl,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: text ? JSON.parse(text) : undefined,
      setCookies: response.headers.getSetCookie(),
      requestId: response.headers.get('x-request-id'),
    }
  }

  /** A browser of its own: keeps the cookies it is given. */
  function openBrowser() {
    const jar = new Map<string, string>()
    async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await send(method, path, body, { ...(cookie && { cookie }), ...headers })
      for (const line of answer.setCookies) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (value === '' || /max-age=0/i.test(line)) jar.delete(name)
        else jar.set(name, value)
      }
      return answer
    }
    return {
      jar,
      get: (path: string) => call('GET', `${apiPrefix}${path}`),
      post: (path: string, body?: unknown, headers?: Record<string, string>) =>
        call('POST', `${apiPrefix}${path}`, body, headers),
      patch: (path: string, body: unknown) => call('PATCH', `${apiPrefix}${path}`, body),
      delete: (path: string) => call('DELETE', `${apiPrefix}${path}`),
      auth: (path: string, body: unknown = {}, headers?: Record<string, string>) =>
        call('POST', `/api/auth${path}`, body, headers),
      signIn: (email: string, password: string, headers?: Record<string, string>) =>
        call('POST', '/api/auth/sign-in/email', { email, password }, headers),
    }
  }

  /** Somebody with a password, as the link they were handed leaves them. */
  async function hire(role: Role, name: string = role): Promise<{ id: string; email: string; password: string }> {
    const email = `${name}@office.example`
    const password = `${name} walks to work`
    const link = await database.transaction((tx) => users.inviteByOperator(tx, { name, email, role }))
    const token = link.split('#')[1]
    const used = await send('POST', `${apiPrefix}/sign-in-links/use`, { token, password })
    if (used.status !== 200) throw new Error(`The link does not work: ${JSON.stringify(used.body)}`)
    const { id } = await database.prisma.user.findUniqueOrThrow({ where: { email } })
    return { id, email, password }
  }

  return {
    lines,
    ownerUrl: testDatabase.ownerUrl,
    database,
    audit,
    users,
    send,
    sendRaw,
    hire,
    openBrowser,
    async restartWith(secrets: [AuthSecret, ...AuthSecret[]]) {
      await serving.stop()
      serving = await serve(secrets)
    },
    async close() {
      await serving.stop()
      await database.close()
      await testDatabase.drop()
    },
  }
}

export type SignInOffice = Awaited<ReturnType<typeof openSignInOffice>>
export type TestBrowser = ReturnType<SignInOffice['openBrowser']>

/** What an authenticator app shows now (RFC 6238: SHA-1, 30 s, 6 digits). */
export function readAuthenticator(totpUri: string, at = Date.now()): string {
  const secret = new URL(totpUri).searchParams.get('secret') ?? ''
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const digest = createHmac('sha1', decodeBase32(secret)).update(counter).digest()
  const offset = (digest.at(-1) as number) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function decodeBase32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
