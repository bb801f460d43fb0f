import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { simulatorChannel } from '../../src/compose/channel.ts'
import { compose } from '../../src/compose.ts'
import { loadConfig } from '../../src/config.ts'
import { contract } from '../../src/contracts/api/index.ts'
import { type Role, roles } from '../../src/contracts/roles.ts'
import { createAudit } from '../../src/platform/audit/audit.ts'
import { createAuth } from '../../src/platform/auth/auth.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { generateApiDocument } from '../../src/platform/http/api-handler.ts'
import { createLog } from '../../src/platform/log.ts'
import { createSecrets } from '../../src/platform/secrets/secrets.ts'
import { findFreePorts } from './free-ports.ts'
import { createTestDatabase } from './test-database.ts'
import { startTestSimulator } from './test-simulator.ts'

export type Operation = { method: string; path: string }
export const nameOf = ({ method, path }: Operation) => `${method} ${path}`

const parameters: Record<string, string> = {
  date: '2027-01-04',
  year: '2570',
  fiscalYear: '2566',
  festival: 'songkran',
  name: 'notice',
}

/** A path of the document with its parameters filled in: an id is nobody's unless it is given. */
export const fillPath = (path: string, given: Record<string, string> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => given[name] ?? parameters[name] ?? randomUUID())

/** Every operation of the OpenAPI document. */
export async function listOperations(): Promise<Operation[]> {
  const document = (await generateApiDocument(contract)) as { paths: Record<string, Record<string, unknown>> }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  )
}

/** The composed web role on a demo of its own, with somebody signed in and a token for each role. */
export async function openApiSystem(
  options: { env?: Record<string, string>; logLevel?: string; databaseUrl?: (url: string) => string } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'api-system-'))
  const [port, simulatorPort] = (await findFreePorts(2)) as [number, number]
  const config = loadConfig({
    env: {
      ROLES: 'web',
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      DATA_DIR: join(folder, 'data'),
      SECRETS_DIR: join(folder, 'secrets'),
      ...options.env,
    },
  })
  const url = `http://localhost:${port}`
  const channel = simulatorChannel(createSecrets(config.secretsDir))
  const simulator = await startTestSimulator({ port: simulatorPort, channel })
  const testDatabase = await createTestDatabase()
  const lines: string[] = []
  const log = createLog({ level: options.logLevel ?? 'warn', destination: { write: (line) => void lines.push(line) } })
  const database = openDatabase({ url: testDatabase.url, poolSize: 4, log })
  const reached = options.databaseUrl ?? ((same: string) => same)
  const service = await compose({
    config,
    urls: { app: reached(testDatabase.url), sender: reached(testDatabase.senderUrl), isBallotLoginApart: true },
    clock: systemClock,
    log,
  })
  const audit = createAudit({ database, clock: systemClock })
  const auth = createAuth({ database, audit, publicUrl: url, secrets: [{ version: 0, value: 'x'.repeat(64) }], log })
  const tokens = {} as Record<Role, string>
  const cookies = {} as Record<Role, string>
  for (const role of roles) {
    const email = `${role}@matrix.example`
    await database.prisma.user.updateMany({ where: { role, isDemo: true }, data: { isDemo: false } })
    await database.prisma.user.create({ data: { id: uuidv7(), name: role, email, role, isDemo: true } })
    tokens[role] = (await auth.createToken({ email, role, name: 'matrix', expiresInDays: 1 })).token
    cookies[role] = await signIn(role)
  }

  /** The demo's one-click sign-in, and its cookies. */
  async function signIn(role: Role): Promise<string> {
    const entered = await fetch(`${url}/api/auth/demo/sign-in`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json' },
      body: JSON.stringify({ role }),
    })
    return entered.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  /** An open room, and its code. */
  async function openRoom(code = '482913'): Promise<string> {
    await database.prisma.poll.create({
      data: {
        title: 'ประชุมรับฟังความเห็น',
        anonymity: 'room',
        state: 'open',
        questions: [{ key: 'q1', kind: 'scale', text: 'เห็นด้วยเพียงใด' }],
        audience: {},
        level: 'room',
        promise: [],
        authorId: 'matrix',
        room: { create: { code } },
      },
    })
    return code
  }

  const found = new Map<string, string | undefined>()

  /** An id that a list of the API has, for an operation on one of its things; nothing where there is none. */
  async function findOne(path: string): Promise<{ id?: string }> {
    const [, list = ''] = path.split('/')
    if (!path.startsWith(`/${list}/{id}`)) return {}
    if (!found.has(list)) {
      const answer = await fetch(`${url}/api/v1/${list}`, { headers: { authorization: `Bearer ${tokens.owner}` } })
      const { items } = (await answer.json()) as { items?: { id: string }[] }
      found.set(list, items?.[0]?.id)
    }
    const id = found.get(list)
    return id ? { id } : {}
  }

  return {
    url,
    folder,
    lines,
    testDatabase,
    database,
    simulator,
    tokens,
    cookies,
    signIn,
    openRoom,
    findOne,
    operations: await listOperations(),
    async close() {
      await service.close()
      await database.close()
      await testDatabase.drop()
      await simulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type ApiSystem = Awaited<ReturnType<typeof openApiSystem>>
